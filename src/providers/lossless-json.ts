import { JsonSyntaxError, type JsonValue, parseJson, RawNumber } from '../core/json.ts';
import type { RequestView } from '../core/request-view.ts';

/** The JSON body with its numbers as written, for ids beyond 2^53; `undefined` when the body is no JSON. */
export function losslessJson(view: RequestView): JsonValue | undefined {
  if (view.kind !== 'json') return undefined;
  try {
    return parseJson(view.text());
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

/** Text of a string, or a number exactly as written; `undefined` for anything else. */
export function scalarText(value: JsonValue | undefined): string | undefined {
  if (value instanceof RawNumber) return value.text;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
