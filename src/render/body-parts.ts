import { bodyKind } from '../core/body-kind.ts';
import { headerValue, mediaType } from '../core/headers.ts';
import type { ParsedPart } from '../core/multipart.ts';
import { formatSize } from '../core/size.ts';
import { type Block, blockOf, stacked } from './block.ts';
import { utf8End } from './body-cut.ts';
import { hexPairs } from './body-hex.ts';
import { leafBlock } from './body-leaf.ts';
import type { BodyOptions } from './body-options.ts';
import { textLine, textPreview } from './body-text.ts';
import { tableBlock } from './table.ts';

const SNIFFED_BYTES = 512;
const HEX_BYTES = 8;
const MAX_TEXT = 40;

/** Parts of a multipart body as a table; verbose adds the content of each part that is text. */
export function partsBlock(parts: readonly ParsedPart[], options: BodyOptions): Block {
  const { theme } = options;
  const brief = { ...options, verbose: false };
  const cut = (text: string): string => textLine(text, brief, MAX_TEXT);
  const rows = parts.map((part) => [
    cut(part.name ?? '-'),
    cut(part.filename ?? '-'),
    cut(mediaType(typeOf(part)) || '-'),
    formatSize(part.body.length),
    textLine(preview(part, options.width), brief),
  ]);
  const columns = [
    { title: 'part', paint: theme.key },
    { title: 'file', paint: theme.strong },
    { title: 'type', paint: theme.accent },
    { title: 'size', paint: theme.dim, alignRight: true },
    { title: 'content', paint: theme.string },
  ];
  const table = tableBlock(columns, rows, options);
  return options.verbose
    ? stacked([table, ...parts.filter(hasText).flatMap((part) => partContent(part, options))])
    : table;
}

function hasText(part: ParsedPart): boolean {
  return part.body.length > 0 && isText(part);
}

function partContent(part: ParsedPart, options: BodyOptions): readonly Block[] {
  const heading = options.theme.key(textLine(`${part.name ?? '-'}:`, options));
  const bytes = part.body.subarray(0, options.maxBytes);
  const content = leafBlock(typeOf(part), bytes, options);
  const indented = { total: content.total, line: (at: number) => `  ${content.line(at)}` };
  return [blockOf([heading], (text) => text), indented];
}

function preview(part: ParsedPart, width: number): string {
  if (part.body.length === 0) return '(empty)';
  if (isText(part)) return textPreview(part.body, width);
  return hexPairs(part.body.subarray(0, HEX_BYTES));
}

/** Judged by the start, without the last bytes, which may be half a character. */
function isText(part: ParsedPart): boolean {
  const { length } = part.body;
  const end = length > SNIFFED_BYTES ? utf8End(part.body, SNIFFED_BYTES) : length;
  return bodyKind(undefined, part.body.subarray(0, end)) !== 'binary';
}

function typeOf(part: ParsedPart): string | undefined {
  return headerValue(part.headers, 'Content-Type');
}
