import { padEnd, padStart } from './columns.ts';

/** One value of a line that aligns with the lines around it. */
export interface Cell {
  readonly name: string;
  /** Printable. */
  readonly text: string;
  /** Columns it takes at least. */
  readonly columns: number;
  readonly alignRight?: boolean;
  readonly paint: (text: string) => string;
}

export type Row = readonly Cell[];

/** Cells with a space between them; colour never touches the padding. */
export function rowText(row: Row, look: 'plain' | 'painted'): string {
  return row
    .map(({ text, columns, alignRight, paint }) => {
      const padded = alignRight === true ? padStart(text, columns) : padEnd(text, columns);
      return look === 'plain' || text === '' ? padded : padded.replace(text, () => paint(text));
    })
    .join(' ');
}

/** Changes the one cell of that name. */
export function withCell(row: Row, name: string, change: (cell: Cell) => Partial<Cell>): Row {
  return row.map((cell) => (cell.name === name ? { ...cell, ...change(cell) } : cell));
}

export function withoutCell(row: Row, name: string): Row {
  return row.filter((cell) => cell.name !== name);
}
