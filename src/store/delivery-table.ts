import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import { attemptInserter } from './attempt-inserter.ts';
import { deliveryRecords } from './delivery-records.ts';
import {
  type AttemptOutcome,
  DELIVERY_STATES,
  type DeliveryPlan,
  type DeliveryRecord,
  type DeliveryState,
  type RunCounts,
} from './run-types.ts';
import { referenceColumns } from './source-reference.ts';

/** The plan of a run. What writes belongs in a transaction. */
export interface DeliveryTable {
  add(runId: number, plans: readonly DeliveryPlan[]): void;
  due(runId: number, limit: number, nowMs: number): readonly DeliveryRecord[];
  nextDueAtMs(runId: number): number | null;
  started(runId: number, numbers: readonly number[], nowMs: number): void;
  finished(runId: number, outcomes: readonly AttemptOutcome[]): void;
  released(runId: number, numbers: readonly number[], dueAtMs: number): void;
  lost(runId: number, number: number): void;
  putOff(runId: number, byMs: number): void;
  underWay(runId: number): readonly DeliveryRecord[];
  hurry(runId: number, nowMs: number, afterMs: number): number;
  counts(runId: number): RunCounts;
  /** What has not ended, in the order of delivery. */
  waiting(runId: number): readonly WaitingRow[];
  records(runId: number, numbers: readonly number[]): readonly DeliveryRecord[];
  /** A page of durations after the attempt with row id `afterId`. */
  durations(runId: number, after: number): readonly { readonly id: number; readonly ms: number }[];
}

/** When the next attempt at a delivery is due, or `null` when it is under way. */
type WaitingRow = readonly [number: number, dueAtMs: number | null];

const PAGE_ROWS = 10_000;
/** A list of numbers as one parameter: a statement for each row would take three times as long. */
const LISTED = 'IN (SELECT value FROM json_each(?))';
const CODE = { pending: 0, 'under-way': 1, delivered: 2, rejected: 3, exhausted: 4, dropped: 5 };

export function deliveryTable(database: SqlDatabase): DeliveryTable {
  const insert = database.prepare(
    'INSERT INTO deliveries (run_id, number, state, attempts, next_attempt_at_ms, position, source, fixture_file, document, capture_id, sha256) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)',
  );
  const due = deliveryRecords(
    database,
    'WHERE run_id = ? AND next_attempt_at_ms <= ? ORDER BY next_attempt_at_ms, position LIMIT ?',
  );
  const next = database.prepare(
    'SELECT next_attempt_at_ms AS at FROM deliveries WHERE run_id = ? AND next_attempt_at_ms IS NOT NULL ORDER BY next_attempt_at_ms LIMIT 1',
  );
  const start = database.prepare(
    `UPDATE deliveries SET state = 1, attempts = attempts + 1, next_attempt_at_ms = NULL, first_attempt_at_ms = coalesce(first_attempt_at_ms, ?) WHERE run_id = ? AND number ${LISTED}`,
  );
  const finish = database.prepare(
    `UPDATE deliveries SET state = ?, attempts = ?, next_attempt_at_ms = ?, status = coalesce(?, status) WHERE run_id = ? AND number ${LISTED}`,
  );
  const insertAttempts = attemptInserter(database);
  const release = database.prepare(
    // One that has made no attempt has not begun.
    `UPDATE deliveries SET state = 0, attempts = attempts - 1, first_attempt_at_ms = CASE WHEN attempts > 1 THEN first_attempt_at_ms END, next_attempt_at_ms = ? WHERE run_id = ? AND number ${LISTED} AND state = 1`,
  );
  const lose = database.prepare(
    'UPDATE deliveries SET state = 5, attempts = attempts - 1 WHERE run_id = ? AND number = ?',
  );
  const putOff = database.prepare(
    'UPDATE deliveries SET next_attempt_at_ms = next_attempt_at_ms + ? WHERE run_id = ? AND next_attempt_at_ms IS NOT NULL',
  );
  const underWay = deliveryRecords(database, 'WHERE run_id = ? AND state = 1 ORDER BY number');
  const waiting = database.prepare(
    // What is under way was due before all that waits.
    `SELECT json_group_array(json_array(number, next_attempt_at_ms)) AS numbers FROM
       (SELECT number, next_attempt_at_ms FROM deliveries WHERE run_id = ? AND state IN (0, 1)
         ORDER BY coalesce(next_attempt_at_ms, 0), position)`,
  );
  const records = deliveryRecords(database, `WHERE run_id = ? AND number ${LISTED}`);
  const hurry = database.prepare(
    'UPDATE deliveries SET next_attempt_at_ms = ? WHERE run_id = ? AND next_attempt_at_ms > ?',
  );
  const states = database.prepare(
    'SELECT state, count(*) AS count, sum(attempts > 0) AS tried FROM deliveries WHERE run_id = ? GROUP BY state',
  );
  const attempts = database.prepare('SELECT count(*) AS count FROM attempts WHERE run_id = ?');
  const durations = database.prepare(
    `SELECT id, duration_ms AS ms FROM attempts WHERE run_id = ? AND id > ? AND (status IS NOT NULL OR error <> 'unknown') ORDER BY id LIMIT ${PAGE_ROWS}`,
  );
  return {
    add: (runId, plans) => {
      for (const plan of plans) insert.run(...rowOf(runId, plan));
    },
    due: (runId, limit, nowMs) => due(runId, nowMs, limit),
    nextDueAtMs: (runId) => {
      const at = next.get(runId)?.['at'];
      return typeof at === 'number' ? at : null;
    },
    started: (runId, numbers, nowMs) => {
      start.run(nowMs, runId, JSON.stringify(numbers));
    },
    finished: (runId, outcomes) => {
      for (const { state, attempts: made, nextAtMs, status, numbers } of alike(outcomes)) {
        finish.run(CODE[state], made, nextAtMs, status, runId, JSON.stringify(numbers));
      }
      insertAttempts(runId, outcomes);
    },
    released: (runId, numbers, dueAtMs) => {
      release.run(dueAtMs, runId, JSON.stringify(numbers));
    },
    lost: (runId, number) => {
      lose.run(runId, number);
    },
    putOff: (runId, byMs) => {
      putOff.run(Math.ceil(byMs), runId);
    },
    underWay: (runId) => underWay(runId),
    hurry: (runId, nowMs, afterMs) => hurry.run(nowMs, runId, afterMs).changes,
    counts: (runId) => {
      const counts = new Map<DeliveryState, number>();
      let retrying = 0;
      for (const { state, count, tried } of states.all(runId)) {
        counts.set(DELIVERY_STATES[Number(state)] ?? 'pending', Number(count));
        if (state === CODE.pending) retrying = Number(tried);
      }
      const of = (state: DeliveryState): number => counts.get(state) ?? 0;
      return {
        pending: of('pending'),
        'under-way': of('under-way'),
        delivered: of('delivered'),
        rejected: of('rejected'),
        exhausted: of('exhausted'),
        dropped: of('dropped'),
        attempts: Number(attempts.get(runId)?.['count'] ?? 0),
        retrying,
      };
    },
    waiting: (runId) => {
      // SQLite's own JSON, of the columns above.
      const numbers = JSON.parse(String(waiting.get(runId)?.['numbers'] ?? '[]'));
      return numbers as readonly WaitingRow[];
    },
    records: (runId, numbers) => records(runId, JSON.stringify(numbers)),
    durations: (runId, after) =>
      durations.all(runId, after).map(({ id, ms }) => ({ id: Number(id), ms: Number(ms) })),
  };
}

/** What the row of a delivery becomes. */
interface Standing {
  readonly state: AttemptOutcome['state'];
  readonly attempts: number;
  readonly nextAtMs: number | null;
  readonly status: number | null;
  readonly numbers: number[];
}

/** Outcomes that change their rows in the same way, and that is most of them, can share a statement. */
function alike(outcomes: readonly AttemptOutcome[]): Iterable<Standing> {
  const standings = new Map<string, Standing>();
  let last: Standing | undefined;
  for (const { number, state, attempt, isUnknown, nextAttemptAtMs, status } of outcomes) {
    const attempts = isUnknown ? attempt - 1 : attempt;
    // A column of whole numbers; never before its time.
    const nextAtMs = nextAttemptAtMs === null ? null : Math.ceil(nextAttemptAtMs);
    const isLast =
      last?.state === state &&
      last.attempts === attempts &&
      last.nextAtMs === nextAtMs &&
      last.status === status;
    if (!isLast || last === undefined) {
      const key = `${state} ${attempts} ${nextAtMs} ${status}`;
      last = standings.get(key) ?? { state, attempts, nextAtMs, status, numbers: [] };
      standings.set(key, last);
    }
    last.numbers.push(number);
  }
  return standings.values();
}

function rowOf(runId: number, plan: DeliveryPlan): readonly SqlValue[] {
  const { number, dueAtMs, position, source, reference, sha256 } = plan;
  return [
    runId,
    number,
    dueAtMs === null ? CODE.dropped : CODE.pending,
    dueAtMs === null ? null : Math.ceil(dueAtMs),
    position,
    source,
    ...referenceColumns(reference),
    sha256,
  ];
}
