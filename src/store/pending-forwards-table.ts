import type { ForwardRecord } from '../core/forward-record.ts';
import type { ForwardingProcess, PendingForwards, TakenOver } from '../core/pending-forwards.ts';
import type { SqlDatabase, SqlRow } from '../core/sql-database.ts';
import { IS_STORED, rowIdOf } from './capture-table.ts';
import type { ForwardsTable } from './forwards-table.ts';
import type { GroupWriter } from './group-writer.ts';
import { inStoreTerms, StoreError } from './store-error.ts';

/** Condition of a statement: whether something of a row of `capture_blocks` waits to be sent on. */
export const HAS_PENDING =
  'EXISTS (SELECT 1 FROM pending_forwards WHERE capture_id BETWEEN last_id - captures + 1 AND last_id)';

/** Captures that wait to be sent on. What writes belongs in a transaction. */
export interface PendingForwardsTable {
  takeOver(targets: readonly string[], process: ForwardingProcess): TakenOver;
  /** @throws {StoreError} when the capture is gone; nothing is changed then */
  add(captureId: number, targets: readonly string[], pid: number): void;
  next(target: string, pid: number): number | undefined;
  removeOne(captureId: number, target: string, pid: number): void;
  /** Whoever is to send it, and wherever. */
  remove(captureId: number): void;
  has(captureId: number): boolean;
  /** The first capture that waits and comes after this one. */
  nextAfter(captureId: number): number | undefined;
  count(targets: readonly string[], pid: number): number;
}

export function pendingForwardsTable(database: SqlDatabase): PendingForwardsTable {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO pending_forwards (target, owner_pid, capture_id) VALUES (?, ?, ?)`,
  );
  const isStored = database.prepare(`SELECT ${IS_STORED} AS stored`);
  const oldest = database.prepare(
    'SELECT min(capture_id) AS id FROM pending_forwards WHERE target = ? AND owner_pid = ?',
  );
  const owners = database.prepare(
    `SELECT owner_pid AS pid, count(*) AS requests FROM pending_forwards
      WHERE target = ? AND owner_pid <> ? GROUP BY owner_pid`,
  );
  const change = database.prepare(
    'UPDATE OR REPLACE pending_forwards SET owner_pid = ? WHERE target = ? AND owner_pid = ?',
  );
  const removeOne = database.prepare(
    'DELETE FROM pending_forwards WHERE target = ? AND owner_pid = ? AND capture_id = ?',
  );
  const remove = database.prepare('DELETE FROM pending_forwards WHERE capture_id = ?');
  const any = database.prepare('SELECT 1 FROM pending_forwards WHERE capture_id = ? LIMIT 1');
  const after = database.prepare(
    'SELECT min(capture_id) AS id FROM pending_forwards WHERE capture_id > ?',
  );
  const count = database.prepare(
    `SELECT count(DISTINCT capture_id) AS requests FROM pending_forwards
      WHERE owner_pid = ? AND target IN (SELECT value FROM json_each(?))`,
  );
  const countFor = (targets: readonly string[], pid: number): number =>
    Number(count.get(pid, JSON.stringify(targets))?.['requests']);
  return {
    takeOver: (targets, { pid, isAlive }) => {
      let withOthers = 0;
      for (const target of targets) {
        for (const owner of owners.all(target, pid)) {
          const ownerPid = Number(owner['pid']);
          if (isAlive(ownerPid)) withOthers += Number(owner['requests']);
          else change.run(pid, target, ownerPid);
        }
      }
      // What is there under the own number is of an earlier process, whose number was given again.
      return { requests: countFor(targets, pid), withOthers };
    },
    add: (captureId, targets, pid) => {
      if (isStored.get(captureId, captureId)?.['stored'] !== 1) {
        throw new StoreError('gone', `capture ${captureId} was removed before it could be sent on`);
      }
      for (const target of targets) insert.run(target, pid, captureId);
    },
    next: (target, pid) => idOf(oldest.get(target, pid)),
    removeOne: (captureId, target, pid) => {
      removeOne.run(target, pid, captureId);
    },
    remove: (captureId) => {
      remove.run(captureId);
    },
    has: (captureId) => any.get(captureId) !== undefined,
    nextAfter: (captureId) => idOf(after.get(captureId)),
    count: countFor,
  };
}

function idOf(row: SqlRow | undefined): number | undefined {
  const id = row?.['id'];
  return typeof id === 'number' ? id : undefined;
}

const ROW_BYTES = 200;
const RECORD_BYTES = 8 * 1024;

/** What waits with one process, in a history; every change waits for its transaction. */
export function pendingForwards(
  table: PendingForwardsTable,
  forwards: ForwardsTable,
  writer: Pick<GroupWriter, 'add'>,
  path: string,
  process: ForwardingProcess,
): PendingForwards {
  const { pid } = process;
  return {
    isLasting: true,
    takeOver: (targets) => writer.add(() => table.takeOver(targets, process), ROW_BYTES),
    add: (id, targets) =>
      writer.add(() => table.add(rowIdOf(id) ?? 0, targets, pid), ROW_BYTES * targets.length),
    next: (target) => inStoreTerms(path, () => table.next(target, pid)?.toString()),
    remove: (id, target, record: ForwardRecord | null) => {
      const captureId = rowIdOf(id) ?? 0;
      const bytes = RECORD_BYTES + (record?.response?.body.length ?? 0);
      return writer.add(() => {
        table.removeOne(captureId, target, pid);
        if (record !== null) forwards.store(captureId, record);
      }, bytes);
    },
    count: (targets) => inStoreTerms(path, () => table.count(targets, pid)),
  };
}
