import { exactUtf8Text } from '../core/bytes.ts';
import { printable } from '../core/printable.ts';

const BARE = /^[\w@%+=:,./-]+$/;
const SINGLE_QUOTE = 0x27;
const BACKSLASH = 0x5c;

/**
 * Bytes as one word for a POSIX shell: bare, in single quotes, or in `$'…'` (bash, zsh, ksh) when a terminal would not
 * show them as they are. NUL can't be written in any shell.
 */
export function shellWord(bytes: Uint8Array): string {
  const text = exactUtf8Text(bytes);
  // A raw tab asks an interactive shell for completions.
  if (text === undefined || /\t/.test(text) || printable(text, { keepNewlines: true }) !== text) {
    return `$'${Array.from(bytes, ansiC).join('')}'`;
  }
  return BARE.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function ansiC(byte: number): string {
  if (byte === SINGLE_QUOTE || byte === BACKSLASH) return `\\${String.fromCharCode(byte)}`;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
