import { concatBytes, utf8Bytes } from '../core/bytes.ts';

/** ASN.1 values in DER (X.690), as far as a certificate needs them; each function returns tag, length and content. */

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export const DER_NULL: Uint8Array = value(TAG.null);
export const DER_TRUE: Uint8Array = value(TAG.boolean, Uint8Array.of(0xff));

export function derSequence(...members: readonly Uint8Array[]): Uint8Array {
  return value(TAG.sequence, ...members);
}

export function derSet(...members: readonly Uint8Array[]): Uint8Array {
  return value(TAG.set, ...members);
}

/** `[number]` with the content wrapped, not replaced. */
export function derExplicit(number: number, content: Uint8Array): Uint8Array {
  return value(0xa0 + number, content);
}

/** `[number]` in the place of the content's own tag, for content without members. */
export function derImplicit(number: number, content: Uint8Array): Uint8Array {
  return value(0x80 + number, content);
}

/** A whole number from 0 on, the highest byte first. */
export function derInteger(magnitude: Uint8Array): Uint8Array {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : magnitude.subarray(first);
  // A first bit of 1 would make it negative.
  const isHigh = (digits[0] ?? 0) >= 0x80;
  return value(TAG.integer, ...(isHigh ? [Uint8Array.of(0)] : []), digits);
}

/** A bit string of whole bytes. */
export function derBitString(content: Uint8Array): Uint8Array {
  return value(TAG.bitString, Uint8Array.of(0), content);
}

export function derOctetString(content: Uint8Array): Uint8Array {
  return value(TAG.octetString, content);
}

export function derUtf8String(text: string): Uint8Array {
  return value(TAG.utf8String, utf8Bytes(text));
}

/** An object identifier from its dotted form, such as `2.5.4.3`. */
export function derObjectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(base128);
  return value(TAG.objectIdentifier, Uint8Array.from(bytes));
}

/** A second of UTC, in the form that RFC 5280 4.1.2.5 asks for: two digits of the year up to 2049, then four. */
export function derTime(atMs: number): Uint8Array {
  const digits = `${new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return digits < '205'
    ? value(TAG.utcTime, utf8Bytes(digits.slice(2)))
    : value(TAG.generalizedTime, utf8Bytes(digits));
}

function value(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(contents);
  return concatBytes([Uint8Array.of(tag), derLength(content.length), content]);
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return concatBytes([Uint8Array.of(0x80 + bytes.length), bytes]);
}

/** Seven bits a byte, the highest first; all but the last byte have the top bit. */
function base128(number: number): readonly number[] {
  const last = number % 0x80;
  const before = Math.floor(number / 0x80);
  return before === 0 ? [last] : [...base128(before).map((byte) => byte | 0x80), last];
}
