import type { RequestView } from '../../core/request-view.ts';
import { isRecord, listMember, member, stringMember } from '../../core/shape.ts';
import { bounceName } from './bounce-types.ts';

const RECORD_TYPES = [
  'Delivery',
  'Bounce',
  'SpamComplaint',
  'Open',
  'Click',
  'SubscriptionChange',
] as const;

/** Values of `RecordType`, and `Inbound` for the post that has none. */
export type RecordType = (typeof RECORD_TYPES)[number] | 'Inbound';

/** `RecordType` as the body says; `undefined` for none or an unknown one. */
export function statedType(body: unknown): RecordType | undefined {
  const stated = stringMember(body, 'RecordType');
  return RECORD_TYPES.find((type) => type === stated);
}

/** What a body without `RecordType` is, as old servers post it. */
export function impliedType(body: unknown): RecordType | undefined {
  if (member(body, 'RecordType') !== undefined) return undefined;
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => member(body, name) !== undefined);
  if (isRecord(member(body, 'FromFull')) && listMember(body, 'ToFull') !== undefined) {
    return 'Inbound';
  }
  if (has('ID', 'Type', 'TypeCode') && isBounceType(body)) {
    return member(body, 'Type') === 'SpamComplaint' ? 'SpamComplaint' : 'Bounce';
  }
  if (!has('MessageID')) return undefined;
  if (has('DeliveredAt', 'Recipient')) return 'Delivery';
  if (has('OriginalLink', 'ReceivedAt')) return 'Click';
  return has('FirstOpen', 'ReceivedAt') ? 'Open' : undefined;
}

function isBounceType(body: unknown): boolean {
  return bounceName(member(body, 'Type'), member(body, 'TypeCode')) !== null;
}

export function recordType(view: RequestView): RecordType | undefined {
  const body = view.json();
  return statedType(body) ?? impliedType(body);
}
