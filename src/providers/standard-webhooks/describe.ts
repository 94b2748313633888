import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember } from '../../core/shape.ts';
import { sentMessageId, WEBHOOK_HEADERS } from '../standard-webhooks-request.ts';
import { EVENTS } from './events.ts';

const THIN = 'invoice-paid-thin';

/** One event a request; senders define their own, so most have no canonical name. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const wireName = stringMember(body, 'type');
  if (wireName === undefined) return [];
  const data = member(body, 'data');
  return [
    {
      name: canonicalName(wireName, data),
      wireName,
      id: sentMessageId(view, WEBHOOK_HEADERS),
      recipient: stringMember(data, 'email') ?? null,
    },
  ];
}

function canonicalName(type: string, data: unknown): string | null {
  const isThin = isRecord(data) && Object.keys(data).join() === 'id';
  const named = EVENTS.filter(({ wireName }) => wireName === type);
  const fitting = named.find(({ name }) => (name === THIN) === isThin) ?? named[0];
  return fitting?.name ?? null;
}
