import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { BARE_SUCCESS, type Handshake } from '../handshake.ts';
import { PING_TYPE } from './account-events.ts';

/** A webhook is saved only when its ping, signed with a published secret, is answered with a 2xx. */
export function handshake(view: RequestView): Handshake | null {
  const body = view.json();
  const isPing = stringMember(body, 'type') === PING_TYPE && member(body, 'data') === undefined;
  return isPing ? { what: "MailerSend's webhook.test", answer: BARE_SUCCESS, visit: null } : null;
}
