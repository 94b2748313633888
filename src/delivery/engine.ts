import type { DeliveryOutcome, SummaryEvent } from '../core/events.ts';
import { LatencyHistogram } from '../core/latency.ts';
import type { Output, TransportFailure } from '../core/ports.ts';
import { type AttemptPorts, type AttemptSettings, makeAttempt } from './attempt.ts';
import { DueQueue } from './due-queue.ts';
import type { PlannedDelivery } from './types.ts';

export interface EngineSettings extends AttemptSettings {
  /** Most attempts under way at once. */
  readonly concurrency: number;
  /** Starts per second, evenly spaced, or `null` for no limit. */
  readonly ratePerSecond: number | null;
}

export interface EnginePorts extends AttemptPorts {
  readonly output: Output;
  /** Stops the run: nothing new is started, attempts under way get `INTERRUPT_GRACE_MS` to finish. */
  readonly stop: AbortSignal;
}

export interface RunResult {
  readonly summary: SummaryEvent;
  readonly interrupted: boolean;
  /** Failure of the last attempt that got no answer, when nothing was delivered. */
  readonly lastFailure: TransportFailure | null;
}

const INTERRUPT_GRACE_MS = 2_000;

interface Pending {
  readonly delivery: PlannedDelivery;
  readonly attempt: number;
}

/**
 * Delivers everything the source yields: due retries go before new deliveries, at most `concurrency` attempts run at
 * once, and a delivery is pulled from the source only when there is room to start it. Emits `attempt` and `delivery`
 * events as they happen and returns the summary, which it emits last.
 */
export async function runDeliveries(
  source: AsyncIterable<PlannedDelivery>,
  settings: EngineSettings,
  ports: EnginePorts,
): Promise<RunResult> {
  const run = new DeliveryRun(settings, ports);
  return await run.deliver(source[Symbol.asyncIterator]());
}

class DeliveryRun {
  readonly #settings: EngineSettings;
  readonly #ports: EnginePorts;
  readonly #due = new DueQueue<Pending>();
  readonly #latency = new LatencyHistogram();
  readonly #hardStop = new AbortController();
  readonly #outcomes: Record<DeliveryOutcome, number> = {
    delivered: 0,
    rejected: 0,
    exhausted: 0,
    dropped: 0,
    interrupted: 0,
  };
  #underWay = 0;
  #attempts = 0;
  #nextStartAtMs = 0;
  #wake: () => void = () => undefined;
  #crash: { readonly error: unknown } | undefined;
  #lastFailure: TransportFailure | null = null;

  constructor(settings: EngineSettings, ports: EnginePorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  async deliver(source: AsyncIterator<PlannedDelivery>): Promise<RunResult> {
    const { clock, output, stop } = this.#ports;
    const startedMs = clock.monotonicMs();
    let sourceEnded = false;
    while (!stop.aborted && this.#crash === undefined) {
      const blockedUntilMs = this.#blockedUntilMs();
      if (blockedUntilMs === 0) {
        const retry = this.#popDue();
        if (retry !== undefined) {
          this.#start(retry);
          continue;
        }
        if (!sourceEnded) {
          const next = await source.next();
          if (next.done === true) sourceEnded = true;
          else this.#start({ delivery: next.value, attempt: 1 });
          continue;
        }
      }
      if (sourceEnded && this.#underWay === 0 && this.#due.size === 0) break;
      const dueAtMs = sourceEnded ? (this.#due.peek()?.dueAtMs ?? 0) : 0;
      await this.#waitUntil(Math.max(blockedUntilMs, dueAtMs));
    }
    if (stop.aborted) await source.return?.();
    await this.#settle();
    if (this.#crash !== undefined) throw this.#crash.error;
    const summary = this.#summary(clock.monotonicMs() - startedMs);
    await output.event(summary);
    return { summary, interrupted: stop.aborted, lastFailure: this.#lastFailure };
  }

  /** 0 when an attempt may start now; the time it may when the rate says so; Infinity when all places are taken. */
  #blockedUntilMs(): number {
    if (this.#underWay >= this.#settings.concurrency) return Number.POSITIVE_INFINITY;
    return this.#nextStartAtMs > this.#ports.clock.nowMs() ? this.#nextStartAtMs : 0;
  }

  #popDue(): Pending | undefined {
    const first = this.#due.peek();
    if (first === undefined || first.dueAtMs > this.#ports.clock.nowMs()) return undefined;
    return this.#due.pop()?.item;
  }

  #start(pending: Pending): void {
    const { ratePerSecond } = this.#settings;
    if (ratePerSecond !== null) {
      const nowMs = this.#ports.clock.nowMs();
      this.#nextStartAtMs = Math.max(this.#nextStartAtMs, nowMs) + 1000 / ratePerSecond;
    }
    this.#underWay += 1;
    this.#attemptOnce(pending)
      .catch((error: unknown) => {
        this.#crash ??= { error };
      })
      .finally(() => {
        this.#underWay -= 1;
        this.#wake();
      });
  }

  async #attemptOnce({ delivery, attempt }: Pending): Promise<void> {
    const { output } = this.#ports;
    const { event, outcome, failure } = await makeAttempt(
      delivery,
      attempt,
      this.#settings,
      this.#ports,
      this.#hardStop.signal,
    );
    this.#attempts += 1;
    this.#latency.record(event.durationMs);
    if (failure !== null) this.#lastFailure = failure;
    await output.event(event);
    if (outcome === null) {
      this.#due.push(event.nextAttemptAtMs ?? 0, { delivery, attempt: attempt + 1 });
    } else {
      await this.#end(delivery, outcome, attempt, event.status);
    }
  }

  async #end(
    delivery: PlannedDelivery,
    outcome: DeliveryOutcome,
    attempts: number,
    status: number | null,
  ): Promise<void> {
    this.#outcomes[outcome] += 1;
    await this.#ports.output.event({
      type: 'delivery',
      delivery: delivery.id,
      run: this.#settings.run,
      source: delivery.source,
      outcome,
      attempts,
      status,
    });
  }

  /** Resolves at `atMs`, when an attempt ends, or when the run is stopped. */
  async #waitUntil(atMs: number): Promise<void> {
    const woken = new AbortController();
    const { clock, stop } = this.#ports;
    const onStop = (): void => woken.abort();
    this.#wake = onStop;
    stop.addEventListener('abort', onStop, { once: true });
    const bounded = atMs > 0 && atMs !== Number.POSITIVE_INFINITY;
    await (bounded ? clock.sleepUntil(atMs, woken.signal) : aborted(woken.signal));
    stop.removeEventListener('abort', onStop);
    this.#wake = () => undefined;
  }

  /** After a stop: lets attempts under way finish for a moment, then cuts them, and reports what is left as interrupted. */
  async #settle(): Promise<void> {
    const { clock } = this.#ports;
    const cutAtMs = clock.nowMs() + INTERRUPT_GRACE_MS;
    while (this.#underWay > 0) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      const waited = this.#ports.stop.aborted && !this.#hardStop.signal.aborted;
      await (waited ? clock.sleepUntil(cutAtMs, woken.signal) : aborted(woken.signal));
      if (waited && clock.nowMs() >= cutAtMs) this.#hardStop.abort();
    }
    for (let entry = this.#due.pop(); entry !== undefined; entry = this.#due.pop()) {
      const { delivery, attempt } = entry.item;
      await this.#end(delivery, 'interrupted', attempt - 1, null);
    }
  }

  #summary(elapsedMs: number): SummaryEvent {
    const { delivered, rejected, exhausted, dropped, interrupted } = this.#outcomes;
    const failed = rejected + exhausted + dropped + interrupted;
    return {
      type: 'summary',
      run: this.#settings.run,
      total: delivered + failed,
      delivered,
      failed,
      attempts: this.#attempts,
      elapsedMs: Math.round(elapsedMs),
      perSecond: elapsedMs > 0 ? Math.round((this.#attempts * 100_000) / elapsedMs) / 100 : 0,
      latencyMs: this.#latency.summary(),
    };
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
