import type { EventSummary } from '../../core/events.ts';
import type { RequestView } from '../../core/request-view.ts';
import { type ReceivedFields, receivedFields } from './received-fields.ts';
import { canonicalName } from './wire-names.ts';

/** One event a request; `processed` names all recipients, the old field set has no id. */
export function describe(view: RequestView): readonly EventSummary[] {
  const fields = receivedFields(view);
  const wireName = fields?.text('event');
  if (fields === undefined || wireName === undefined) return [];
  return [
    {
      name: canonicalName(wireName, fields.text('bounce')),
      wireName,
      id: fields.text('id') || null,
      recipient: recipientOf(fields),
    },
  ];
}

function recipientOf(fields: ReceivedFields): string | null {
  const single = fields.text('rcpt') || fields.text('destination_number');
  return single || fields.list('recipients').join(', ') || null;
}
