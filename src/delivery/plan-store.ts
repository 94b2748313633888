import type { AttemptResult } from './attempt.ts';
import type { PlannedDelivery } from './types.ts';

/**
 * The due time of what was begun and is to be made again. It was the first that was due, and stays so: with its own time, or
 * that of now, it would come after all that waits.
 */
export const DUE_FIRST_MS = 0;

/** A delivery whose next attempt may begin. */
export interface DueDelivery {
  readonly id: string;
  readonly source: string;
  /** Number of that attempt, from 1. */
  readonly attempt: number;
  /** Its request, read when it is needed; `null` when its source is gone or has changed. */
  load(): PlannedDelivery | null | Promise<PlannedDelivery | null>;
}

/** How many deliveries of a whole run ended how; `pending` are still to come. */
export interface PlanCounts {
  readonly delivered: number;
  readonly rejected: number;
  readonly exhausted: number;
  readonly dropped: number;
  readonly interrupted: number;
  readonly pending: number;
  readonly attempts: number;
}

/** A delivery that a stopped run leaves behind. */
export interface AbandonedDelivery extends Pick<DueDelivery, 'id' | 'source'> {
  /** Attempts made. */
  readonly attempts: number;
}

/** An attempt that was made. */
export interface FinishedAttempt {
  readonly due: DueDelivery;
  readonly result: AttemptResult;
}

/** What is to be delivered and when: a run in memory, or one in the history that outlives the process. */
export interface PlanStore {
  /** Whether another process can go on with it later. */
  readonly isKept: boolean;
  /** What may begin now, the earliest first, at most `limit`; nothing that is under way. */
  due(limit: number, nowMs: number): Promise<readonly DueDelivery[]>;
  /** When something that waits is due next (0 for "ask again"), or `null` when nothing waits. */
  nextDueAtMs(): Promise<number | null>;
  /** Resolves when it is on record that these attempts are about to be made. */
  started(due: readonly DueDelivery[], nowMs: number): Promise<void>;
  /** Resolves when the results are on record; without an outcome a delivery waits for its next attempt. */
  finished(done: readonly FinishedAttempt[]): Promise<void>;
  /** Its source is gone: nothing was sent, and it ends. */
  lost(due: DueDelivery): Promise<void>;
  /** Takes `started` back for what was not begun after all; it is due again at `dueAtMs`. */
  released(due: readonly DueDelivery[], dueAtMs: number): Promise<void>;
  /** Makes everything that waits due now. */
  hurry(nowMs: number): Promise<void>;
  /** Ends the work on the plan, and tells what nobody will deliver. */
  abandon(): Promise<readonly AbandonedDelivery[]>;
  /** Counts of the whole run, where the plan knows more than this session. */
  counts(): Promise<PlanCounts | null>;
}
