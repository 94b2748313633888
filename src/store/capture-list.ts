import type { SqlDatabase, SqlRow, SqlValue } from '../core/sql-database.ts';
import { RECORD_COLUMNS, recordOfRow, rowIdOf } from './capture-table.ts';
import { nextTurn } from './next-turn.ts';
import type { CaptureFilter, CaptureQuery, CaptureRecord } from './types.ts';

/** Captures looked at in one go, whether they match or not: bounds memory, and how long other work waits. */
const PAGE_ROWS = 250;

/** A range of row ids, both ends excluded. */
interface Range {
  readonly after: number;
  readonly before: number;
}

/** The part of a statement that finds what a filter asks for, and its values. */
interface Matching {
  readonly from: string;
  /** Column of the row ids to walk along. */
  readonly key: string;
  readonly conditions: string;
  readonly values: readonly SqlValue[];
}

/** Captures that match, read page by page; between pages other work has its turn. */
export async function* listCaptures(
  database: SqlDatabase,
  query: CaptureQuery,
): AsyncGenerator<CaptureRecord> {
  const { order = 'oldest-first', limit = Number.POSITIVE_INFINITY } = query;
  let left = limit;
  for await (const { rows } of pages(database, query, RECORD_COLUMNS, order)) {
    for (const row of rows) {
      if (left <= 0) return;
      left -= 1;
      yield recordOfRow(row);
    }
  }
}

export async function countCaptures(database: SqlDatabase, filter: CaptureFilter): Promise<number> {
  if (Object.keys(filter).length === 0) {
    return Number(database.prepare('SELECT count(*) AS n FROM captures').get()?.['n']);
  }
  let count = 0;
  for await (const { rows } of pages(database, filter, 'c.id', 'oldest-first')) {
    count += rows.length;
  }
  return count;
}

async function* pages(
  database: SqlDatabase,
  filter: CaptureFilter,
  columns: string,
  order: CaptureQuery['order'],
): AsyncGenerator<{ readonly rows: readonly SqlRow[] }> {
  const { from, key, conditions, values } = matching(filter);
  const direction = order === 'newest-first' ? 'DESC' : 'ASC';
  const within = `${key} > ? AND ${key} < ?`;
  const edge = database.prepare(
    `SELECT min(k) AS low, max(k) AS high FROM
       (SELECT ${key} AS k FROM ${from} WHERE ${within} ORDER BY ${key} ${direction} LIMIT ${PAGE_ROWS})`,
  );
  const select = database.prepare(
    `SELECT ${columns} FROM ${from} WHERE ${within}${conditions} ORDER BY ${key} ${direction}`,
  );
  let range = wholeRange(database, filter);
  while (range !== undefined) {
    const found = edge.get(range.after, range.before);
    if (typeof found?.['low'] !== 'number' || typeof found['high'] !== 'number') return;
    const { low, high } = { low: found['low'], high: found['high'] };
    yield { rows: select.all(low - 1, high + 1, ...values) };
    range =
      order === 'newest-first'
        ? { after: range.after, before: low }
        : { after: high, before: range.before };
    await nextTurn();
  }
}

/** The ids a filter admits; `undefined` when there are none. Ends at the newest capture of now. */
function wholeRange(database: SqlDatabase, filter: CaptureFilter): Range | undefined {
  const after = filter.afterId === undefined ? 0 : rowIdOf(filter.afterId);
  const before = filter.beforeId === undefined ? Number.MAX_SAFE_INTEGER : rowIdOf(filter.beforeId);
  const bounds = database
    .prepare(
      `SELECT (SELECT max(id) FROM captures) AS newest,
              (SELECT min(id) FROM captures WHERE received_at_ms >= ?) AS first`,
    )
    .get(filter.sinceMs ?? Number.MIN_SAFE_INTEGER);
  const { newest, first } = { newest: bounds?.['newest'], first: bounds?.['first'] };
  if (after === undefined || before === undefined) return undefined;
  if (typeof newest !== 'number' || typeof first !== 'number') return undefined;
  return { after: Math.max(after, first - 1), before: Math.min(before, newest + 1) };
}

/** Only described captures have a provider and events, so that these are walked along the smaller table. */
function matching({ sinceMs, provider, event }: CaptureFilter): Matching {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (sinceMs !== undefined) {
    conditions.push('c.received_at_ms >= ?'); // clocks are set back at times, so the range does not tell
    values.push(sinceMs);
  }
  if (provider !== undefined) {
    conditions.push('f.provider = ?');
    values.push(provider);
  }
  if (event !== undefined) {
    const name = "json_extract(e.value, '$.name') = ? OR json_extract(e.value, '$.wireName') = ?";
    conditions.push(`EXISTS (SELECT 1 FROM json_each(f.events) e WHERE ${name})`);
    values.push(event, event);
  }
  const described = provider !== undefined || event !== undefined;
  return {
    from: described
      ? 'capture_facts f CROSS JOIN captures c ON c.id = f.capture_id'
      : 'captures c LEFT JOIN capture_facts f ON f.capture_id = c.id',
    key: described ? 'f.capture_id' : 'c.id',
    conditions: conditions.map((condition) => ` AND ${condition}`).join(''),
    values,
  };
}
