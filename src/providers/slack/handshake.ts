import { utf8Bytes } from '../../core/bytes.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';
import { BARE_SUCCESS, type Handshake } from '../handshake.ts';
import { isSslCheck } from './recognise.ts';

/**
 * A request URL that is saved wants 200 and its bare challenge as text within 3 s. The check of a command's
 * certificate, unsigned and repeated from time to time, wants 200.
 *
 * @see https://docs.slack.dev/reference/events/url_verification
 */
export function handshake(view: RequestView): Handshake | null {
  if (isSslCheck(view)) return { what: "Slack's ssl_check", answer: BARE_SUCCESS, visit: null };
  const body = view.json();
  const challenge = stringMember(body, 'challenge');
  if (stringMember(body, 'type') !== 'url_verification' || challenge === undefined) return null;
  return {
    what: "Slack's url_verification",
    answer: { status: 200, headers: [['Content-Type', 'text/plain']], body: utf8Bytes(challenge) },
    visit: null,
  };
}
