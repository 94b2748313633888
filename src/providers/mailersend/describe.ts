import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { listMember, member, stringMember } from '../../core/shape.ts';
import { EVENTS } from './events.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  EVENTS.map(({ wireName, name }) => [wireName, name] as const),
);

/** Canonical name by `type`, or `null`. */
function canonicalName(type: string): string | null {
  return NAMES.get(type) ?? null;
}

/** One event a request, of either version. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const wireName = stringMember(body, 'type');
  if (wireName === undefined) return [];
  const data = member(body, 'data');
  return [
    {
      name: canonicalName(wireName),
      wireName,
      id: stringMember(data, 'id') ?? null,
      recipient: recipientOf(wireName, data),
    },
  ];
}

function recipientOf(wireName: string, data: unknown): string | null {
  if (wireName === 'sender_identity.verified') return null; // its address is that of the sender
  const envelope = listMember(member(data, 'recipients'), 'rcptTo');
  if (envelope !== undefined) {
    return envelope.flatMap((entry) => stringMember(entry, 'email') ?? []).join(', ') || null;
  }
  const email = member(data, 'email');
  if (typeof email === 'string') return email;
  return stringMember(member(email, 'recipient'), 'email') ?? stringMember(data, 'address') ?? null;
}
