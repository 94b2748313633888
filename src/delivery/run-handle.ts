import type { DeliveryOutcome } from '../core/events.ts';

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
}

/** To look at a run from outside, and to steer it. */
export interface RunHandle {
  status(): RunStatus;
  /** Nothing new is started until it is called again with `false`. */
  pause(isPaused: boolean): void;
  /** Makes everything that waits due now. */
  retryNow(): void;
}
