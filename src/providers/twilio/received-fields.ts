import { utf8Bytes } from '../../core/bytes.ts';
import { type FormField, parseForm } from '../../core/form.ts';
import type { RequestView } from '../../core/request-view.ts';
import { queryOf } from './request-url.ts';

/** Parameters of a webhook by name: of the form, or of a GET's query. */
export function receivedFields(view: RequestView): ReadonlyMap<string, string> {
  return new Map(fieldsOf(view).toReversed()); // of equal names the first counts
}

function fieldsOf(view: RequestView): readonly FormField[] {
  const form = view.form();
  if (form !== undefined || view.request.method.toUpperCase() !== 'GET') return form ?? [];
  return parseForm(utf8Bytes(queryOf(view.request.path)));
}

/** Events of an Event Streams request; other JSON has none. */
export function streamEvents(view: RequestView): readonly unknown[] {
  const body = view.json();
  return Array.isArray(body) ? body : [];
}
