import { displayWidth } from '../core/printable.ts';

// Of a text far longer than its place only the ends are measured; marks and joiners make up for the factor.
const UNITS_PER_COLUMN = 8;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Printable text cut to at most `width` columns, with `ellipsis` (ASCII or one column wide) where something is missing. */
export function cutEnd(text: string, width: number, ellipsis: string): string {
  const units = width * UNITS_PER_COLUMN;
  if (text.length <= units && displayWidth(text) <= width) return text;
  if (width < ellipsis.length) return '.'.repeat(Math.max(0, width));
  return headOf(text, width - ellipsis.length) + ellipsis;
}

/** The same, but what is missing is missing in the middle. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  const units = width * UNITS_PER_COLUMN;
  if (text.length <= units && displayWidth(text) <= width) return text;
  const room = width - ellipsis.length;
  if (room < 2) return cutEnd(text, width, ellipsis);
  const tail = tailOf(text, Math.floor(room / 2));
  return headOf(text, Math.ceil(room / 2)) + ellipsis + tail;
}

/** Pads with spaces to at least `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

function headOf(text: string, width: number): string {
  const start = text.slice(0, width * UNITS_PER_COLUMN).replace(/[\ud800-\udbff]$/, '');
  return fitting([...graphemes.segment(start)], width).join('');
}

function tailOf(text: string, width: number): string {
  const end = text.slice(-width * UNITS_PER_COLUMN).replace(/^[\udc00-\udfff]/, '');
  return fitting([...graphemes.segment(end)].reverse(), width)
    .reverse()
    .join('');
}

/** As many of the first segments as have room. */
function fitting(segments: readonly Intl.SegmentData[], width: number): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const { segment } of segments) {
    used += displayWidth(segment);
    if (used > width) break;
    kept.push(segment);
  }
  return kept;
}
