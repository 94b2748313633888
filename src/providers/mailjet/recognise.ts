import type { RequestView } from '../../core/request-view.ts';
import { isRecord, listMember, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';
import { EVENTS } from './events.ts';

const WIRE_NAMES: ReadonlySet<string> = new Set(EVENTS.map(({ wireName }) => wireName));

/** There is no header to go by; `MessageID` beside members that begin with `mj_` is what nobody else sends. */
export function recognise(view: RequestView): Confidence {
  const body = view.json();
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return stringMember(first, 'event') === undefined
    ? mailConfidence(first)
    : eventConfidence(first);
}

function eventConfidence(event: unknown): Confidence {
  const has = (key: string): boolean => member(event, key) !== undefined;
  if (!has('MessageID')) return Confidence.none;
  if (has('mj_campaign_id') || has('mj_contact_id') || has('Message_GUID')) {
    return Confidence.certain;
  }
  const known = WIRE_NAMES.has(stringMember(event, 'event') ?? '');
  return known && has('time') && has('email') ? Confidence.likely : Confidence.none;
}

function mailConfidence(mail: unknown): Confidence {
  const isText = (key: string): boolean => stringMember(mail, key) !== undefined;
  const isMail = isText('Sender') && isText('Recipient') && isRecord(member(mail, 'Headers'));
  if (!isMail) return Confidence.none;
  return listMember(mail, 'Parts') === undefined ? Confidence.possible : Confidence.certain;
}
