const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const LITERALS: ReadonlyMap<number | undefined, readonly number[]> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), [...Buffer.from(word)]]),
);
/** What may follow a backslash; `u` has more behind it. */
const ESCAPED: ReadonlySet<number | undefined> = new Set(Buffer.from('"\\/bfnrtu'));

/** Returned where the grammar of RFC 8259 does not hold. */
export const NO_JSON = -1;

/**
 * Offset after the JSON value that begins at `start`, or `NO_JSON`: what JSON.parse would take, at any depth and without
 * recursion, but for bytes in strings that are not UTF-8. It makes no objects, so that it is quick.
 */
export function jsonValueEnd(body: Uint8Array, start: number): number {
  const closers: number[] = []; // of the containers that are open
  let at = start;
  for (;;) {
    const first = body[at];
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      const closer = first + 2; // in ASCII
      at = blanksEnd(body, at + 1);
      if (body[at] !== closer) {
        closers.push(closer);
        if (closer === CLOSE_OBJECT) at = memberValueStart(body, at);
        continue;
      }
      at += 1;
    } else {
      at = scalarEnd(body, at, first);
    }
    for (; closers.length > 0; closers.pop()) {
      if (at === NO_JSON) return NO_JSON;
      at = blanksEnd(body, at);
      if (body[at] !== closers.at(-1)) break;
      at += 1;
    }
    if (closers.length === 0) return at;
    if (body[at] !== COMMA) return NO_JSON;
    at = blanksEnd(body, at + 1);
    if (closers.at(-1) === CLOSE_OBJECT) at = memberValueStart(body, at);
  }
}

/** Offset of the value of the member whose key begins at `start`, or `NO_JSON`. */
function memberValueStart(body: Uint8Array, start: number): number {
  const colon = blanksEnd(body, jsonStringEnd(body, start));
  return body[colon] === COLON ? blanksEnd(body, colon + 1) : NO_JSON;
}

export function blanksEnd(body: Uint8Array, start: number): number {
  let at = start;
  for (; at < body.length; at += 1) {
    const byte = body[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

/** Offset after the string whose quote stands at `start`, or `NO_JSON`. */
export function jsonStringEnd(body: Uint8Array, start: number): number {
  if (body[start] !== QUOTE) return NO_JSON;
  for (let at = start + 1; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < 0x20) return NO_JSON;
    if (byte === BACKSLASH) {
      at += 1;
      const escaped = body[at];
      if (!ESCAPED.has(escaped)) return NO_JSON;
      if (escaped === LETTER_U) {
        for (const end = at + 4; at < end; at += 1) if (!isHexDigit(body[at + 1])) return NO_JSON;
      }
    }
  }
  return NO_JSON;
}

function scalarEnd(body: Uint8Array, start: number, first: number | undefined): number {
  if (first === QUOTE) return jsonStringEnd(body, start);
  const literal = LITERALS.get(first);
  if (literal === undefined) return numberEnd(body, start);
  for (let index = 1; index < literal.length; index += 1) {
    if (body[start + index] !== literal[index]) return NO_JSON;
  }
  return start + literal.length;
}

function numberEnd(body: Uint8Array, start: number): number {
  let at = body[start] === MINUS ? start + 1 : start;
  at = body[at] === ZERO ? at + 1 : digitsEnd(body, at);
  if (at !== NO_JSON && body[at] === DOT) at = digitsEnd(body, at + 1);
  if (at !== NO_JSON && ((body[at] ?? 0) | 0x20) === 0x65) {
    const isSigned = body[at + 1] === PLUS || body[at + 1] === MINUS;
    at = digitsEnd(body, at + (isSigned ? 2 : 1));
  }
  return at;
}

/** Offset after digits, of which there has to be one. */
function digitsEnd(body: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(body[at])) at += 1;
  return at === start ? NO_JSON : at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number | undefined): boolean {
  const lower = (byte ?? 0) | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}
