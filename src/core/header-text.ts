import { exactUtf8Text, latin1Bytes, latin1Text, utf8Bytes } from './bytes.ts';

// A header value is bytes, held as latin1 text; a fixture holds it as readable text. One rule serves both directions:
// text with a character above U+00FF stands for its UTF-8 bytes, all other text for one byte a character. So "€" is
// three bytes, "é" is the byte E9, and UTF-8 bytes that decode to nothing above U+00FF stay latin1 text ("Ã©").
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** Latin1 text of the bytes that readable text stands for. */
export function headerFromText(text: string): string {
  return BEYOND_LATIN1.test(text) ? latin1Text(utf8Bytes(text)) : text;
}

/** The readable text of a latin1 value; `headerFromText` gives back the same value. */
export function headerToText(value: string): string {
  const decoded = exactUtf8Text(latin1Bytes(value));
  return decoded !== undefined && BEYOND_LATIN1.test(decoded) ? decoded : value;
}
