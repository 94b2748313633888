import type { AttemptEvent, DeliveryOutcome, SummaryEvent } from '../core/delivery-events.ts';
import { LatencyHistogram } from '../core/latency.ts';
import type { PlanCounts } from './plan-store.ts';

/** What a run came to so far, in this process. */
export class RunTally {
  readonly latency = new LatencyHistogram();
  readonly outcomes: Record<DeliveryOutcome, number> = {
    delivered: 0,
    rejected: 0,
    exhausted: 0,
    dropped: 0,
    interrupted: 0,
  };
  attempts = 0;

  attempted({ durationMs }: AttemptEvent): void {
    this.attempts += 1;
    this.latency.record(durationMs);
  }

  ended(outcome: DeliveryOutcome): void {
    this.outcomes[outcome] += 1;
  }

  /** @param whole - counts over all sessions of the run, where they are known */
  summary(run: string, elapsedMs: number, whole: PlanCounts | null): SummaryEvent {
    const counts = whole ?? { ...this.outcomes, pending: 0, attempts: this.attempts };
    const { delivered, rejected, exhausted, dropped, interrupted, pending } = counts;
    const failed = rejected + exhausted + interrupted;
    return {
      type: 'summary',
      run,
      total: delivered + failed + dropped + pending,
      delivered,
      failed,
      ...(dropped === 0 ? {} : { dropped }),
      ...(pending === 0 ? {} : { pending }),
      attempts: counts.attempts,
      elapsedMs: Math.round(elapsedMs),
      perSecond: elapsedMs > 0 ? Math.round((counts.attempts * 100_000) / elapsedMs) / 100 : 0,
      latencyMs: this.latency.summary(),
    };
  }
}
