import type { BodyFiles } from '../core/body-files.ts';
import type { Clock } from '../core/ports.ts';
import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import { blockWriter, MAX_BLOCK_SPAN_MS } from './block-writer.ts';
import { BLOCK_COLUMNS, type BlockRecord, blockOf, idsOf, recordIn } from './capture-block.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { FactsTable } from './facts-table.ts';
import type { ForwardsTable } from './forwards-table.ts';
import { nextTurn } from './next-turn.ts';
import { whileBusy } from './patience.ts';
import type { Pruned, PruneRule } from './types.ts';

const BATCH_ROWS = 200;
const VACUUM_PAGES = 256;
/** What one step may write to the log. */
const STEP_BYTES = 1024 * 1024;
/** What a crash left half written is surely not being written any more. */
const UNFINISHED_AGE_MS = 24 * 60 * 60 * 1000;
/** A body file without a capture may be about to get it. */
const UNUSED_AGE_MS = 60 * 60 * 1000;

export interface PruneParts {
  readonly database: SqlDatabase;
  readonly checkpointer: Checkpointer;
  readonly facts: Pick<FactsTable, 'remove'>;
  readonly forwards: Pick<ForwardsTable, 'remove'>;
  readonly bodies: BodyFiles;
  readonly clock: Clock;
}

interface Removed {
  readonly captures: number;
  readonly files: ReadonlySet<string>;
}

/**
 * Removes captures batch by batch, then files no capture uses, then gives the space back; other work has its turn in
 * between.
 */
export async function pruneHistory(parts: PruneParts, rule: PruneRule): Promise<Pruned> {
  const { database, checkpointer, bodies, clock } = parts;
  const nowMs = clock.nowMs();
  checkpointer.run(); // on a full disk removing needs the room of the log
  let captures = 0;
  const files = new Set(await bodies.olderThan(nowMs - UNUSED_AGE_MS));
  for (const doomed of doomedBy(database, rule, nowMs)) {
    for (;;) {
      const batch = await whileBusy(clock, () => removeBatch(parts, doomed));
      captures += batch.captures;
      for (const file of batch.files) files.add(file);
      if (batch.captures === 0) break;
      await pause(parts);
    }
    captures += await whileBusy(clock, () => removeFromEdges(parts, doomed));
  }
  let bodyFiles = 0;
  let bodyFileBytes = 0;
  for (const file of files) {
    const freed = await whileBusy(clock, () => removeUnused(parts, file));
    if (freed === undefined) continue;
    bodyFiles += 1;
    bodyFileBytes += freed;
    await pause(parts);
  }
  await bodies.removeUnfinished(nowMs - UNFINISHED_AGE_MS);
  await giveSpaceBack(parts);
  return { captures, bodyFiles, bodyFileBytes };
}

/** Captures to remove. */
interface Doomed {
  /** Blocks all of which goes. */
  readonly whole: Condition;
  /** Blocks some of which may have to go, once those are gone. */
  readonly edge: Condition;
  isDoomed(capture: BlockRecord): boolean;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
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
      isDoomed: ({ receivedAtMs }) => receivedAtMs < fromMs,
    });
  }
  const last = keep === undefined ? undefined : newestBeyond(database, keep);
  if (last !== undefined) {
    doomed.push({
      whole: { sql: 'last_id <= ?', values: [last] },
      edge: { sql: 'last_id > ? AND last_id - captures < ?', values: [last, last] },
      isDoomed: ({ id }) => Number(id) <= last,
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

function removeBatch(parts: PruneParts, { whole }: Doomed): Removed {
  const { database } = parts;
  return database.transaction(() => {
    const blocks = database
      .prepare(
        `SELECT last_id, captures, body_file FROM capture_blocks WHERE ${whole.sql} LIMIT ${BATCH_ROWS}`,
      )
      .all(...whole.values);
    const remove = database.prepare('DELETE FROM capture_blocks WHERE last_id = ?');
    const files = new Set<string>();
    let captures = 0;
    for (const { last_id: lastId, captures: count, body_file: file } of blocks) {
      if (captures >= BATCH_ROWS) break;
      const ids = Array.from({ length: Number(count) }, (_, before) => Number(lastId) - before);
      removeRecords(parts, ids);
      remove.run(Number(lastId));
      captures += ids.length;
      if (typeof file === 'string') files.add(file);
    }
    return { captures, files };
  });
}

/** Cuts what is doomed out of blocks that stay. @returns captures removed */
function removeFromEdges(parts: PruneParts, { edge, isDoomed }: Doomed): number {
  const { database } = parts;
  return database.transaction(() => {
    const edges = database
      .prepare(`SELECT ${BLOCK_COLUMNS} FROM capture_blocks WHERE ${edge.sql}`)
      .all(...edge.values);
    const withBodies = database.prepare(
      `SELECT ${BLOCK_COLUMNS}, bodies FROM capture_blocks WHERE last_id = ?`,
    );
    const writer = blockWriter(database);
    let captures = 0;
    for (const block of edges.map(blockOf)) {
      const ids = idsOf(block);
      const doomed = ids.filter((id) => isDoomed(recordIn(block, id)));
      const row = doomed.length === 0 ? undefined : withBodies.get(block.lastId);
      if (row === undefined) continue;
      removeRecords(parts, doomed);
      writer.keepOnly(
        blockOf(row),
        ids.filter((id) => !doomed.includes(id)),
      );
      captures += doomed.length;
    }
    return captures;
  });
}

/** What is known of captures beside what came. */
function removeRecords({ facts, forwards }: PruneParts, ids: readonly number[]): void {
  for (const id of ids) {
    facts.remove(id);
    forwards.remove(id);
  }
}

/**
 * Removes a body file unless a capture uses it; under the write lock, so that none begins to meanwhile.
 *
 * @returns bytes freed
 */
function removeUnused({ database, bodies }: PruneParts, file: string): number | undefined {
  return database.transaction(() => {
    const used = database
      .prepare('SELECT 1 FROM capture_blocks WHERE body_file = ? LIMIT 1')
      .get(file);
    return used === undefined ? bodies.remove(file) : undefined;
  });
}

async function giveSpaceBack(parts: PruneParts): Promise<void> {
  const { database, clock } = parts;
  for (;;) {
    const before = freePages(database);
    if (before === 0) return;
    await whileBusy(clock, () => database.exec(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`));
    if (freePages(database) >= before) return; // made by something that did not ask for this
    await pause(parts);
  }
}

async function pause({ checkpointer }: PruneParts): Promise<void> {
  checkpointer.committed(STEP_BYTES);
  if (checkpointer.isDue) checkpointer.run();
  await nextTurn();
}

function freePages(database: SqlDatabase): number {
  return Number(database.prepare('PRAGMA freelist_count').get()?.['freelist_count'] ?? 0);
}
