import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { bounceName } from './bounce-types.ts';
import { NO_MESSAGE } from './event-fields.ts';
import { type RecordType, recordType } from './record.ts';

const TIMES = ['DeliveredAt', 'ReceivedAt', 'ChangedAt'];
const ADDRESSES = ['Recipient', 'Email', 'OriginalRecipient'];

/** One event a request. */
export function describe(view: RequestView): readonly EventSummary[] {
  const body = view.json();
  const type = recordType(view);
  if (type === undefined) {
    const wireName = stringMember(body, 'RecordType');
    return wireName === undefined ? [] : [{ name: null, wireName, id: null, recipient: null }];
  }
  return [
    {
      name: canonicalName(type, body),
      wireName: type,
      id: redeliveryId(view, type),
      recipient: firstText(body, ADDRESSES) ?? null,
    },
  ];
}

function canonicalName(type: RecordType, body: unknown): string | null {
  switch (type) {
    case 'Delivery':
      return 'delivered';
    case 'Bounce':
      return bounceName(member(body, 'Type'), member(body, 'TypeCode'));
    case 'SpamComplaint':
      return 'complaint';
    case 'Open':
      return 'open';
    case 'Click':
      return 'click';
    case 'SubscriptionChange':
      if (member(body, 'SuppressSending') === false) return 'resubscribe';
      return member(body, 'SuppressionReason') === 'ManualSuppression'
        ? 'unsubscribe'
        : 'suppression';
    case 'Inbound':
      return 'inbound';
    default:
      return type satisfies never;
  }
}

/** A bounce has an id, read as text since it exceeds 2^53; other events are told apart by message, type and time. */
function redeliveryId(view: RequestView, type: RecordType): string | null {
  const body = view.json();
  const message = stringMember(body, 'MessageID') ?? null;
  if (type === 'Inbound') return message;
  if (type === 'Bounce' || type === 'SpamComplaint') {
    return member(body, 'ID') === null ? null : (view.jsonText(['ID']) ?? null);
  }
  // Without a message, whose id is then all zeros, it is the address that tells.
  const subject =
    message === null || message === NO_MESSAGE ? stringMember(body, 'Recipient') : message;
  if (subject === undefined) return null;
  const time = firstText(body, TIMES);
  return time === undefined ? `${subject}:${type}` : `${subject}:${type}:${time}`;
}

function firstText(body: unknown, names: readonly string[]): string | undefined {
  return names.map((name) => stringMember(body, name)).find((text) => text !== undefined);
}
