import { isJsonList, isJsonObject, type JsonValue } from '../../core/json.ts';

/** A value as PHP holds it: a map without members is an empty array, and `json_encode` writes `[]`. */
export function phpValue(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map(phpValue);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  if (entries.length === 0) return [];
  return Object.fromEntries(entries.map(([key, member]) => [key, phpValue(member)]));
}
