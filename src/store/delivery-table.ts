import type { SqlDatabase, SqlRow, SqlValue } from '../core/sql-database.ts';
import {
  type AttemptOutcome,
  DELIVERY_STATES,
  type DeliveryPlan,
  type DeliveryRecord,
  type DeliveryState,
  type RunCounts,
} from './run-types.ts';

/** The plan of a run. What writes belongs in a transaction. */
export interface DeliveryTable {
  add(runId: number, plans: readonly DeliveryPlan[]): void;
  due(runId: number, limit: number, nowMs: number): readonly DeliveryRecord[];
  nextDueAtMs(runId: number): number | null;
  started(runId: number, numbers: readonly number[], nowMs: number): void;
  finished(runId: number, outcome: AttemptOutcome): void;
  released(runId: number, numbers: readonly number[], nowMs: number): void;
  lost(runId: number, number: number): void;
  putOff(runId: number, byMs: number): void;
  underWay(runId: number): readonly DeliveryRecord[];
  hurry(runId: number, nowMs: number): number;
  counts(runId: number): RunCounts;
  /** A page of durations after the attempt with row id `afterId`. */
  durations(runId: number, after: number): readonly { readonly id: number; readonly ms: number }[];
}

const PAGE_ROWS = 10_000;
const CODE = { pending: 0, 'under-way': 1, delivered: 2, rejected: 3, exhausted: 4, dropped: 5 };

export function deliveryTable(database: SqlDatabase): DeliveryTable {
  const insert = database.prepare(
    'INSERT INTO deliveries (run_id, number, state, attempts, next_attempt_at_ms, position, source, fixture_file, document, capture_id, sha256) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)',
  );
  const due = database.prepare(
    'SELECT * FROM deliveries WHERE run_id = ? AND next_attempt_at_ms <= ? ORDER BY next_attempt_at_ms, position LIMIT ?',
  );
  const next = database.prepare(
    'SELECT next_attempt_at_ms AS at FROM deliveries WHERE run_id = ? AND next_attempt_at_ms IS NOT NULL ORDER BY next_attempt_at_ms LIMIT 1',
  );
  const start = database.prepare(
    'UPDATE deliveries SET state = 1, attempts = attempts + 1, next_attempt_at_ms = NULL, first_attempt_at_ms = coalesce(first_attempt_at_ms, ?) WHERE run_id = ? AND number = ?',
  );
  const finish = database.prepare(
    'UPDATE deliveries SET state = ?, attempts = ?, next_attempt_at_ms = ?, status = coalesce(?, status) WHERE run_id = ? AND number = ?',
  );
  const attempt = database.prepare(
    'INSERT INTO attempts (run_id, number, attempt, started_at_ms, duration_ms, status, error) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const release = database.prepare(
    'UPDATE deliveries SET state = 0, attempts = attempts - 1, next_attempt_at_ms = ? WHERE run_id = ? AND number = ? AND state = 1',
  );
  const lose = database.prepare(
    'UPDATE deliveries SET state = 5, attempts = attempts - 1 WHERE run_id = ? AND number = ?',
  );
  const putOff = database.prepare(
    'UPDATE deliveries SET next_attempt_at_ms = next_attempt_at_ms + ? WHERE run_id = ? AND next_attempt_at_ms IS NOT NULL',
  );
  const underWay = database.prepare(
    'SELECT * FROM deliveries WHERE run_id = ? AND state = 1 ORDER BY number',
  );
  const hurry = database.prepare(
    'UPDATE deliveries SET next_attempt_at_ms = ? WHERE run_id = ? AND next_attempt_at_ms > ?',
  );
  const states = database.prepare(
    'SELECT state, count(*) AS count FROM deliveries WHERE run_id = ? GROUP BY state',
  );
  const attempts = database.prepare('SELECT count(*) AS count FROM attempts WHERE run_id = ?');
  const durations = database.prepare(
    `SELECT id, duration_ms AS ms FROM attempts WHERE run_id = ? AND id > ? AND (status IS NOT NULL OR error <> 'unknown') ORDER BY id LIMIT ${PAGE_ROWS}`,
  );
  return {
    add: (runId, plans) => {
      for (const plan of plans) insert.run(...rowOf(runId, plan));
    },
    due: (runId, limit, nowMs) => due.all(runId, nowMs, limit).map(recordOf),
    nextDueAtMs: (runId) => {
      const at = next.get(runId)?.['at'];
      return typeof at === 'number' ? at : null;
    },
    started: (runId, numbers, nowMs) => {
      for (const number of numbers) start.run(nowMs, runId, number);
    },
    finished: (runId, outcome) => {
      const { number, state, isUnknown, nextAttemptAtMs, status, startedAtMs } = outcome;
      const counted = isUnknown ? outcome.attempt - 1 : outcome.attempt;
      // A column of whole numbers; never before its time.
      const nextAt = nextAttemptAtMs === null ? null : Math.ceil(nextAttemptAtMs);
      finish.run(CODE[state], counted, nextAt, status, runId, number);
      const { durationMs, error } = outcome;
      attempt.run(runId, number, outcome.attempt, startedAtMs, durationMs, status, error);
    },
    released: (runId, numbers, nowMs) => {
      for (const number of numbers) release.run(nowMs, runId, number);
    },
    lost: (runId, number) => {
      lose.run(runId, number);
    },
    putOff: (runId, byMs) => {
      putOff.run(Math.ceil(byMs), runId);
    },
    underWay: (runId) => underWay.all(runId).map(recordOf),
    hurry: (runId, nowMs) => hurry.run(nowMs, runId, nowMs).changes,
    counts: (runId) => {
      const counts = new Map<DeliveryState, number>();
      for (const { state, count } of states.all(runId)) {
        counts.set(DELIVERY_STATES[Number(state)] ?? 'pending', Number(count));
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
      };
    },
    durations: (runId, after) =>
      durations.all(runId, after).map(({ id, ms }) => ({ id: Number(id), ms: Number(ms) })),
  };
}

function rowOf(runId: number, plan: DeliveryPlan): readonly SqlValue[] {
  const { number, dueAtMs, position, source, reference, sha256 } = plan;
  const fixture = reference.kind === 'fixture' ? reference : null;
  return [
    runId,
    number,
    dueAtMs === null ? CODE.dropped : CODE.pending,
    dueAtMs === null ? null : Math.ceil(dueAtMs),
    position,
    source,
    fixture?.file ?? null,
    fixture?.document ?? null,
    reference.kind === 'capture' ? Number(reference.id) : null,
    sha256,
  ];
}

function recordOf(row: SqlRow): DeliveryRecord {
  const { fixture_file: file, first_attempt_at_ms: firstAt, status, sha256 } = row;
  return {
    number: Number(row['number']),
    source: String(row['source']),
    reference:
      typeof file === 'string'
        ? { kind: 'fixture', file, document: Number(row['document']) }
        : { kind: 'capture', id: String(row['capture_id']) },
    sha256: sha256 instanceof Uint8Array ? sha256 : new Uint8Array(0),
    attempts: Number(row['attempts']),
    firstAttemptAtMs: typeof firstAt === 'number' ? firstAt : null,
    status: typeof status === 'number' ? status : null,
  };
}
