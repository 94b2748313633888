import { utf8Bytes } from '../../core/bytes.ts';
import type { HeaderList } from '../../core/headers.ts';
import type { RequestView } from '../../core/request-view.ts';
import { stringMember } from '../../core/shape.ts';

/**
 * The answer Slack wants within 3 s when a request URL is saved: 200 and the bare challenge as text.
 *
 * @returns `null` for every other request
 * @see https://docs.slack.dev/reference/events/url_verification
 */
export function handshake(
  view: RequestView,
): { status: number; headers: HeaderList; body: Uint8Array } | null {
  const body = view.json();
  const challenge = stringMember(body, 'challenge');
  if (stringMember(body, 'type') !== 'url_verification' || challenge === undefined) return null;
  return { status: 200, headers: [['Content-Type', 'text/plain']], body: utf8Bytes(challenge) };
}
