import { type ByteRange, latin1Text, utf8Text } from './bytes.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { jsonTokens } from './json-tokens.ts';

export { type JsonToken, jsonTokens } from './json-tokens.ts';

/** Steps from the root: a key, or the index of an element. In an object an index stands for the key of its digits. */
export type JsonPath = readonly (string | number)[];

/**
 * Range of the raw bytes of the value at `path`, a string with its quotes. Of equal keys the last one counts, as with
 * JSON.parse. `undefined` when the body is not JSON or has no such value.
 */
export function locateJsonValue(body: Uint8Array, path: JsonPath): ByteRange | undefined {
  return unlessInvalid(() => locate(body, path));
}

/** The scalar at `path` as text: a string decoded, a number exactly as written, `true`, `false` or `null`. */
export function jsonValueText(body: Uint8Array, path: JsonPath): string | undefined {
  const range = locateJsonValue(body, path);
  if (range === undefined) return undefined;
  const first = body[range.start];
  if (first === 0x22) return stringText(body, range);
  if (first === 0x7b || first === 0x5b) return undefined;
  return latin1Text(body.subarray(range.start, range.end));
}

/**
 * Content, without the quotes, of the last string value that has an ASCII letter of its own (not one in an escape
 * such as `\n`): the place to change a body so that it still parses. See lastPlainLetter.
 */
export function lastJsonString(body: Uint8Array): ByteRange | undefined {
  return unlessInvalid(() => {
    let last: ByteRange | undefined;
    for (const { kind, isKey, start, end } of jsonTokens(body)) {
      if (kind !== 'string' || isKey) continue;
      const content = { start: start + 1, end: end - 1 };
      if (lastPlainLetter(body, content) !== undefined) last = content;
    }
    return last;
  });
}

/** Offset of the last ASCII letter in the content of a JSON string that is not part of an escape. */
export function lastPlainLetter(body: Uint8Array, content: ByteRange): number | undefined {
  let last: number | undefined;
  for (let at = content.start; at < content.end; at += 1) {
    const byte = body[at] ?? 0;
    const lower = byte | 0x20;
    if (byte === 0x5c) at += body[at + 1] === 0x75 ? 5 : 1;
    else if (lower >= 0x61 && lower <= 0x7a && byte < 0x80) last = at;
  }
  return last;
}

function locate(body: Uint8Array, path: JsonPath): ByteRange | undefined {
  let found: ByteRange | undefined;
  let targetStart: number | undefined; // set while the container sought is open
  let depth = 0; // containers open
  let onPath = 0; // how many of them, from the outermost, lie on the path
  const here: (string | number)[] = []; // per container on the path: the key or index reached
  for (const { kind, isKey, start, end } of jsonTokens(body)) {
    const mark = kind === 'punctuation' ? body[start] : undefined;
    if (mark === 0x3a) continue;
    if (mark === 0x2c) {
      const index = here[depth - 1];
      if (depth === onPath && typeof index === 'number') here[depth - 1] = index + 1;
    } else if (mark === 0x5d || mark === 0x7d) {
      depth -= 1;
      onPath = Math.min(onPath, depth);
      if (depth === path.length && targetStart !== undefined) {
        found = { start: targetStart, end };
        targetStart = undefined;
      }
    } else if (isKey) {
      if (depth === onPath) here[depth - 1] = stringText(body, { start, end });
    } else {
      const matches = depth === onPath && sameStep(path[depth - 1], here[depth - 1], depth);
      if (matches) {
        const isTarget = depth === path.length;
        found = isTarget && mark === undefined ? { start, end } : undefined; // a later equal key replaces
        if (isTarget && mark !== undefined) targetStart = start;
      }
      if (mark !== undefined) {
        depth += 1;
        if (matches && depth <= path.length) {
          onPath = depth;
          here[depth - 1] = mark === 0x5b ? 0 : '';
        }
      }
    }
  }
  return found;
}

function sameStep(
  wanted: string | number | undefined,
  here: string | number | undefined,
  depth: number,
): boolean {
  if (depth === 0) return true;
  return typeof here === 'number' ? wanted === here : String(wanted) === here;
}

function stringText(body: Uint8Array, token: ByteRange): string {
  return JSON.parse(utf8Text(body.subarray(token.start, token.end))) as string; // a string token, checked by the scanner
}

function unlessInvalid<T>(scan: () => T): T | undefined {
  try {
    return scan();
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
