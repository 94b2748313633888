const LINE_FEED = 0x0a;

/** Offset at most `end` that is not inside a UTF-8 character. */
export function utf8End(bytes: Uint8Array, end: number): number {
  let at = Math.min(end, bytes.length);
  for (let steps = 0; steps < 3 && at > 0 && isContinuation(bytes[at]); steps += 1) at -= 1;
  return at;
}

/** The start of a long text: whole lines where lines are short, whole characters otherwise. */
export function startOf(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length <= maxBytes) return bytes;
  const lineEnd = bytes.lastIndexOf(LINE_FEED, maxBytes - 1);
  return bytes.subarray(0, lineEnd > maxBytes / 2 ? lineEnd + 1 : utf8End(bytes, maxBytes));
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
