import type { SqlDatabase, SqlRow, SqlValue } from '../core/sql-database.ts';
import { blockReader } from './block-reader.ts';
import { BLOCK_COLUMNS, type Block, blockOf, idsOf, recordIn } from './capture-block.ts';
import { factsOfRow } from './capture-facts.ts';
import { HAS_IDS_BETWEEN, rowIdOf } from './capture-table.ts';
import { nextTurn } from './next-turn.ts';
import { StoreError } from './store-error.ts';
import type { CaptureFilter, CaptureQuery, CaptureRecord } from './types.ts';

/** What is looked at in one go, whether it matches or not: bounds memory, and how long other work waits. */
const PAGE_BLOCKS = 16;
const PAGE_FACTS = 250;

/** A range of row ids, both ends excluded. */
interface Range {
  readonly after: number;
  readonly before: number;
}

interface Page {
  /** Those that match, in the order asked for; each is read when it is its turn, so that nothing before a damaged one is lost. */
  readonly records: Iterable<CaptureRecord>;
  /** The lowest and the highest row id that were looked at. */
  readonly low: number;
  readonly high: number;
}

/** The next page of a range; `undefined` when nothing is left. */
type PageReader = (range: Range) => Page | undefined;
type Direction = 'ASC' | 'DESC';

/** Captures that match, read page by page; between pages other work has its turn. */
export async function* listCaptures(
  database: SqlDatabase,
  query: CaptureQuery,
): AsyncGenerator<CaptureRecord> {
  const { order = 'oldest-first', limit = Number.POSITIVE_INFINITY, sinceMs } = query;
  const direction = order === 'newest-first' ? 'DESC' : 'ASC';
  const page = pageReader(database, query, direction);
  let left = limit;
  let range = wholeRange(database, query);
  while (range !== undefined && range.after + 1 < range.before) {
    const found = page(range);
    if (found === undefined) return;
    for (const record of found.records) {
      // Clocks are set back at times, so the range does not tell.
      if (sinceMs !== undefined && record.receivedAtMs < sinceMs) continue;
      if (left <= 0) return;
      left -= 1;
      yield record;
    }
    range =
      direction === 'DESC'
        ? { after: range.after, before: found.low }
        : { after: found.high, before: range.before };
    await nextTurn();
  }
}

export async function countCaptures(database: SqlDatabase, filter: CaptureFilter): Promise<number> {
  if (Object.keys(filter).length === 0) {
    const sum = database.prepare('SELECT coalesce(sum(captures), 0) AS n FROM capture_blocks');
    return Number(sum.get()?.['n']);
  }
  let count = 0;
  for await (const _ of listCaptures(database, filter)) count += 1;
  return count;
}

/** The ids a filter admits; `undefined` when there are none. Ends at the newest capture of now. */
function wholeRange(database: SqlDatabase, filter: CaptureFilter): Range | undefined {
  const after = filter.afterId === undefined ? 0 : rowIdOf(filter.afterId);
  const before = filter.beforeId === undefined ? Number.MAX_SAFE_INTEGER : rowIdOf(filter.beforeId);
  const bounds = database
    .prepare(
      `SELECT (SELECT max(last_id) FROM capture_blocks) AS newest,
              (SELECT last_id - captures FROM capture_blocks WHERE last_id =
                (SELECT min(last_id) FROM capture_blocks WHERE latest_ms >= ?)) AS older`,
    )
    .get(filter.sinceMs ?? Number.MIN_SAFE_INTEGER);
  const { newest, older } = { newest: bounds?.['newest'], older: bounds?.['older'] };
  if (after === undefined || before === undefined) return undefined;
  if (typeof newest !== 'number' || typeof older !== 'number') return undefined;
  return { after: Math.max(after, older), before: Math.min(before, newest + 1) };
}

/** Only described captures have a provider and events, so that these are walked along the smaller table. */
function pageReader(database: SqlDatabase, query: CaptureQuery, direction: Direction): PageReader {
  return query.provider === undefined && query.event === undefined
    ? pagesOfBlocks(database, query, direction)
    : pagesOfFacts(database, query, direction);
}

function pagesOfBlocks(
  database: SqlDatabase,
  { onDamaged }: CaptureQuery,
  direction: Direction,
): PageReader {
  const select = database.prepare(
    `SELECT ${BLOCK_COLUMNS} FROM capture_blocks WHERE ${HAS_IDS_BETWEEN}
      ORDER BY last_id ${direction} LIMIT ${PAGE_BLOCKS}`,
  );
  const selectFacts = database.prepare(
    'SELECT * FROM capture_facts WHERE capture_id BETWEEN ? AND ?',
  );
  return ({ after, before }) => {
    const blocks = select.all(after, before, before).map(blockOf);
    if (blocks.length === 0) return undefined;
    const low = Math.max(after + 1, Math.min(...blocks.map(({ firstId }) => firstId)));
    const high = Math.min(before - 1, Math.max(...blocks.map(({ lastId }) => lastId)));
    const facts = new Map(selectFacts.all(low, high).map((row) => [row['capture_id'], row]));
    const records = function* (): Iterable<CaptureRecord> {
      for (const block of blocks) {
        const ids = idsOf(block).filter((id) => id >= low && id <= high);
        for (const id of direction === 'DESC' ? ids.reverse() : ids) {
          const record = recordOrTold(block, id, facts.get(id), onDamaged);
          if (record !== undefined) yield record;
        }
      }
    };
    return { records: records(), low, high };
  };
}

function pagesOfFacts(
  database: SqlDatabase,
  query: CaptureQuery,
  direction: Direction,
): PageReader {
  const { conditions, values } = matching(query);
  const edge = database.prepare(
    `SELECT min(id) AS low, max(id) AS high FROM
       (SELECT capture_id AS id FROM capture_facts WHERE capture_id > ? AND capture_id < ?
         ORDER BY capture_id ${direction} LIMIT ${PAGE_FACTS})`,
  );
  const select = database.prepare(
    `SELECT * FROM capture_facts WHERE capture_id BETWEEN ? AND ?${conditions}
      ORDER BY capture_id ${direction}`,
  );
  const blockWith = blockReader(database, '');
  return ({ after, before }) => {
    const found = edge.get(after, before);
    const { low, high } = { low: found?.['low'], high: found?.['high'] };
    if (typeof low !== 'number' || typeof high !== 'number') return undefined;
    const rows = select.all(low, high, ...values);
    const records = function* (): Iterable<CaptureRecord> {
      for (const row of rows) {
        const id = Number(row['capture_id']);
        const block = blockWith(id);
        const record = block && recordOrTold(block, id, row, query.onDamaged);
        if (record !== undefined) yield record;
      }
    };
    return { records: records(), low, high };
  };
}

/** Conditions on capture_facts, and their values. */
function matching({ provider, event }: CaptureFilter): {
  readonly conditions: string;
  readonly values: readonly SqlValue[];
} {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (provider !== undefined) {
    conditions.push('provider = ?');
    values.push(provider);
  }
  if (event !== undefined) {
    const name = "json_extract(e.value, '$.name') = ? OR json_extract(e.value, '$.wireName') = ?";
    conditions.push(`EXISTS (SELECT 1 FROM json_each(events) e WHERE ${name})`);
    values.push(event, event);
  }
  return { conditions: conditions.map((condition) => ` AND ${condition}`).join(''), values };
}

/** `undefined` for a damaged one that was told of. */
function recordOrTold(
  block: Block,
  id: number,
  facts: SqlRow | undefined,
  onDamaged: CaptureQuery['onDamaged'],
): CaptureRecord | undefined {
  try {
    return { ...recordIn(block, id), facts: factsIn(facts) };
  } catch (error) {
    if (onDamaged === undefined || !(error instanceof StoreError)) throw error;
    onDamaged(error);
    return undefined;
  }
}

function factsIn(row: SqlRow | undefined): CaptureRecord['facts'] {
  return row === undefined ? null : factsOfRow(row);
}
