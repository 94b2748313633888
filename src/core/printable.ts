export { displayWidth, fitWidth } from './display-width.ts';

// All C0 and C1 controls and DEL, line and paragraph separators, bidirectional overrides and isolates, lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Escapes what could drive a terminal or reorder its text: `\x1b` below U+0100, `\u202e` above. With `keepNewlines`
 * line feeds and tabs stay as they are and a carriage return is shown as `\r`.
 */
export function printable(text: string, options: { readonly keepNewlines?: boolean } = {}): string {
  const keep = options.keepNewlines === true;
  return text.replace(UNSAFE, (character) => {
    if (keep && (character === '\n' || character === '\t')) return character;
    if (keep && character === '\r') return '\\r';
    const code = character.charCodeAt(0); // all of them are single UTF-16 units
    const hex = code.toString(16);
    return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
  });
}
