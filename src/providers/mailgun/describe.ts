import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { isRecord, member, stringMember, type UnknownRecord } from '../../core/shape.ts';
import { FORWARD_WIRE_NAME, STORE_WIRE_NAME } from './events.ts';
import { signatureText } from './signature.ts';

const CURRENT_NAMES = new Map([
  ['accepted', 'processed'],
  ['delivered', 'delivered'],
  ['opened', 'open'],
  ['clicked', 'click'],
  ['unsubscribed', 'unsubscribe'],
  ['complained', 'complaint'],
]);

const LEGACY_NAMES = new Map([
  ['delivered', 'delivered'],
  ['opened', 'open'],
  ['clicked', 'click'],
  ['unsubscribed', 'unsubscribe'],
  ['complained', 'complaint'],
  ['bounced', 'bounce'],
  ['dropped', 'reject'],
]);

/** The one event of a Mailgun request; none when the body has no event of a known shape. */
export function describeMailgun(view: RequestView): readonly EventSummary[] {
  const eventData = member(view.json(), 'event-data');
  if (isRecord(eventData)) return describeEventData(eventData);
  if (view.kind !== 'form' && view.kind !== 'multipart') return [];
  const event = view.field('event');
  return event === undefined ? describeInbound(view) : [describeLegacy(view, event)];
}

function describeEventData(eventData: UnknownRecord): readonly EventSummary[] {
  const wireName = stringMember(eventData, 'event');
  if (wireName === undefined) return [];
  return [
    {
      name: (wireName === 'failed' ? failureName(eventData) : CURRENT_NAMES.get(wireName)) ?? null,
      wireName,
      id: stringMember(eventData, 'id') ?? null,
      recipient: stringMember(eventData, 'recipient') ?? null,
    },
  ];
}

/** Which of the failures `failed` stands for; `undefined` for a severity Mailgun does not document for webhooks. */
function failureName(eventData: UnknownRecord): string | undefined {
  const severity = stringMember(eventData, 'severity');
  if (severity === 'temporary') return 'soft-bounce';
  if (severity !== 'permanent') return undefined;
  if (member(member(eventData, 'flags'), 'is-delayed-bounce') === true) return 'bounce-delayed';
  const isSuppressed = stringMember(eventData, 'reason')?.startsWith('suppress-') === true;
  return isSuppressed ? 'bounce-suppressed' : 'bounce';
}

// Forms carry no event id. The token does as one: it is new for each event, and retries repeat it.
function describeLegacy(view: RequestView, wireName: string): EventSummary {
  return {
    name: LEGACY_NAMES.get(wireName) ?? null,
    wireName,
    id: signatureText(view, 'token') ?? null,
    recipient: view.field('recipient') ?? null,
  };
}

function describeInbound(view: RequestView): readonly EventSummary[] {
  const recipient = view.field('recipient');
  const isMail = ['message-headers', 'body-mime', 'body-plain', 'message-url'].some(
    (name) => view.field(name) !== undefined,
  );
  if (recipient === undefined || !isMail) return [];
  const isStored = view.field('message-url') !== undefined;
  return [
    {
      name: isStored ? 'inbound-stored' : 'inbound',
      wireName: isStored ? STORE_WIRE_NAME : FORWARD_WIRE_NAME,
      id: signatureText(view, 'token') ?? null,
      recipient,
    },
  ];
}
