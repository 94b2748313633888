import {
  isJsonList,
  isJsonObject,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
} from '../../core/json.ts';
import type { JsonPath } from '../../core/json-scan.ts';

export function memberAt(
  value: JsonValue | undefined,
  step: string | number,
): JsonValue | undefined {
  if (isJsonList(value)) return typeof step === 'number' ? value[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

export function valueAt(value: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(memberAt, value);
}

/** `undefined` for what is no JSON. */
export function jsonOrUndefined(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
