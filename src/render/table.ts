import { displayWidth } from '../core/printable.ts';
import type { Block } from './block.ts';
import { cutEnd, padEnd, padStart } from './columns.ts';
import type { RenderOptions } from './options.ts';

interface Column {
  readonly title: string;
  readonly paint: (text: string) => string;
  readonly alignRight?: boolean;
}

const GAP = '  ';
const MIN_COLUMNS = 4;
const MEASURED_ROWS = 500;

/**
 * Rows under a line of titles. Cells are printable text. Columns are as wide as their first 500 rows ask for; when
 * that is too wide, the widest ones are cut first.
 */
export function tableBlock(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: Pick<RenderOptions, 'theme' | 'glyphs' | 'width'>,
): Block {
  const titles = columns.map(({ title }) => title);
  const measured = [titles, ...rows.slice(0, MEASURED_ROWS)];
  const wanted = columns.map((_, at) => Math.max(...measured.map((row) => cellWidth(row[at]))));
  const widths = shrunk(wanted, options.width - GAP.length * (columns.length - 1));
  const line = (
    row: readonly string[],
    paint: (column: Column) => (text: string) => string,
  ): string =>
    columns
      .map((column, at) => {
        const width = widths[at] ?? 0;
        const text = cutEnd(row[at] ?? '', width, options.glyphs.ellipsis);
        const pad = column.alignRight === true ? padStart : padEnd;
        const isLast = at === columns.length - 1 && column.alignRight !== true;
        const padding = isLast ? text : pad(text, width);
        return text === '' ? padding : padding.replace(text, () => paint(column)(text));
      })
      .join(GAP);
  return {
    total: rows.length + 1,
    line: (index) =>
      index === 0
        ? line(titles, () => options.theme.dim)
        : line(rows[index - 1] ?? [], (column) => column.paint),
  };
}

function cellWidth(text: string | undefined): number {
  return text === undefined ? 0 : displayWidth(text.slice(0, 1000));
}

function shrunk(wanted: readonly number[], room: number): readonly number[] {
  const widths = [...wanted];
  const total = (): number => widths.reduce((sum, width) => sum + width, 0);
  while (total() > room) {
    const widest = Math.max(...widths);
    if (widest <= MIN_COLUMNS) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}
