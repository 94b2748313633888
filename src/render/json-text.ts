import { base64Text, exactUtf8Text } from '../core/bytes.ts';

/** An exact body in JSON: `body`, or `body_base64` when it is not UTF-8. */
export function bodyFields(
  body: Uint8Array,
): { readonly body: string } | { readonly body_base64: string } {
  const text = exactUtf8Text(body);
  return text === undefined ? { body_base64: base64Text(body) } : { body: text };
}

// JSON.stringify escapes C0 controls and lone surrogates; these can break lines or drive a terminal as well.
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Escapes what is valid in a JSON string and yet not fit for a line or a terminal. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
