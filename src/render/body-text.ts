import { utf8Text } from '../core/bytes.ts';
import { headerParameters } from '../core/header-parameters.ts';
import { mediaType } from '../core/headers.ts';
import { type Block, blockOf } from './block.ts';
import type { BodyOptions } from './body-options.ts';
import { cutEnd } from './columns.ts';
import { contentLines, shownContent } from './shown.ts';

const UNITS_LOOKED_AT = 16; // for each column: the rest of a long line is cut off anyway

/** A line of a body: escaped, and cut to the width unless verbose. */
export function textLine(line: string, options: BodyOptions, width = options.width): string {
  if (options.verbose) return shownContent(line, options);
  const start = line.slice(0, width * UNITS_LOOKED_AT);
  return cutEnd(shownContent(start, options), width, options.glyphs.ellipsis);
}

export function textBlock(text: string, options: BodyOptions): Block {
  return blockOf(contentLines(text), (line) => textLine(line, options));
}

/** Text in the charset its type names; `undefined` when the type is no text or the charset unknown. */
export function charsetText(
  bytes: Uint8Array,
  contentType: string | undefined,
): string | undefined {
  if (!mediaType(contentType).startsWith('text/')) return undefined;
  const charset = headerParameters(contentType ?? '').get('charset');
  if (charset === undefined || /^utf-?8$/i.test(charset)) return undefined;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined; // RangeError: no such charset
  }
}

/** The beginning of a text that may be long, on one line. */
export function textPreview(bytes: Uint8Array, width: number): string {
  const text = utf8Text(bytes.subarray(0, width * UNITS_LOOKED_AT));
  return text.replace(/\s+/g, ' ').trim();
}
