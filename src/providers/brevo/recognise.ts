import type { RequestView } from '../../core/request-view.ts';
import { isRecord, listMember, member, stringMember } from '../../core/shape.ts';
import { Confidence } from '../types.ts';

const CONTACT_EVENTS: ReadonlySet<string> = new Set([
  'list_addition',
  'contact_updated',
  'contact_deleted',
]);

/** There is no header to go by: keys with a hyphen or a blank beside `ts_event` are what nobody else sends. */
export function recognise(view: RequestView): Confidence {
  const body = view.json();
  const mails = listMember(body, 'items');
  if (mails !== undefined) return mailConfidence(mails[0]);
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const event = stringMember(first, 'event');
  return event === undefined ? Confidence.none : eventConfidence(first, event);
}

function eventConfidence(value: unknown, event: string): Confidence {
  const has = (key: string): boolean => member(value, key) !== undefined;
  if (!has('email') || !has('id')) return Confidence.none;
  const isTimed = has('ts_event') || has('ts_epoch');
  if (has('message-id')) return isTimed ? Confidence.certain : Confidence.none;
  if (has('camp_id')) return isTimed ? Confidence.certain : Confidence.likely;
  return CONTACT_EVENTS.has(event) && has('key') && has('ts')
    ? Confidence.certain
    : Confidence.none;
}

function mailConfidence(mail: unknown): Confidence {
  if (!isRecord(mail) || stringMember(mail, 'MessageId') === undefined) return Confidence.none;
  const typical = ['RawTextBody', 'RawHtmlBody', 'ExtractedMarkdownMessage', 'SentAtDate'];
  const isBrevo = listMember(mail, 'Uuid') !== undefined && typical.some((key) => key in mail);
  return isBrevo ? Confidence.certain : Confidence.possible;
}
