/** A half-open range of offsets into a body: `start` included, `end` not. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const EMPTY_BYTES: Uint8Array = new Uint8Array(0);

export function utf8Bytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** Decodes for display: invalid sequences become U+FFFD, a byte order mark is kept. */
export function utf8Text(bytes: Uint8Array): string {
  return lenientUtf8.decode(bytes);
}

/** Decodes only what is valid UTF-8, so that encoding the result gives the same bytes; otherwise `undefined`. */
export function exactUtf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

export function latin1Bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

export function latin1Text(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1');
}

export function hexText(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex');
}

export function base64Text(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64');
}

export function base64UrlText(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64url');
}

const BASE64_SHAPE = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes standard base64, blanks and line ends allowed; `undefined` when a character or the length is wrong. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, '');
  if (!BASE64_SHAPE.test(compact) || compact.length % 4 !== 0) return undefined;
  return Buffer.from(compact, 'base64');
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts as Uint8Array[]); // the cast only drops readonly; Buffer.concat does not write
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && asBuffer(left).equals(right);
}

/** Returns a copy of `bytes` with `range` replaced by `replacement`. */
export function spliceBytes(
  bytes: Uint8Array,
  range: ByteRange,
  replacement: Uint8Array,
): Uint8Array {
  return concatBytes([bytes.subarray(0, range.start), replacement, bytes.subarray(range.end)]);
}

/** First offset of `needle` at or after `from`, or -1. */
export function indexOfBytes(bytes: Uint8Array, needle: Uint8Array, from = 0): number {
  return asBuffer(bytes).indexOf(needle, from);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
