import type { RequestView } from '../../core/request-view.ts';
import { Confidence } from '../types.ts';
import { isEximId } from './email-id.ts';
import { type ReceivedFields, receivedFields } from './received-fields.ts';
import { canonicalName } from './wire-names.ts';

/** There is no header to go by: an Exim id in `email_id` beside these fields is what nobody else sends. */
export function recognise(view: RequestView): Confidence {
  const fields = receivedFields(view);
  const event = fields?.text('event');
  if (fields === undefined || event === undefined) return Confidence.none;
  return event.startsWith('sms_') ? smsConfidence(fields) : emailConfidence(fields, event);
}

function emailConfidence(fields: ReceivedFields, event: string): Confidence {
  const about = has(fields, 'rcpt') || fields.list('recipients').length > 0;
  const emailId = fields.text('email_id');
  if (emailId !== undefined && isEximId(emailId) && (about || has(fields, 'sendtime'))) {
    return Confidence.certain;
  }
  // Test posts have an email_id of another shape.
  if (canonicalName(event) === null || !about) return Confidence.none;
  if (has(fields, 'sendtime')) return Confidence.likely;
  return emailId === undefined ? Confidence.none : Confidence.possible;
}

function smsConfidence(fields: ReceivedFields): Confidence {
  if (!has(fields, 'destination_number')) return Confidence.none;
  const typical = ['message_content', 'received_timestamp', 'source_number'];
  return typical.every((name) => has(fields, name)) ? Confidence.certain : Confidence.possible;
}

function has(fields: ReceivedFields, name: string): boolean {
  return fields.text(name) !== undefined;
}
