import { isJsonList, isJsonObject, type JsonValue, RawNumber } from '../../src/core/json.ts';

/**
 * A built event with the sample's values in place of those that are drawn; key order stays as built.
 *
 * @param drawn - keys, anywhere or below a parent: `id`, `morph.created_at`, `.created_at` at the top
 */
export function withDrawn(
  built: JsonValue,
  sample: JsonValue | undefined,
  drawn: readonly string[],
  parent = '',
): JsonValue {
  if (isJsonList(built)) {
    const items = isJsonList(sample) ? sample : [];
    return built.map((item, index) => withDrawn(item, items[index], drawn, parent));
  }
  if (!isJsonObject(built)) return built;
  const members = isJsonObject(sample) ? sample : {};
  return Object.fromEntries(
    Object.entries(built).map(([key, value]) => {
      const shown = members[key];
      if (!drawn.includes(key) && !drawn.includes(`${parent}.${key}`)) {
        return [key, withDrawn(value, shown, drawn, key)];
      }
      return [key, shown !== undefined && kindOf(shown) === kindOf(value) ? shown : value];
    }),
  );
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  return value instanceof RawNumber ? 'number' : typeof value;
}
