import type { DeliveryOutcome } from '../core/delivery-events.ts';

/** How a run stands. */
interface RunStatus {
  readonly elapsedMs: number;
  readonly attempts: number;
  readonly underWay: number;
  /** Deliveries that failed at least once and are to be tried again. */
  readonly retrying: number;
  /** When something that waits is due next, or `null`. */
  readonly nextDueAtMs: number | null;
  readonly outcomes: Readonly<Record<DeliveryOutcome, number>>;
  readonly isPaused: boolean;
  /** Deliveries of the run that have not ended; absent where that is not known. */
  readonly toCome?: number;
}

/** Adds to the status how many have not ended yet, of those that waited when the run was begun or gone on with. */
export function withToCome(
  run: RunHandle,
  before: { readonly pending: number; readonly 'under-way': number },
): RunHandle {
  const pending = before.pending + before['under-way'];
  return {
    ...run,
    status: () => {
      const status = run.status();
      const { delivered, rejected, exhausted, dropped } = status.outcomes;
      return { ...status, toCome: pending - delivered - rejected - exhausted - dropped };
    },
  };
}

/** To look at a run from outside, and to steer it. */
export interface RunHandle {
  status(): RunStatus;
  /** Nothing new is started until it is called again with `false`. */
  pause(isPaused: boolean): void;
  /** Makes everything that waits due now. */
  retryNow(): void;
}
