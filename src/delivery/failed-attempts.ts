import type { RetryProfile } from '../core/schedule.ts';
import type { AttemptResult } from './attempt.ts';
import { noAnswerOf } from './retry-headers.ts';
import type { PlannedDelivery } from './types.ts';

/** What a run remembers of attempts that failed, of deliveries whose profile tells a retry why it is made, or bounds them all. */
export class FailedAttempts {
  readonly #failed = new Map<string, NonNullable<PlannedDelivery['before']>>();

  /** The delivery with what is known of its attempts: by this run, else by the history. */
  known(delivery: PlannedDelivery): PlannedDelivery {
    const before = this.#failed.get(delivery.id);
    return before === undefined ? delivery : { ...delivery, before };
  }

  /** @param delivery - as `known` gave it for the attempt */
  ended(
    { id, profile, before }: PlannedDelivery,
    { event, failure, outcome }: AttemptResult,
  ): void {
    if (!heedsFailures(profile)) return;
    if (outcome !== null) {
      this.#failed.delete(id);
      return;
    }
    const { status } = event;
    const noAnswer = failure === null ? undefined : noAnswerOf(failure);
    const startedAtMs = before?.startedAtMs ?? event.startedAtMs;
    this.#failed.set(id, { startedAtMs, status, noAnswer });
  }
}

function heedsFailures({ retryHeaders, totalMs }: RetryProfile): boolean {
  return retryHeaders.length > 0 || totalMs !== null;
}
