import type { AttemptResult } from '../delivery/attempt.ts';
import type { DueDelivery, PlanStore } from '../delivery/plan-store.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import type { AttemptOutcome, DeliveryRecord, RunRecord, RunStore } from '../store/run-types.ts';

/** Makes a delivery of its record, or `null` when its source is gone or has changed. */
export type LoadDelivery = (record: DeliveryRecord) => Promise<PlannedDelivery | null>;

/** The plan of a run in the history: only what is under way is in memory, and another process can go on with it. */
export function journalPlan(run: RunRecord, store: RunStore, load: LoadDelivery): PlanStore {
  return {
    isKept: true,
    due: async (limit, nowMs) =>
      (await store.due(run, limit, nowMs)).map(
        (record): DueDelivery => ({
          id: `${record.number}`,
          source: record.source,
          attempt: record.attempts + 1,
          load: () => load(record),
        }),
      ),
    nextDueAtMs: () => store.nextDueAtMs(run),
    started: (due, nowMs) => store.started(run, due.map(numberOf), nowMs),
    finished: (due, result) => store.finished(run, outcomeOf(due, result)),
    lost: (due) => store.lost(run, numberOf(due)),
    released: (due, nowMs) => store.released(run, due.map(numberOf), nowMs),
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

function outcomeOf(due: DueDelivery, { event, outcome }: AttemptResult): AttemptOutcome {
  const { attempt, startedAtMs, durationMs, status, error, nextAttemptAtMs } = event;
  const made = { number: numberOf(due), attempt, startedAtMs, durationMs, status };
  if (outcome === 'interrupted') {
    const nextAt = { nextAttemptAtMs: Math.ceil(startedAtMs), isUnknown: true };
    return { ...made, ...nextAt, state: 'pending', error: 'unknown' };
  }
  return { ...made, state: outcome ?? 'pending', error, nextAttemptAtMs, isUnknown: false };
}
