import type { LatencySummary } from './delivery-events.ts';

const BUCKETS_PER_DOUBLING = 32;
const SMALLEST_MS = 0.01;

/** Durations in logarithmic buckets (2.2 % wide): percentiles of any number of samples in fixed memory. */
export class LatencyHistogram {
  readonly #counts = new Map<number, number>();
  #total = 0;
  #maxMs = 0;

  record(durationMs: number): void {
    const bucket = Math.max(
      0,
      Math.round(Math.log2(Math.max(durationMs, SMALLEST_MS) / SMALLEST_MS) * BUCKETS_PER_DOUBLING),
    );
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
    this.#total += 1;
    this.#maxMs = Math.max(this.#maxMs, durationMs);
  }

  summary(): LatencySummary {
    const buckets = [...this.#counts].sort(([left], [right]) => left - right);
    const percentile = (share: number): number => {
      let seen = 0;
      for (const [bucket, count] of buckets) {
        seen += count;
        if (seen >= share * this.#total) {
          return round(Math.min(this.#maxMs, SMALLEST_MS * 2 ** (bucket / BUCKETS_PER_DOUBLING)));
        }
      }
      return 0;
    };
    return {
      p50: percentile(0.5),
      p90: percentile(0.9),
      p99: percentile(0.99),
      max: round(this.#maxMs),
    };
  }
}

function round(valueMs: number): number {
  return Math.round(valueMs * 100) / 100;
}
