import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import { blockWriter, MAX_BLOCK_SPAN_MS } from './block-writer.ts';
import { BLOCK_COLUMNS, type Block, blockOf, idsOf, receivedAtMs } from './capture-block.ts';
import { HAS_IDS_BETWEEN } from './capture-table.ts';
import { HAS_PENDING, type PendingForwardsTable } from './pending-forwards-table.ts';
import { StoreError } from './store-error.ts';
import type { PruneRule } from './types.ts';

/** Captures to remove. */
interface Doomed {
  /** Finds blocks of which nothing stays. */
  readonly whole: Condition;
  /** Finds blocks of which some may have to go, once those are gone. */
  readonly edge: Condition;
  has(block: Block, id: number): boolean;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

interface Removed {
  readonly captures: number;
  /** Body files they used; others may use them too. */
  readonly files: ReadonlySet<string>;
}

/** Tables with records of captures, by their ids. */
export type RecordTables = readonly { remove(captureId: number): void }[];

/** Part of what waits to be sent on, and of what was around it. */
interface AroundWaiting {
  readonly captures: number;
  /** Captures that stay only since they wait. */
  readonly waiting: readonly number[];
  /** Where the next part begins; `undefined` after the last one. */
  readonly next: number | undefined;
}

/** Removes captures, each step in a transaction of its own; none that wait to be sent on where those are spared. */
export interface CaptureRemoval {
  doomedBy(rule: PruneRule, nowMs: number): readonly Doomed[];
  /** Removes some of the blocks of which nothing stays and nothing waits; none when there are no more. */
  removeBatch(doomed: Doomed): Removed;
  /** Cuts what is doomed out of blocks that stay. @returns captures removed */
  removeFromEdges(doomed: Doomed): number;
  /** Cuts what is doomed out of blocks in which something waits. */
  removeAroundWaiting(doomed: Doomed, after: number): AroundWaiting;
}

const BATCH_CAPTURES = 200;

const BATCH_BLOCKS = 50;

/** @param spared - what waits to be sent on and stays, or `null` to remove that too */
export function captureRemoval(
  database: SqlDatabase,
  records: RecordTables,
  spared: Pick<PendingForwardsTable, 'has' | 'nextAfter'> | null,
): CaptureRemoval {
  const remove = database.prepare('DELETE FROM capture_blocks WHERE last_id = ?');
  const blockWithBodies = database.prepare(
    `SELECT ${BLOCK_COLUMNS}, bodies FROM capture_blocks WHERE last_id = ?`,
  );
  const blockFrom = database.prepare(
    `SELECT ${BLOCK_COLUMNS} FROM capture_blocks WHERE last_id >= ? ORDER BY last_id LIMIT 1`,
  );
  const ofWhole = spared === null ? '' : ` AND NOT ${HAS_PENDING}`;
  const writer = blockWriter(database);
  const removeRecords = (ids: readonly number[]): void => {
    for (const id of ids) for (const table of records) table.remove(id);
  };

  /** Nothing of a damaged block: it goes when all of it is to go. */
  const cut = (block: Block, doomed: Doomed): number => {
    const ids = idsOf(block);
    const gone = new Set(ids.filter((id) => doomed.has(block, id) && spared?.has(id) !== true));
    const row = gone.size === 0 ? undefined : blockWithBodies.get(block.lastId);
    if (row === undefined) return 0;
    try {
      writer.keepOnly(
        blockOf(row),
        ids.filter((id) => !gone.has(id)),
      );
    } catch (error) {
      if (error instanceof StoreError) return 0;
      throw error;
    }
    removeRecords([...gone]);
    return gone.size;
  };

  return {
    doomedBy: (rule, nowMs) => doomedBy(database, rule, nowMs),
    removeBatch: ({ whole }) =>
      database.transaction(() => {
        const blocks = database
          .prepare(
            `SELECT last_id, captures, body_file FROM capture_blocks WHERE ${whole.sql}${ofWhole} LIMIT ${BATCH_CAPTURES}`,
          )
          .all(...whole.values);
        const files = new Set<string>();
        let captures = 0;
        for (const block of blocks.map(blockOf)) {
          if (captures >= BATCH_CAPTURES) break;
          const ids = idsOf(block);
          removeRecords(ids);
          remove.run(block.lastId);
          captures += ids.length;
          if (block.bodyFile !== undefined) files.add(block.bodyFile);
        }
        return { captures, files };
      }),
    removeFromEdges: (doomed) =>
      database.transaction(() => {
        const { sql, values } = doomed.edge;
        const edges = database
          .prepare(`SELECT ${BLOCK_COLUMNS} FROM capture_blocks WHERE ${sql}`)
          .all(...values);
        return edges.reduce((captures, row) => captures + cut(blockOf(row), doomed), 0);
      }),
    removeAroundWaiting: (doomed, after) =>
      database.transaction(() => {
        const waiting: number[] = [];
        let captures = 0;
        let last = after;
        for (let blocks = 0; blocks < BATCH_BLOCKS; blocks += 1) {
          const row = blockFrom.get(spared?.nextAfter(last) ?? Number.MAX_SAFE_INTEGER);
          if (row === undefined) return { captures, waiting, next: undefined };
          const block = blockOf(row);
          waiting.push(...idsOf(block).filter((id) => spared?.has(id) && doomed.has(block, id)));
          captures += cut(block, doomed);
          last = block.lastId;
        }
        return { captures, waiting, next: last };
      }),
  };
}

function doomedBy(
  database: SqlDatabase,
  { keep, olderThanMs }: PruneRule,
  nowMs: number,
): readonly Doomed[] {
  const doomed: Doomed[] = [];
  if (olderThanMs !== undefined) {
    const fromMs = nowMs - olderThanMs;
    doomed.push({
      whole: { sql: 'latest_ms < ?', values: [fromMs] },
      edge: {
        sql: 'latest_ms BETWEEN ? AND ? AND captures > 1',
        values: [fromMs, fromMs + MAX_BLOCK_SPAN_MS],
      },
      has: (block, id) => (receivedAtMs(block, id) ?? fromMs) < fromMs,
    });
  }
  const last = keep === undefined ? undefined : newestBeyond(database, keep);
  if (last !== undefined) {
    doomed.push({
      whole: { sql: 'last_id <= ?', values: [last] },
      edge: { sql: HAS_IDS_BETWEEN, values: [last, last + 1, last + 1] },
      has: (_block, id) => id <= last,
    });
  }
  return doomed;
}

/** The newest capture that is not among the newest `keep`. */
function newestBeyond(database: SqlDatabase, keep: number): number | undefined {
  const page = database.prepare(
    'SELECT last_id, captures FROM capture_blocks WHERE last_id < ? ORDER BY last_id DESC LIMIT 1000',
  );
  let left = keep;
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const blocks = page.all(before);
    if (blocks.length === 0) return undefined;
    for (const block of blocks) {
      before = Number(block['last_id']);
      if (Number(block['captures']) > left) return before - left;
      left -= Number(block['captures']);
    }
  }
}
