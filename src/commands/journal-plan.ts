import {
  DUE_FIRST_MS,
  type DueDelivery,
  type FinishedAttempt,
  type PlanStore,
} from '../delivery/plan-store.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import type {
  AttemptOutcome,
  DeliveryRecord,
  RunRecord,
  RunStore,
  SourceReference,
} from '../store/run-types.ts';

/** Makes a delivery of its record, or `null` when its source is gone or has changed. */
export type LoadDelivery = (
  record: DeliveryRecord,
) => PlannedDelivery | null | Promise<PlannedDelivery | null>;

/**
 * The plan of a run in the history: only what is under way is in memory, and another process can go on with it.
 *
 * @param ahead - told of what will be loaded soon
 */
export function journalPlan(
  run: RunRecord,
  store: RunStore,
  load: LoadDelivery,
  ahead?: (references: readonly SourceReference[]) => Promise<void>,
): PlanStore {
  const dueDelivery = (record: DeliveryRecord): DueDelivery => ({
    id: `${record.number}`,
    source: record.source,
    attempt: record.attempts + 1,
    load: () => load(record),
  });
  return {
    isKept: true,
    due: async (limit, nowMs) => {
      const records = await store.due(run, limit, nowMs);
      await ahead?.(records.map(({ reference }) => reference));
      return records.map(dueDelivery);
    },
    nextDueAtMs: () => store.nextDueAtMs(run),
    started: (due, nowMs) => store.started(run, due.map(numberOf), nowMs),
    finished: (done) => store.finished(run, done.map(outcomeOf)),
    lost: (due) => store.lost(run, numberOf(due)),
    released: (due, dueAtMs) => store.released(run, due.map(numberOf), dueAtMs),
    hurry: async (nowMs) => void (await store.hurry(run, nowMs)),
    abandon: async () => [], // all that waits is kept
    counts: async () => {
      const counts = await store.counts(run);
      return { ...counts, pending: counts.pending + counts['under-way'], interrupted: 0 };
    },
  };
}

function numberOf({ id }: DueDelivery): number {
  return Number(id);
}

function outcomeOf({ due, result }: FinishedAttempt): AttemptOutcome {
  const { attempt, startedAtMs, durationMs, status, error, nextAttemptAtMs } = result.event;
  const isUnknown = result.outcome === 'interrupted';
  return {
    number: numberOf(due),
    attempt,
    startedAtMs,
    durationMs,
    status,
    error: isUnknown ? 'unknown' : error,
    state: isUnknown ? 'pending' : (result.outcome ?? 'pending'),
    nextAttemptAtMs: isUnknown ? DUE_FIRST_MS : nextAttemptAtMs,
    isUnknown,
  };
}
