import type { JsonObject } from '../core/json.ts';

/**
 * An object with the listed members in the order of the list.
 *
 * @param names - names of members, white space between them
 * @throws {TypeError} when a member has no value: a flaw of the list, not of any input
 */
export function listedMembers(names: string, values: JsonObject): JsonObject {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => {
        const value = values[name];
        if (value === undefined) throw new TypeError(`no value for the member ${name}`);
        return [name, value];
      }),
  );
}

/** The same object without some of its members. */
export function withoutMembers(value: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}
