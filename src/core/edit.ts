import { UsageError } from './errors.ts';
import type { FormField } from './form.ts';
import {
  isJsonList,
  isJsonNumber,
  isJsonObject,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
  RawNumber,
} from './json.ts';
import { formatPath, walk } from './json-path.ts';
import type { JsonPath } from './json-scan.ts';
import { nearestNames } from './suggest.ts';

export { formatPath, jsonPaths, parsePath } from './json-path.ts';

export interface EditOptions {
  /** Add a field that is not there, and what must hold it. */
  readonly force: boolean;
}

const FORCE_HINT = '--force-set adds a field that is not there';
const MAX_CANDIDATES = 5000;

/**
 * Sets the field at `path` from text, as the value that is there suggests: a number stays one if the text is a JSON
 * number, a boolean if it is `true` or `false`; a string takes the text as it is; null and a new field take any JSON,
 * else a string.
 *
 * @throws {UsageError} when there is no such field (and `force` is not set), or the text does not fit a list or object
 */
export function setJson(
  value: JsonValue,
  path: JsonPath,
  text: string,
  options: EditOptions,
): JsonValue {
  const present = requireField(value, path, options.force, FORCE_HINT);
  const replacement =
    present === undefined || present === null
      ? jsonOrText(text)
      : likePresent(present, path, text, options.force);
  return replaceAt(value, path, replacement, []);
}

/** Sets the field at `path` to a JSON value of any type. */
export function setJsonRaw(
  value: JsonValue,
  path: JsonPath,
  json: JsonValue,
  options: EditOptions,
): JsonValue {
  requireField(value, path, options.force, FORCE_HINT);
  return replaceAt(value, path, json, []);
}

/** Removes the field at `path`; the elements after a removed one move up. */
export function unsetJson(value: JsonValue, path: JsonPath): JsonValue {
  requireField(value, path, false);
  const step = path.at(-1);
  if (step === undefined) throw new UsageError('an event as a whole cannot be removed');
  const parentPath = path.slice(0, -1);
  const parent = valueAt(value, parentPath);
  if (isJsonList(parent)) {
    return replaceAt(
      value,
      parentPath,
      parent.filter((_, index) => index !== step),
      [],
    );
  }
  const members = Object.entries(isJsonObject(parent) ? parent : {});
  const kept = members.filter(([key]) => key !== String(step));
  return replaceAt(value, parentPath, Object.fromEntries(kept), []);
}

/** Replaces the first field of that name and drops its duplicates; under `force` appends a new one. */
export function setField(
  fields: readonly FormField[],
  name: string,
  text: string,
  options: EditOptions,
): readonly FormField[] {
  const index = fields.findIndex(([candidate]) => candidate === name);
  if (index === -1) {
    if (!options.force) throw unknownField(name, fieldSuggestions(fields, name), FORCE_HINT);
    return [...fields, [name, text]];
  }
  return fields
    .map((field, position): FormField => (position === index ? [name, text] : field))
    .filter(([candidate], position) => position === index || candidate !== name);
}

/** Removes all fields of that name. */
export function unsetField(fields: readonly FormField[], name: string): readonly FormField[] {
  const kept = fields.filter(([candidate]) => candidate !== name);
  if (kept.length === fields.length) throw unknownField(name, fieldSuggestions(fields, name));
  return kept;
}

function requireField(
  value: JsonValue,
  path: JsonPath,
  force: boolean,
  note?: string,
): JsonValue | undefined {
  const present = valueAt(value, path);
  if (present === undefined && !force) {
    throw unknownField(formatPath(path), pathSuggestions(value, path), note);
  }
  return present;
}

function valueAt(value: JsonValue, path: JsonPath): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of path) current = memberOf(current, step);
  return current;
}

function memberOf(holder: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (isJsonList(holder)) return typeof step === 'number' ? holder[step] : undefined;
  if (!isJsonObject(holder) || !Object.hasOwn(holder, step)) return undefined;
  return holder[step];
}

function replaceAt(
  holder: JsonValue | undefined,
  path: JsonPath,
  replacement: JsonValue,
  walked: JsonPath,
): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  const member = replaceAt(memberOf(holder, step), rest, replacement, [...walked, step]);
  if (isJsonObject(holder)) return { ...holder, [step]: member };
  const isList = isJsonList(holder);
  if (typeof step === 'string' && !isList) return { [step]: member };
  const items = isList ? holder : [];
  if (typeof step === 'string' || step > items.length) {
    const end = formatPath([...walked, items.length]);
    throw new UsageError(`"${formatPath([...walked, step])}" is no place in a list`, {
      hint: `the list has ${items.length} elements, so a new one is ${end}`,
    });
  }
  return items.toSpliced(step, 1, member);
}

function jsonOrText(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text;
    throw error;
  }
}

function likePresent(
  present: Exclude<JsonValue, null>,
  path: JsonPath,
  text: string,
  force: boolean,
): JsonValue {
  if (typeof present === 'string') return text;
  if (typeof present === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  if (typeof present === 'number' || present instanceof RawNumber) {
    return isJsonNumber(text) ? parseJson(text) : text;
  }
  const parsed = jsonOrText(text);
  if (force || parsed === null || isJsonList(parsed) || isJsonObject(parsed)) return parsed;
  const kind = isJsonList(present) ? 'a list' : 'an object';
  const example = isJsonList(present) ? '["…"]' : '{"…":"…"}';
  throw new UsageError(`field "${formatPath(path)}" is ${kind}`, {
    hint: `give JSON such as ${example}, or set one of its members`,
  });
}

function unknownField(name: string, near: readonly string[], note?: string): UsageError {
  const guess = near.length === 0 ? undefined : `did you mean ${near.join(', ')}?`;
  const hint = [guess, note].filter((part) => part !== undefined).join(' ');
  return new UsageError(`no field "${name}" in this event`, hint === '' ? {} : { hint });
}

function fieldSuggestions(fields: readonly FormField[], name: string): readonly string[] {
  return nearestNames(
    name,
    fields.slice(0, MAX_CANDIDATES).map(([candidate]) => candidate),
  );
}

/** Fields with the same last step (`severity` finds `event-data.severity`), or else those spelt alike. */
function pathSuggestions(value: JsonValue, path: JsonPath): readonly string[] {
  const typed = formatPath(path);
  const byLastStep = new Map<string, string[]>();
  const names: string[] = [];
  for (const candidate of walk(value, [])) {
    if (names.length === MAX_CANDIDATES) break;
    const name = formatPath(candidate);
    const isAncestor = candidate.every((step, index) => String(step) === String(path[index]));
    if (!isAncestor) names.push(name);
    const last = String(candidate.at(-1));
    const same = byLastStep.get(last);
    if (same === undefined) byLastStep.set(last, [name]);
    else same.push(name);
  }
  const last = String(path.at(-1));
  const same = byLastStep.get(last);
  if (same !== undefined) return same.slice(0, 3);
  const alike = nearestNames(last, byLastStep.keys()).flatMap((key) => byLastStep.get(key) ?? []);
  return [...new Set([...nearestNames(typed, names), ...alike])].slice(0, 3);
}
