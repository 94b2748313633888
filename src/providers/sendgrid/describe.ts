import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { listMember, member, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { EVENTS } from './events.ts';
import { INBOUND_WIRE_NAME } from './inbound-events.ts';
import { isInboundPost, receivedEvents } from './received.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  EVENTS.map(({ wireName, name }) => [wireName, name]),
);

export function describe(view: RequestView): readonly EventSummary[] {
  if (isInboundPost(view)) return [describeMail(view)];
  return receivedEvents(view).map((event) => {
    const wireName = stringMember(event, 'event') ?? '';
    return {
      name: wireName === 'bounce' ? bounceName(event) : (NAMES.get(wireName) ?? null),
      wireName,
      id: stringMember(event, 'sg_event_id') ?? null,
      recipient: stringMember(event, 'email') ?? null,
    };
  });
}

/** The wire knows one bounce: `type` and the ids of the message tell which. */
function bounceName(event: UnknownRecord): string {
  if (stringMember(event, 'type') === 'blocked') return 'soft-bounce';
  return member(event, 'sg_message_id') === undefined ? 'bounce-delayed' : 'bounce';
}

/** A mail has no id but its own `Message-ID`. */
function describeMail(view: RequestView): EventSummary {
  const headers = view.field('headers') ?? view.field('email') ?? '';
  const [head = ''] = headers.split(/\r?\n\r?\n/, 1);
  const [, id] = /^message-id:\s*(<[^>\r\n]*>)/im.exec(head) ?? [];
  return {
    name: 'inbound',
    wireName: INBOUND_WIRE_NAME,
    id: id ?? null,
    recipient: envelopeRecipient(view.field('envelope') ?? '') ?? view.field('to') ?? null,
  };
}

function envelopeRecipient(envelope: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(envelope);
    const [first] = listMember(parsed, 'to') ?? [];
    return typeof first === 'string' ? first : undefined;
  } catch {
    return undefined;
  }
}
