import type { RequestView } from '../../core/request-view.ts';
import { isRecord, listMember, stringMember, type UnknownRecord } from '../../core/shape.ts';

/** One event object as it came, and its wire name. */
export interface ReceivedEvent {
  readonly wireName: string;
  readonly value: UnknownRecord;
}

interface ReceivedBatch {
  /** `bare`: one event without the `events` array, as in the vector of the public test suites. */
  readonly container: 'array' | 'lines' | 'bare';
  readonly events: readonly ReceivedEvent[];
}

/** Event objects of a body in order; what has no `event` name is left out. */
export function receivedBatch(view: RequestView): ReceivedBatch {
  const lines = view.jsonLines();
  if (lines !== undefined) return { container: 'lines', events: named(lines.flatMap(unwrapped)) };
  const body = view.json();
  const list = listMember(body, 'events');
  return list === undefined
    ? { container: 'bare', events: named([body]) }
    : { container: 'array', events: named(list) };
}

/** A JSON body of one line that is declared as JSON Lines still has its wrapper. */
function unwrapped(line: unknown): readonly unknown[] {
  return listMember(line, 'events') ?? [line];
}

function named(values: readonly unknown[]): readonly ReceivedEvent[] {
  return values.flatMap((value): ReceivedEvent[] => {
    const wireName = stringMember(value, 'event');
    return wireName !== undefined && isRecord(value) ? [{ wireName, value }] : [];
  });
}
