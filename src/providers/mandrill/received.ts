import type { RequestView } from '../../core/request-view.ts';
import { isRecord, type UnknownRecord } from '../../core/shape.ts';

export const EVENTS_FIELD = 'mandrill_events';

/** The decoded value of the one form field; of several the last one, as PHP reads forms. */
export function eventsText(view: RequestView): string | undefined {
  return view.form() === undefined ? undefined : view.lastField(EVENTS_FIELD);
}

/** Event objects of a request in order, or `undefined` when there is no list of events. */
export function receivedEvents(view: RequestView): readonly UnknownRecord[] | undefined {
  const events = parsedOrUndefined(eventsText(view) ?? '');
  return Array.isArray(events) ? events.filter(isRecord) : undefined;
}

function parsedOrUndefined(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}
