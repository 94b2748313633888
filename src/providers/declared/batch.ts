import { isJsonList, isJsonObject, type JsonList, type JsonValue } from '../../core/json.ts';
import type { DeclaredBatch } from '../../core/provider-definition.ts';
import { memberAt } from './json-walk.ts';

/** Whether a body is a batch already, or what is wrong with it as the template of one event. */
export function isWrapped(batch: DeclaredBatch | null, body: JsonValue): boolean | string {
  const list = listIn(batch, body);
  if (list === undefined) return false;
  return list.length === 1 || `expected a list of one event, found ${list.length}`;
}

/** The one event of a wrapped body. */
export function unwrapped(batch: DeclaredBatch | null, body: JsonValue): JsonValue {
  return listIn(batch, body)?.[0] ?? body;
}

/** Events in the form of the batch; `around` is a body that the first of them came in. */
export function wrapped(
  batch: DeclaredBatch,
  events: readonly JsonValue[],
  around: JsonValue | undefined,
): JsonValue {
  if (batch.form !== 'wrapper') return events;
  const others = isJsonObject(around) && listIn(batch, around) !== undefined ? around : {};
  return { ...others, [batch.key]: events };
}

function listIn(batch: DeclaredBatch | null, body: JsonValue): JsonList | undefined {
  if (batch === null || batch.form === 'jsonl') return undefined;
  const list = batch.form === 'array' ? body : memberAt(body, batch.key);
  return isJsonList(list) ? list : undefined;
}
