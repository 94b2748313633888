import { isJsonList, isJsonObject, type JsonValue } from '../../src/core/json.ts';

/** A built event with the sample's values in place of those under the given keys; key order stays as built. */
export function withDrawn(
  built: JsonValue,
  sample: JsonValue | undefined,
  drawn: readonly string[],
): JsonValue {
  if (isJsonList(built)) {
    const items = isJsonList(sample) ? sample : [];
    return built.map((item, index) => withDrawn(item, items[index], drawn));
  }
  if (!isJsonObject(built)) return built;
  const members = isJsonObject(sample) ? sample : {};
  return Object.fromEntries(
    Object.entries(built).map(([key, value]) => {
      const shown = members[key];
      if (!drawn.includes(key)) return [key, withDrawn(value, shown, drawn)];
      return [key, typeof shown === typeof value && shown !== undefined ? shown : value];
    }),
  );
}
