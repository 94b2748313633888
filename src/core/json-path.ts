import { isJsonList, isJsonObject, type JsonValue } from './json.ts';
import type { JsonPath } from './json-scan.ts';

const STEP = /(\.?)(?:([^.[\]"]+)|\[(0|[1-9]\d*)\]|\[("(?:[^"\\]|\\.)*")\])/sy;
const INDEX = /^(?:0|[1-9]\d{0,8})$/;
const MAX_STEPS = 128;

/**
 * Reads `a.b`, `tags[0].name`, `tags.0.name` or `["key.with.dots"]`; a bare whole number is an index. `undefined` when
 * the text is no such path.
 */
export function parsePath(text: string): JsonPath | undefined {
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (match === null || path.length === MAX_STEPS) return undefined;
    const [whole, dot, bare, index, quoted] = match;
    const wantsDot = bare !== undefined && at > 0;
    if ((dot === '.') !== wantsDot) return undefined;
    const step = quoted === undefined ? bareStep(bare ?? index ?? '') : quotedStep(quoted);
    if (step === undefined) return undefined;
    path.push(step);
    at += whole.length;
  }
  return path.length === 0 ? undefined : path;
}

/** The text parsePath reads as `path`: keys it could take for something else are quoted. */
export function formatPath(path: JsonPath): string {
  return path
    .map((step, position) => {
      if (typeof step === 'number') return `[${step}]`;
      if (INDEX.test(step) || !/^[^.[\]"\p{C}]+$/u.test(step)) return `[${JSON.stringify(step)}]`;
      return position === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Paths of all nodes and leaves, a parent before its children; the root has none. */
export function jsonPaths(value: JsonValue): readonly string[] {
  return [...walk(value, [])].map(formatPath);
}

/** All paths within `value`, lazily. */
export function* walk(value: JsonValue, base: JsonPath): Generator<JsonPath, void, undefined> {
  const members: Iterable<[string | number, JsonValue]> = isJsonList(value)
    ? value.entries()
    : Object.entries(isJsonObject(value) ? value : {});
  for (const [step, member] of members) {
    const path = [...base, step];
    yield path;
    yield* walk(member, path);
  }
}

function bareStep(text: string): string | number {
  return INDEX.test(text) ? Number(text) : text;
}

function quotedStep(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string; // in quotes, so a string if it is JSON at all
  } catch {
    return undefined;
  }
}
