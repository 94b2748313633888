import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { listMember, member, stringMember } from '../../core/shape.ts';
import { sentMessageId } from '../standard-webhooks-request.ts';
import { RESEND_HEADERS } from './headers.ts';
import { canonicalName } from './wire-names.ts';

/** One event a request. Its id is that of the message, which stays the same over retries and replays. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const wireName = stringMember(body, 'type');
  if (wireName === undefined) return [];
  const data = member(body, 'data');
  return [
    {
      name: canonicalName(wireName, data),
      wireName,
      id: sentMessageId(view, RESEND_HEADERS),
      recipient: recipientOf(data),
    },
  ];
}

/** All `to` addresses of a mail, whichever of them it is about; the address of a contact or suppression. */
function recipientOf(data: unknown): string | null {
  const mails = [data, member(data, 'email'), member(data, 'draft')];
  const to = mails.map((mail) => listMember(mail, 'to')).find((list) => list !== undefined);
  const addresses = to?.filter((address) => typeof address === 'string') ?? [];
  return addresses.join(', ') || stringMember(data, 'email') || null;
}
