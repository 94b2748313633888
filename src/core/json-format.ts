import { utf8Text } from './bytes.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { jsonTokens } from './json-tokens.ts';

const DEFAULT_INDENT = 2;
const DEFAULT_MAX_DEPTH = 64;
const MAX_LAID_OUT = 64 * 1024 * 1024; // characters; many short items deep inside would grow a body a hundredfold

/**
 * JSON laid out over lines for reading, numbers and strings exactly as written. Content deeper than `maxDepth` levels
 * stays compact on one line, and so does what comes after 64 Mi characters. `undefined` when the body is not JSON.
 */
export function reindentJson(
  body: Uint8Array,
  options: { readonly indent?: number; readonly maxDepth?: number } = {},
): string | undefined {
  try {
    return laidOut(body, options.indent ?? DEFAULT_INDENT, options.maxDepth ?? DEFAULT_MAX_DEPTH);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

function laidOut(body: Uint8Array, indent: number, maxDepth: number): string {
  let text = '';
  let depth = 0;
  let justOpened = false;
  const lines: string[] = []; // line end and indentation per depth
  const newLine = (): string => {
    if (depth > maxDepth || text.length > MAX_LAID_OUT) return '';
    lines[depth] ??= `\n${' '.repeat(indent * depth)}`;
    return lines[depth] ?? '';
  };
  for (const { kind, start, end } of jsonTokens(body)) {
    const mark = kind === 'punctuation' ? String.fromCharCode(body[start] ?? 0) : '';
    const wasOpened = justOpened;
    justOpened = mark === '{' || mark === '[';
    if (mark === '}' || mark === ']') {
      // An empty container stays on one line, and so does one whose content was not laid out.
      const onOneLine = wasOpened || newLine() === '';
      depth -= 1;
      text += onOneLine ? mark : newLine() + mark;
      continue;
    }
    if (wasOpened) text += newLine();
    if (justOpened) depth += 1;
    if (mark === '') text += utf8Text(body.subarray(start, end));
    else if (mark === ',') text += mark + newLine();
    else if (mark === ':') text += depth <= maxDepth ? ': ' : mark;
    else text += mark;
  }
  return text;
}
