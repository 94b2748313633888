import { exactUtf8Text, utf8Bytes, utf8Text } from '../core/bytes.ts';
import type { Position } from '../core/located-node.ts';

export type DecodedFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly at: Position; readonly message: string };

/** The text of a UTF-8 file without its byte order mark, or where the first byte is that can't be UTF-8. */
export function decodeUtf8File(bytes: Uint8Array): DecodedFile {
  const text = exactUtf8Text(bytes);
  if (text !== undefined) return { ok: true, text: text.replace(/^\ufeff/, '') };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const message = 'this file is in UTF-16; expected UTF-8';
    return { ok: false, at: { line: 1, column: 1 }, message };
  }
  const replaced = utf8Bytes(utf8Text(bytes));
  const offset = bytes.findIndex((byte, index) => byte !== replaced[index]);
  const lines = utf8Text(bytes.subarray(0, offset)).split('\n');
  const at = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return { ok: false, at, message: `byte ${byte} is not valid UTF-8 here; expected a text file` };
}
