import { isJsonList, isJsonObject, type JsonValue } from '../../src/core/json.ts';

/**
 * What was built, with the values of the named members taken from a printed sample: ids are drawn, so only their shape
 * can be compared, and everything else must then be equal byte for byte.
 */
export function withSampleIds(
  built: JsonValue,
  sample: JsonValue | undefined,
  drawn: ReadonlySet<string>,
): JsonValue {
  if (isJsonList(built)) {
    return built.map((item, index) =>
      withSampleIds(item, isJsonList(sample) ? sample[index] : undefined, drawn),
    );
  }
  if (!isJsonObject(built) || !isJsonObject(sample)) return built;
  return Object.fromEntries(
    Object.entries(built).map(([key, value]) => {
      const shown = sample[key];
      return [
        key,
        drawn.has(key) && shown !== undefined ? shown : withSampleIds(value, shown, drawn),
      ];
    }),
  );
}
