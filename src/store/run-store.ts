import type { SqlDatabase } from '../core/sql-database.ts';
import { deliveryTable } from './delivery-table.ts';
import type { GroupWriter } from './group-writer.ts';
import { isLogged } from './is-logged.ts';
import { nextTurn } from './next-turn.ts';
import { REMOVED_ROWS, removeSome } from './run-removal.ts';
import { runTable } from './run-table.ts';
import type { RunStore } from './run-types.ts';
import { inStoreTerms, StoreError } from './store-error.ts';

/** What a row adds to the log, about. */
const ROW_BYTES = 200;
/** What is read of a plan at a time, to look at it. */
const WAITING_ROWS = 1_000;

/** Runs in a history; without a writer they can only be looked at. */
export function runStore(
  database: SqlDatabase,
  path: string,
  writer: Pick<GroupWriter, 'add'> | null,
): RunStore {
  const runs = runTable(database);
  const deliveries = deliveryTable(database);
  const write = async <T>(rows: number, work: () => T): Promise<T> => {
    if (writer === null) {
      throw new StoreError('read-only', `the history ${path} is open for reading only`);
    }
    return await writer.add(work, rows * ROW_BYTES);
  };
  const read = <T>(work: () => T): Promise<T> => inStoreTerms(path, work);
  return {
    create: (name, settings, atMs, pid) => write(1, () => runs.create(name, settings, atMs, pid)),
    add: ({ id }, plans) => write(plans.length, () => deliveries.add(id, plans)),
    mark: async ({ id }, state, pid, elapsedMs) => {
      await write(1, () => runs.mark(id, state, pid, elapsedMs));
      // Also where results are left to the system: a whole plan is worth one sync.
      if (isLogged(database)) await inStoreTerms(path, () => database.syncLog());
    },
    keep: ({ id }, settings) => write(1, () => runs.keep(id, settings)),
    find: (name) => read(() => runs.find(name)),
    list: () => read(() => runs.all()),
    due: ({ id }, limit, nowMs) => read(() => deliveries.due(id, limit, nowMs)),
    nextDueAtMs: ({ id }) => read(() => deliveries.nextDueAtMs(id)),
    started: ({ id }, numbers, nowMs) =>
      write(numbers.length, () => deliveries.started(id, numbers, nowMs)),
    finished: ({ id }, outcomes) =>
      write(2 * outcomes.length, () => deliveries.finished(id, outcomes)),
    released: ({ id }, numbers, dueAtMs) =>
      write(numbers.length, () => deliveries.released(id, numbers, dueAtMs)),
    lost: ({ id }, number) => write(1, () => deliveries.lost(id, number)),
    putOff: ({ id }, byMs) => write(1, () => deliveries.putOff(id, byMs)),
    underWay: ({ id }) => read(() => deliveries.underWay(id)),
    hurry: ({ id }, nowMs, afterMs = nowMs) => write(1, () => deliveries.hurry(id, nowMs, afterMs)),
    waiting: async function* ({ id }) {
      const waiting = await read(() => deliveries.waiting(id));
      for (let at = 0; at < waiting.length; at += WAITING_ROWS) {
        const page = waiting.slice(at, at + WAITING_ROWS);
        const numbers = page.map(([number]) => number);
        const found = await read(() => deliveries.records(id, numbers));
        const records = new Map(found.map((record) => [record.number, record]));
        for (const [number, dueAtMs] of page) {
          const record = records.get(number);
          if (record !== undefined) yield { ...record, dueAtMs };
        }
        await nextTurn();
      }
    },
    remove: async ({ id, elapsedMs }) => {
      // One that is half removed is not to be gone on with.
      await write(1, () => runs.mark(id, 'planning', null, elapsedMs));
      while (await write(REMOVED_ROWS, () => removeSome(database, id))) await nextTurn();
    },
    counts: ({ id }) => read(() => deliveries.counts(id)),
    durationsMs: async function* ({ id }) {
      let after = 0;
      for (;;) {
        const page = await read(() => deliveries.durations(id, after));
        for (const { ms } of page) yield ms;
        after = page.at(-1)?.id ?? 0;
        if (page.length === 0) return;
        await nextTurn();
      }
    },
  };
}
