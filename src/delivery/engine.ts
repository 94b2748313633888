import type { SummaryEvent } from '../core/events.ts';
import type { Output, TransportFailure } from '../core/ports.ts';
import { type AttemptPorts, type AttemptSettings, makeAttempt } from './attempt.ts';
import { LookAhead } from './look-ahead.ts';
import { memoryPlan } from './memory-plan.ts';
import { Pace } from './pace.ts';
import type { DueDelivery, PlanStore } from './plan-store.ts';
import { ResultLog } from './result-log.ts';
import type { RunHandle } from './run-handle.ts';
import { RunTally } from './run-tally.ts';
import type { PlannedDelivery } from './types.ts';
import { Waker } from './waker.ts';

export interface EngineSettings extends AttemptSettings {
  /** Most attempts under way at once. */
  readonly concurrency: number;
  /** Starts per second, evenly spaced, or `null` for no limit. */
  readonly ratePerSecond: number | null;
  /** What earlier sessions of the run took, for its summary. */
  readonly elapsedBeforeMs?: number;
  /** Deliveries that failed in earlier sessions and wait, for the status; none when absent. */
  readonly retryingBefore?: number;
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
/** Results that were not told yet, when whoever reads them is slow: no more is begun beyond it. */
const MAX_UNTOLD = 1_024;

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
  readonly #waker: Waker;
  readonly #results: ResultLog;
  readonly #hardStop = new AbortController();
  readonly #tally = new RunTally();
  readonly #lookAhead = new LookAhead();
  /** On record as begun, and waiting for their turn. */
  #ready: DueDelivery[] = [];
  /** Attempts being made. */
  #underWay = 0;
  #retrying = 0;
  #nextDueAtMs: number | null = null;
  #isPaused = false;
  #crash: { readonly error: unknown } | undefined;

  constructor(plan: PlanStore, settings: EngineSettings, ports: EnginePorts) {
    this.#plan = plan;
    this.#settings = settings;
    this.#retrying = settings.retryingBefore ?? 0;
    this.#ports = ports;
    this.#pace = new Pace(settings.ratePerSecond);
    this.#waker = new Waker(ports.clock);
    this.#results = new ResultLog(settings.run, plan, this.#tally, {
      output: ports.output,
      onProgress: (failed) => {
        this.#crash ??= failed;
        this.#waker.news();
      },
    });
  }

  async deliver(): Promise<RunResult> {
    const { clock, output, stop } = this.#ports;
    const startedMs = clock.monotonicMs();
    this.#ports.watch?.(this.#handle(startedMs));
    const onStop = (): void => this.#waker.news();
    stop.addEventListener('abort', onStop);
    await this.#work().catch((error: unknown) => this.#failed(error));
    await this.#settle();
    stop.removeEventListener('abort', onStop);
    const { nowMs } = clock;
    if (this.#ready.length > 0) await this.#plan.released(this.#ready, nowMs());
    const left = await this.#plan.abandon();
    if (this.#crash !== undefined) throw this.#crash.error;
    for (const delivery of left) await this.#results.ended(delivery, 'interrupted', null);
    const counts = await this.#plan.counts();
    const elapsedMs = (this.#settings.elapsedBeforeMs ?? 0) + clock.monotonicMs() - startedMs;
    const summary = this.#tally.summary(this.#settings.run, elapsedMs, counts);
    await output.event(summary);
    return { summary, interrupted: stop.aborted, lastFailure: this.#results.lastFailure };
  }

  async #work(): Promise<void> {
    while (!this.#isOver()) {
      this.#waker.forget();
      this.#startReady();
      const isBlocked = this.#blockedUntilMs() === Number.POSITIVE_INFINITY;
      if (this.#isShort() && (await this.#refill())) continue;
      let wakeAtMs = this.#blockedUntilMs();
      if (!isBlocked && this.#ready.length === 0) {
        this.#nextDueAtMs = await this.#plan.nextDueAtMs();
        if (this.#nextDueAtMs === null && this.#open === 0 && !this.#waker.hasNews) return;
        wakeAtMs = Math.max(wakeAtMs, this.#nextDueAtMs ?? Number.POSITIVE_INFINITY);
      }
      await this.#waker.waitUntil(wakeAtMs);
    }
  }

  #isOver(): boolean {
    return this.#ports.stop.aborted || this.#crash !== undefined;
  }

  /** Attempts under way, and results not yet told. */
  get #open(): number {
    return this.#underWay + this.#results.size;
  }

  /** 0 when an attempt may start now; the time it may when the rate says so; Infinity when it is for others to wake. */
  #blockedUntilMs(): number {
    const isFull = this.#underWay >= this.#settings.concurrency;
    const isHeldUp = isFull || this.#results.size >= MAX_UNTOLD || this.#isPaused;
    if (isHeldUp) return Number.POSITIVE_INFINITY;
    const { nextStartAtMs } = this.#pace;
    return nextStartAtMs > this.#ports.clock.nowMs() ? nextStartAtMs : 0;
  }

  /** How many to have ready. */
  #wanted(): number {
    const nowMs = this.#ports.clock.monotonicMs();
    // A plan in memory has no record to wait for.
    const ahead = this.#plan.isKept ? this.#lookAhead.count(nowMs) : 0;
    return this.#pace.share(this.#settings.concurrency - this.#underWay + ahead);
  }

  /** Whether it is worth asking the plan for more. */
  #isShort(): boolean {
    if (this.#isPaused) return false;
    const wanted = this.#wanted();
    return wanted > 0 && this.#ready.length <= wanted / 2;
  }

  /** @returns whether there was more */
  async #refill(): Promise<boolean> {
    const nowMs = this.#ports.clock.nowMs();
    const due = await this.#plan.due(this.#wanted() - this.#ready.length, nowMs);
    if (due.length === 0) return false;
    await this.#plan.started(due, nowMs);
    this.#ready.push(...due);
    return true;
  }

  /** Begins what may begin. A stop may have come meanwhile: then nothing is begun any more. */
  #startReady(): void {
    while (this.#ready.length > 0 && this.#blockedUntilMs() === 0 && !this.#isOver()) {
      const next = this.#ready.shift();
      if (next !== undefined) this.#start(next);
    }
  }

  #start(due: DueDelivery): void {
    this.#pace.started(this.#ports.clock.nowMs());
    this.#lookAhead.begun();
    this.#underWay += 1;
    if (due.attempt > 1) this.#retrying = Math.max(0, this.#retrying - 1);
    this.#attemptOnce(due).then(
      () => this.#ended(),
      (error: unknown) => {
        this.#failed(error);
        this.#ended();
      },
    );
  }

  #ended(): void {
    this.#underWay -= 1;
    this.#startReady();
    if (this.#isShort()) this.#waker.news();
  }

  async #attemptOnce(due: DueDelivery): Promise<void> {
    const loaded = due.load();
    const delivery = loaded instanceof Promise ? await loaded : loaded;
    if (delivery === null) {
      this.#results.lost(due);
      return;
    }
    const { signal } = this.#hardStop;
    const result = await makeAttempt(delivery, due.attempt, this.#settings, this.#ports, signal);
    if (result.outcome === null) this.#retrying += 1;
    this.#results.finished({ due, result });
  }

  #failed(error: unknown): void {
    this.#crash ??= { error };
  }

  /** After a stop: lets attempts under way finish for a moment, then cuts them. */
  async #settle(): Promise<void> {
    const { clock, stop } = this.#ports;
    const cutAtMs = clock.nowMs() + INTERRUPT_GRACE_MS;
    while (this.#open > 0) {
      this.#waker.forget();
      const isTimed = stop.aborted && !this.#hardStop.signal.aborted;
      await this.#waker.waitUntil(isTimed ? cutAtMs : Number.POSITIVE_INFINITY);
      if (isTimed && clock.nowMs() >= cutAtMs) this.#hardStop.abort();
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
        this.#waker.news();
      },
      retryNow: () => {
        this.#plan.hurry(clock.nowMs()).then(
          () => this.#waker.news(),
          (error: unknown) => this.#failed(error),
        );
      },
    };
  }
}
