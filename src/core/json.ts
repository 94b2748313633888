import { utf8Bytes, utf8Text } from './bytes.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { type JsonToken, jsonTokens } from './json-tokens.ts';

export { JsonSyntaxError } from './json-syntax-error.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MAX_DEPTH = 512;

/** Whether the text is a number as JSON writes it. */
export function isJsonNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** A number written exactly as `text`: beyond 2^53, or with fixed digits such as `1.0`. */
export class RawNumber {
  readonly text: string;

  /** @throws {TypeError} when the text is not a JSON number */
  constructor(text: string) {
    if (!isJsonNumber(text)) throw new TypeError(`not a JSON number: ${JSON.stringify(text)}`);
    this.text = text;
  }
}

export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonList = readonly JsonValue[];
export type JsonValue = null | boolean | number | string | RawNumber | JsonList | JsonObject;

export function isJsonList(value: JsonValue | undefined): value is JsonList {
  return Array.isArray(value);
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isJsonList(value) &&
    !(value instanceof RawNumber)
  );
}

/** How a sender's encoder writes JSON, where encoders differ. */
export interface JsonStyle {
  readonly itemSeparator: ',' | ', ';
  readonly keySeparator: ':' | ': ';
  /** `/` as `\/` (PHP). */
  readonly escapeSlash: boolean;
  /** `<`, `>`, `&`, U+2028 and U+2029 as lower-case `\u003c` (Go, Rails). */
  readonly escapeHtml: boolean;
  /** Everything beyond U+007F as lower-case `\uXXXX`, in surrogate pairs (Python, PHP). */
  readonly escapeNonAscii: boolean;
  /** Keys by code point instead of insertion order. */
  readonly sortKeys: boolean;
}

export const COMPACT_JSON: JsonStyle = {
  itemSeparator: ',',
  keySeparator: ':',
  escapeSlash: false,
  escapeHtml: false,
  escapeNonAscii: false,
  sortKeys: false,
};
export const PYTHON_JSON: JsonStyle = {
  ...COMPACT_JSON,
  itemSeparator: ', ',
  keySeparator: ': ',
  escapeNonAscii: true,
};
export const GO_JSON: JsonStyle = { ...COMPACT_JSON, escapeHtml: true };
export const PHP_JSON: JsonStyle = {
  ...COMPACT_JSON,
  escapeSlash: true,
  escapeNonAscii: true,
};

/**
 * Writes a value on one line. Lone surrogates are always escaped, so the text is well formed.
 *
 * @throws {TypeError} on a number that is not finite, or on what is not a JSON value at all (`undefined`)
 */
export function encodeJson(value: JsonValue, style: JsonStyle = COMPACT_JSON): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return encodeString(value, style);
  if (value instanceof RawNumber) return value.text;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON`);
    return JSON.stringify(value);
  }
  if (isJsonList(value)) {
    return `[${value.map((item) => encodeJson(item, style)).join(style.itemSeparator)}]`;
  }
  if (!isJsonObject(value))
    throw new TypeError(`a value of type ${typeof value} has no form in JSON`);
  const entries = Object.entries(value);
  if (style.sortKeys) entries.sort(([left], [right]) => compareKeys(left, right));
  const members = entries.map(
    ([key, item]) => encodeString(key, style) + style.keySeparator + encodeJson(item, style),
  );
  return `{${members.join(style.itemSeparator)}}`;
}

function encodeString(text: string, style: JsonStyle): string {
  let written = JSON.stringify(text);
  if (style.escapeSlash) written = written.replaceAll('/', '\\/');
  if (style.escapeHtml) written = written.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  if (style.escapeNonAscii) written = written.replace(/[\u0080-\uffff]/g, unicodeEscape);
  return written;
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

// By UTF-8 bytes, which is code point order (Go and Python); JavaScript's own order is by UTF-16 units.
function compareKeys(left: string, right: string): number {
  return Buffer.compare(utf8Bytes(left), utf8Bytes(right));
}

/**
 * Reads JSON without loss: a number that JavaScript would write differently comes back as a `RawNumber`. Objects are
 * plain ones: a `__proto__` key is an own property, the last of equal keys wins, and integer-like keys come first
 * (use jsonTokens where their order matters).
 *
 * @throws {JsonSyntaxError} when the text is not JSON, or nests deeper than 512 levels
 */
export function parseJson(text: string): JsonValue {
  const body = utf8Bytes(text);
  const tokens = jsonTokens(body);
  // The scanner throws where the text ends too early, so within a value there is always a next token.
  const next = (): JsonToken => tokens.next().value as JsonToken;
  const value = readValue(body, next, next(), 0);
  tokens.next(); // throws unless the text ends here
  return value;
}

/** The value that begins with `token`; the tokens are known to follow the grammar. */
function readValue(
  body: Uint8Array,
  next: () => JsonToken,
  token: JsonToken,
  depth: number,
): JsonValue {
  const text = utf8Text(body.subarray(token.start, token.end));
  if (token.kind === 'string') return decodeString(text);
  if (token.kind === 'number') return readNumber(text);
  if (token.kind === 'literal') return text === 'null' ? null : text === 'true';
  if (depth === MAX_DEPTH) {
    throw new JsonSyntaxError(body, token.start, `at most ${MAX_DEPTH} levels of nesting`);
  }
  const items: JsonValue[] = [];
  const entries: [string, JsonValue][] = [];
  let key = '';
  for (;;) {
    const inner = next();
    if (inner.isKey) {
      key = decodeString(utf8Text(body.subarray(inner.start, inner.end)));
      continue;
    }
    const byte = inner.kind === 'punctuation' ? String.fromCharCode(body[inner.start] ?? 0) : '';
    if (byte === ']') return items;
    if (byte === '}') return Object.fromEntries(entries); // defines, never assigns: safe for __proto__
    if (byte === ',' || byte === ':') continue;
    const value = readValue(body, next, inner, depth + 1);
    if (text === '[') items.push(value);
    else entries.push([key, value]);
  }
}

function readNumber(text: string): number | RawNumber {
  const value = Number(text);
  return JSON.stringify(value) === text ? value : new RawNumber(text);
}

function decodeString(token: string): string {
  return JSON.parse(token) as string; // a string token, checked by the scanner
}
