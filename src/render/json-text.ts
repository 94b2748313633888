import { base64Text, exactUtf8Text } from '../core/bytes.ts';

/** As text a smaller body always fits a string, however much of it is escaped. */
const LARGE_BODY_BYTES = 64 * 1024 * 1024;

/** An exact body in JSON: `body`, or `body_base64` when it is not UTF-8, or large and shorter so. */
export function bodyFields(
  body: Uint8Array,
): { readonly body: string } | { readonly body_base64: string } {
  const text = jsonBodyText(body);
  return text === undefined ? { body_base64: base64Text(body) } : { body: text };
}

/**
 * A body as exact text for a JSON string; `undefined` when it is not UTF-8, or when it is large and would be longer,
 * escaped, than in base64.
 *
 * @param escapes - what is escaped: what JSON has to, or all beyond ASCII too
 */
export function jsonBodyText(
  body: Uint8Array,
  escapes: 'controls' | 'beyond-ascii' = 'controls',
): string | undefined {
  const isLonger =
    body.length > LARGE_BODY_BYTES &&
    escapedLength(body, escapes === 'controls' ? 1 : 6) > (body.length / 3) * 4;
  return isLonger ? undefined : exactUtf8Text(body);
}

/**
 * Length of UTF-8 text in a JSON string.
 *
 * @param ofUnit - length of a UTF-16 unit beyond ASCII
 */
function escapedLength(body: Uint8Array, ofUnit: number): number {
  let length = 0;
  for (const byte of body) {
    if (byte >= 0xc0) length += byte >= 0xf0 ? 2 * ofUnit : ofUnit;
    else if (byte < 0x80) length += escapedAscii(byte);
  }
  return length;
}

function escapedAscii(byte: number): number {
  if (byte === 0x22 || byte === 0x5c) return 2;
  if (byte >= 0x20) return byte === 0x7f ? 6 : 1;
  const isShort = byte >= 0x08 && byte <= 0x0d && byte !== 0x0b; // \b \t \n \f \r
  return isShort ? 2 : 6;
}

// JSON.stringify escapes C0 controls and lone surrogates; these can break lines or drive a terminal as well.
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Escapes what is valid in a JSON string and yet not fit for a line or a terminal. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
