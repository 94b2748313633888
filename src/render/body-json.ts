import { reindentJson } from '../core/json-format.ts';
import { type Block, blockOf } from './block.ts';
import type { BodyOptions } from './body-options.ts';
import { textLine } from './body-text.ts';
import type { Theme } from './theme.ts';

const MAX_DEPTH = 8;
const MAX_DEPTH_VERBOSE = 64;

// A string (cut ones have no closing quote), with the colon after it when it is a key; a number; a literal.
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(?:true|false|null)\b/g;

/** JSON laid out over lines; `undefined` when it is none. */
export function jsonBlock(body: Uint8Array, options: BodyOptions): Block | undefined {
  const maxDepth = options.verbose ? MAX_DEPTH_VERBOSE : MAX_DEPTH;
  const text = reindentJson(body, { indent: 2, maxDepth });
  if (text === undefined) return undefined;
  return blockOf(text.split('\n'), (line) => paintJson(textLine(line, options), options.theme));
}

/** Colours one line of JSON; what is no JSON stays as it is. */
export function paintJson(line: string, theme: Theme): string {
  return line.replace(
    TOKEN,
    (token, string: string | undefined, colon: string | undefined, number: string | undefined) => {
      if (number !== undefined) return theme.number(token);
      if (string === undefined) return theme.literal(token);
      return colon === undefined ? theme.string(string) : theme.key(string) + colon;
    },
  );
}
