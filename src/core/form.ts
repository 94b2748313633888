import { type ByteRange, utf8Bytes, utf8Text } from './bytes.ts';
import { percentDecoded } from './percent.ts';

export type FormField = readonly [name: string, value: string];

/**
 * Which characters besides letters and digits stay as they are: `web` (browsers) `* - . _`, `php` (`urlencode`)
 * `- . _`, `unreserved` (Go, Python 3.7) `- . _ ~`. All of them write `+` for a space and upper-case `%XX`.
 */
export type FormStyle = 'web' | 'php' | 'unreserved';

const KEPT = { web: '*-._', php: '-._', unreserved: '-._~' } satisfies Record<FormStyle, string>;
const UPPER_HEX = '0123456789ABCDEF';
const SPACE = 0x20;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const PLUS = 0x2b;
const EQUALS = 0x3d;
const MAX_FIELDS = 100_000;

/** Encodes fields as `application/x-www-form-urlencoded` in UTF-8, order and duplicates kept. */
export function encodeForm(fields: readonly FormField[], style: FormStyle = 'web'): Uint8Array {
  const kept = KEPT[style];
  const atMost = fields.reduce(
    (sum, [name, value]) => sum + 9 * (name.length + value.length) + 2,
    0,
  );
  const encoded = new Uint8Array(atMost); // a UTF-16 unit is at most three bytes, a byte at most `%XX`
  let at = 0;
  for (const [name, value] of fields) {
    if (at > 0) encoded[at++] = AMPERSAND;
    at = writeEscaped(encoded, at, name, kept);
    encoded[at++] = EQUALS;
    at = writeEscaped(encoded, at, value, kept);
  }
  return encoded.slice(0, at);
}

/**
 * Reads `application/x-www-form-urlencoded` bytes, order and duplicates kept. Bad percent escapes stay literal and
 * invalid UTF-8 becomes U+FFFD; empty pieces (`a&&b`) are skipped; fields after the 100 000th are not read.
 */
export function parseForm(body: Uint8Array): readonly FormField[] {
  const fields: FormField[] = [];
  for (const { name, value } of pieces(body)) {
    if (fields.length === MAX_FIELDS) break;
    fields.push([decoded(body, name), decoded(body, value)]);
  }
  return fields;
}

/** Range of the still-encoded value of the field whose decoded name is `name`; empty when it has no `=`. */
export function locateFormValue(
  body: Uint8Array,
  name: string,
  which: 'first' | 'last',
): ByteRange | undefined {
  let found: ByteRange | undefined;
  for (const piece of pieces(body)) {
    if (decoded(body, piece.name) !== name) continue;
    found = piece.value;
    if (which === 'first') break;
  }
  return found;
}

/** Fields of one value in PHP's style: a list as `name[]`, a map as `name[key]`. */
export function nestedFields(
  name: string,
  value: string | number | readonly (string | number)[] | Readonly<Record<string, string | number>>,
): readonly FormField[] {
  if (typeof value !== 'object') return [[name, String(value)]];
  if (isList(value)) return value.map((item): FormField => [`${name}[]`, String(item)]);
  return Object.entries(value).map(([key, item]): FormField => [`${name}[${key}]`, String(item)]);
}

function isList(value: object): value is readonly (string | number)[] {
  return Array.isArray(value);
}

interface Piece {
  readonly name: ByteRange;
  readonly value: ByteRange;
}

function* pieces(body: Uint8Array): Generator<Piece, void, undefined> {
  for (let start = 0; start < body.length; ) {
    const ampersand = body.indexOf(AMPERSAND, start);
    const end = ampersand === -1 ? body.length : ampersand;
    if (end > start) {
      const offset = body.subarray(start, end).indexOf(EQUALS);
      const nameEnd = offset === -1 ? end : start + offset;
      yield {
        name: { start, end: nameEnd },
        value: { start: Math.min(nameEnd + 1, end), end },
      };
    }
    start = end + 1;
  }
}

function decoded(body: Uint8Array, range: ByteRange): string {
  return utf8Text(percentDecoded(body.subarray(range.start, range.end), true));
}

/** Writes `text` as escaped UTF-8 into `target` at `offset`; returns the offset after it. */
function writeEscaped(target: Uint8Array, offset: number, text: string, kept: string): number {
  let at = offset;
  for (const byte of utf8Bytes(text)) {
    if (byte === SPACE) {
      target[at++] = PLUS;
    } else if (isAlphanumeric(byte) || kept.includes(String.fromCharCode(byte))) {
      target[at++] = byte;
    } else {
      target[at++] = PERCENT;
      target[at++] = UPPER_HEX.charCodeAt(byte >> 4);
      target[at++] = UPPER_HEX.charCodeAt(byte & 15);
    }
  }
  return at;
}

function isAlphanumeric(byte: number): boolean {
  const lower = byte | 0x20; // ASCII lower case
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a && byte < 0x80);
}
