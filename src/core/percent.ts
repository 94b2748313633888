const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/** Undoes `%XX` (and `+` for space where asked); an escape that is not two hex digits stays as it stands. */
export function percentDecoded(bytes: Uint8Array, plusIsSpace: boolean): Uint8Array {
  if (!bytes.includes(PERCENT) && !(plusIsSpace && bytes.includes(PLUS))) return bytes;
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte === PERCENT) {
      const value = hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]);
      if (!Number.isNaN(value)) {
        byte = value;
        at += 2;
      }
    } else if (byte === PLUS && plusIsSpace) {
      byte = SPACE;
    }
    decoded[length] = byte;
    length += 1;
  }
  return decoded.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20; // ASCII lower case
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : Number.NaN;
}
