import type { BodyFiles } from '../core/body-files.ts';
import type { Clock } from '../core/ports.ts';
import { type SqlDatabase, SqlError } from '../core/sql-database.ts';
import { captureRemoval, type RecordTables } from './capture-removal.ts';
import type { Checkpointer } from './checkpointer.ts';
import { nextTurn } from './next-turn.ts';
import { whileBusy } from './patience.ts';
import type { PendingForwardsTable } from './pending-forwards-table.ts';
import type { Pruned, PruneRule } from './types.ts';

const VACUUM_PAGES = 256;
/** What the log has room for on a disk that is nearly full. */
const FEW_VACUUM_PAGES = 4;
/** What one step may write to the log. */
const STEP_BYTES = 1024 * 1024;
/** What a crash left half written is surely not being written any more. */
const UNFINISHED_AGE_MS = 24 * 60 * 60 * 1000;
/** A body file without a capture may be about to get it. */
const UNUSED_AGE_MS = 60 * 60 * 1000;

export interface PruneParts {
  readonly database: SqlDatabase;
  readonly checkpointer: Checkpointer;
  /** What is known of captures beside what came. */
  readonly records: RecordTables;
  readonly pending: Pick<PendingForwardsTable, 'has' | 'nextAfter'>;
  readonly bodies: BodyFiles;
  readonly clock: Clock;
}

/**
 * Removes captures batch by batch, then files no capture uses, then gives the space back; other work has its turn in
 * between.
 */
export async function pruneHistory(parts: PruneParts, rule: PruneRule): Promise<Pruned> {
  const { database, checkpointer, records, pending, bodies, clock } = parts;
  const nowMs = clock.nowMs();
  checkpointer.run(); // on a full disk removing needs the room of the log
  let captures = 0;
  const files = new Set(await bodies.olderThan(nowMs - UNUSED_AGE_MS));
  const removal = captureRemoval(database, records, rule.waitingToo === true ? null : pending);
  const waiting = new Set<number>();
  for (const doomed of removal.doomedBy(rule, nowMs)) {
    for (;;) {
      const batch = await whileBusy(clock, () => removal.removeBatch(doomed));
      captures += batch.captures;
      for (const file of batch.files) files.add(file);
      if (batch.captures === 0) break;
      await pause(parts);
    }
    captures += await whileBusy(clock, () => removal.removeFromEdges(doomed));
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      const page = await whileBusy(clock, () => removal.removeAroundWaiting(doomed, from));
      captures += page.captures;
      for (const id of page.waiting) waiting.add(id);
      after = page.next;
      await pause(parts);
    }
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
  const isShrunk = await giveSpaceBack(parts);
  return { captures, waiting: waiting.size, bodyFiles, bodyFileBytes, isShrunk };
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

/** Whether all was given back; on a full disk there may be no room to do it in, and what is removed stays removed. */
async function giveSpaceBack(parts: PruneParts): Promise<boolean> {
  const { database, checkpointer, clock } = parts;
  let pages = VACUUM_PAGES;
  for (;;) {
    const before = freePages(database);
    if (before === 0) return true;
    try {
      await whileBusy(clock, () => database.exec(`PRAGMA incremental_vacuum(${pages})`));
    } catch (error) {
      if (!(error instanceof SqlError) || error.trouble !== 'full') throw error;
      if (pages === FEW_VACUUM_PAGES) return false;
      checkpointer.run(); // then the log begins again, in the room it has
      pages = FEW_VACUUM_PAGES;
      continue;
    }
    if (freePages(database) >= before) return true; // made by something that did not ask for this
    await pause(parts);
    if (pages === VACUUM_PAGES) continue;
    checkpointer.run(); // gives the disk what is free by now
    pages = Math.min(VACUUM_PAGES, pages * 2);
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
