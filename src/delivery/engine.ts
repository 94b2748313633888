import type { DeliveryOutcome, SummaryEvent } from '../core/events.ts';
import type { Output, TransportFailure } from '../core/ports.ts';
import { type AttemptPorts, type AttemptSettings, makeAttempt } from './attempt.ts';
import { memoryPlan } from './memory-plan.ts';
import { Pace } from './pace.ts';
import type { AbandonedDelivery, DueDelivery, PlanStore } from './plan-store.ts';
import type { RunHandle } from './run-handle.ts';
import { RunTally } from './run-tally.ts';
import type { PlannedDelivery } from './types.ts';

export interface EngineSettings extends AttemptSettings {
  /** Most attempts under way at once. */
  readonly concurrency: number;
  /** Starts per second, evenly spaced, or `null` for no limit. */
  readonly ratePerSecond: number | null;
  /** What earlier sessions of the run took, for its summary. */
  readonly elapsedBeforeMs?: number;
}

export interface EnginePorts extends AttemptPorts {
  readonly output: Output;
  /** Stops the run: nothing new is started, attempts under way get `INTERRUPT_GRACE_MS` to finish. */
  readonly stop: AbortSignal;
  /** Given the means to watch and steer the run, when it begins. */
  readonly watch?: (run: RunHandle) => void;
}

export interface RunResult {
  readonly summary: SummaryEvent;
  readonly interrupted: boolean;
  /** Failure of the last attempt that got no answer, when nothing was delivered. */
  readonly lastFailure: TransportFailure | null;
}

const INTERRUPT_GRACE_MS = 2_000;

/** Delivers everything the source yields, of a plan that ends with the process. */
export async function runDeliveries(
  source: AsyncIterable<PlannedDelivery>,
  settings: EngineSettings,
  ports: EnginePorts,
): Promise<RunResult> {
  return await runPlan(memoryPlan(source), settings, ports);
}

/**
 * Makes the attempts of a plan as they fall due, at most `concurrency` at once. Each is on record before it is made,
 * and its result before it is told. Emits `attempt` and `delivery` events and returns the summary, which it emits last.
 */
export async function runPlan(
  plan: PlanStore,
  settings: EngineSettings,
  ports: EnginePorts,
): Promise<RunResult> {
  return await new DeliveryRun(plan, settings, ports).deliver();
}

class DeliveryRun {
  readonly #plan: PlanStore;
  readonly #settings: EngineSettings;
  readonly #ports: EnginePorts;
  readonly #pace: Pace;
  readonly #hardStop = new AbortController();
  readonly #tally = new RunTally();
  /** On record as begun, and waiting for their turn. */
  #ready: DueDelivery[] = [];
  /** Attempts being made. */
  #underWay = 0;
  /** The same, and results not yet on record. */
  #open = 0;
  #retrying = 0;
  #nextDueAtMs: number | null = null;
  #isPaused = false;
  #hasNews = false;
  #wake: () => void = () => undefined;
  #crash: { readonly error: unknown } | undefined;
  #lastFailure: TransportFailure | null = null;

  constructor(plan: PlanStore, settings: EngineSettings, ports: EnginePorts) {
    this.#plan = plan;
    this.#settings = settings;
    this.#ports = ports;
    this.#pace = new Pace(settings.ratePerSecond);
  }

  async deliver(): Promise<RunResult> {
    const { clock, output, stop } = this.#ports;
    const startedMs = clock.monotonicMs();
    this.#ports.watch?.(this.#handle(startedMs));
    await this.#work().catch((error: unknown) => this.#failed(error));
    await this.#settle();
    const { nowMs } = clock;
    if (this.#ready.length > 0) await this.#plan.released(this.#ready, nowMs());
    const left = await this.#plan.abandon();
    if (this.#crash !== undefined) throw this.#crash.error;
    for (const delivery of left) await this.#end(delivery, 'interrupted', null);
    const counts = await this.#plan.counts();
    const elapsedMs = (this.#settings.elapsedBeforeMs ?? 0) + clock.monotonicMs() - startedMs;
    const summary = this.#tally.summary(this.#settings.run, elapsedMs, counts);
    await output.event(summary);
    return { summary, interrupted: stop.aborted, lastFailure: this.#lastFailure };
  }

  async #work(): Promise<void> {
    const { stop } = this.#ports;
    while (!stop.aborted && this.#crash === undefined) {
      this.#hasNews = false;
      const blockedUntilMs = this.#blockedUntilMs();
      if (blockedUntilMs === 0) {
        const next = this.#ready.shift() ?? (await this.#refill());
        if (next !== undefined) {
          this.#start(next);
          continue;
        }
      }
      let wakeAtMs = blockedUntilMs;
      if (wakeAtMs !== Number.POSITIVE_INFINITY && this.#ready.length === 0) {
        this.#nextDueAtMs = await this.#plan.nextDueAtMs();
        if (this.#nextDueAtMs === null && this.#open === 0 && !this.#hasNews) return;
        wakeAtMs = Math.max(blockedUntilMs, this.#nextDueAtMs ?? 0);
      }
      await this.#waitUntil(wakeAtMs);
    }
  }

  /** 0 when an attempt may start now; the time it may when the rate says so; Infinity when it is for others to wake. */
  #blockedUntilMs(): number {
    const isFull = this.#underWay >= this.#settings.concurrency;
    if (isFull || this.#isPaused) return Number.POSITIVE_INFINITY;
    const { nextStartAtMs } = this.#pace;
    return nextStartAtMs > this.#ports.clock.nowMs() ? nextStartAtMs : 0;
  }

  async #refill(): Promise<DueDelivery | undefined> {
    const room = this.#pace.share(this.#settings.concurrency - this.#underWay);
    const nowMs = this.#ports.clock.nowMs();
    const due = await this.#plan.due(room, nowMs);
    if (due.length === 0) return undefined;
    await this.#plan.started(due, nowMs);
    this.#ready.push(...due);
    // A stop may have come meanwhile: then nothing is begun any more.
    return this.#ports.stop.aborted ? undefined : this.#ready.shift();
  }

  #start(due: DueDelivery): void {
    this.#pace.started(this.#ports.clock.nowMs());
    this.#underWay += 1;
    this.#open += 1;
    if (due.attempt > 1) this.#retrying = Math.max(0, this.#retrying - 1);
    this.#attemptOnce(due)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#open -= 1;
        this.#news();
      });
  }

  async #attemptOnce(due: DueDelivery): Promise<void> {
    const made = await this.#make(due).finally(() => {
      this.#underWay -= 1;
      this.#news();
    });
    if (made === null) {
      await this.#plan.lost(due, this.#ports.clock.nowMs());
      await this.#end({ ...due, attempts: due.attempt - 1 }, 'dropped', null);
      return;
    }
    const { event, outcome, failure } = made;
    await this.#plan.finished(due, made);
    this.#tally.attempted(event);
    if (failure !== null) this.#lastFailure = failure;
    if (outcome === null) this.#retrying += 1;
    await this.#ports.output.event(event);
    if (outcome !== null) await this.#end({ ...due, attempts: due.attempt }, outcome, event.status);
  }

  async #make(due: DueDelivery): Promise<Awaited<ReturnType<typeof makeAttempt>> | null> {
    const loaded = due.load();
    const delivery = loaded instanceof Promise ? await loaded : loaded;
    if (delivery === null) return null;
    const { signal } = this.#hardStop;
    return await makeAttempt(delivery, due.attempt, this.#settings, this.#ports, signal);
  }

  async #end(
    delivery: AbandonedDelivery,
    outcome: DeliveryOutcome,
    status: number | null,
  ): Promise<void> {
    this.#tally.ended(outcome);
    const { id, source, attempts } = delivery;
    const { run } = this.#settings;
    await this.#ports.output.event({
      type: 'delivery',
      delivery: id,
      run,
      source,
      outcome,
      attempts,
      status,
    });
  }

  #news(): void {
    this.#hasNews = true;
    this.#wake();
  }

  #failed(error: unknown): void {
    this.#crash ??= { error };
  }

  /** Resolves at `atMs`, when there is news, or when the run is stopped. */
  async #waitUntil(atMs: number): Promise<void> {
    const { clock, stop } = this.#ports;
    if (this.#hasNews || stop.aborted) return;
    const onStop = (): void => this.#wake();
    stop.addEventListener('abort', onStop, { once: true });
    const isBounded = atMs > 0 && atMs !== Number.POSITIVE_INFINITY;
    await this.#woken(isBounded ? (signal) => clock.sleepUntil(atMs, signal) : null);
    stop.removeEventListener('abort', onStop);
  }

  /** Resolves when `#wake` is called, or when the sleep is over. */
  async #woken(sleep: ((signal: AbortSignal) => Promise<void>) | null): Promise<void> {
    if (sleep === null) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    } else {
      const woken = new AbortController();
      // A reason of its own: making the usual exception costs more than an attempt should.
      this.#wake = () => woken.abort('woken');
      await sleep(woken.signal);
    }
    this.#wake = () => undefined;
  }

  /** After a stop: lets attempts under way finish for a moment, then cuts them. */
  async #settle(): Promise<void> {
    const { clock } = this.#ports;
    const cutAtMs = clock.nowMs() + INTERRUPT_GRACE_MS;
    while (this.#open > 0) {
      const waited = this.#ports.stop.aborted && !this.#hardStop.signal.aborted;
      await this.#woken(waited ? (signal) => clock.sleepUntil(cutAtMs, signal) : null);
      if (waited && clock.nowMs() >= cutAtMs) this.#hardStop.abort();
    }
  }

  #handle(startedMs: number): RunHandle {
    const { clock } = this.#ports;
    return {
      status: () => ({
        elapsedMs: clock.monotonicMs() - startedMs,
        attempts: this.#tally.attempts,
        underWay: this.#underWay,
        retrying: this.#retrying,
        nextDueAtMs: this.#nextDueAtMs === 0 ? null : this.#nextDueAtMs,
        outcomes: this.#tally.outcomes,
        isPaused: this.#isPaused,
      }),
      pause: (isPaused) => {
        this.#isPaused = isPaused;
        this.#news();
      },
      retryNow: () => {
        this.#plan.hurry(clock.nowMs()).then(
          () => this.#news(),
          (error: unknown) => this.#failed(error),
        );
      },
    };
  }
}
