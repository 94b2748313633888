import type { SummaryEvent } from '../core/delivery-events.ts';
import type { Output, TransportFailure } from '../core/ports.ts';
import type { AttemptPorts } from './attempt.ts';
import { type DueAttemptSettings, DueAttempts, type DueOutcome } from './due-attempts.ts';
import { type EndpointHold, NEVER_MS } from './endpoint-holds.ts';
import { memoryPlan } from './memory-plan.ts';
import type { DueDelivery, PlanStore } from './plan-store.ts';
import { ReadyAttempts } from './ready-attempts.ts';
import { ResultLog } from './result-log.ts';
import type { RunHandle } from './run-handle.ts';
import { RunTally } from './run-tally.ts';
import type { PlannedDelivery } from './types.ts';
import { Waker } from './waker.ts';

export interface EngineSettings extends DueAttemptSettings {
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
  /** Told when deliveries of a profile begin to be held back. */
  readonly held?: (hold: EndpointHold) => void | Promise<void>;
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
  readonly #ready: ReadyAttempts;
  readonly #waker: Waker;
  readonly #results: ResultLog;
  readonly #hardStop = new AbortController();
  readonly #tally = new RunTally();
  readonly #attempts: DueAttempts;
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
    this.#attempts = new DueAttempts(settings, ports);
    this.#ready = new ReadyAttempts(plan, ports.clock, settings.ratePerSecond);
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
    await this.#ready.release();
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
      if (this.#isShort() && (await this.#ready.refill(this.#room))) continue;
      let wakeAtMs = this.#blockedUntilMs();
      if (!isBlocked && this.#ready.isEmpty) {
        const dueAtMs = await this.#plan.nextDueAtMs();
        this.#nextDueAtMs = dueAtMs === null || dueAtMs >= NEVER_MS ? null : dueAtMs;
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
    const isHeldUp = this.#room <= 0 || this.#results.size >= MAX_UNTOLD || this.#isPaused;
    return isHeldUp ? Number.POSITIVE_INFINITY : this.#ready.nextStartAtMs;
  }

  /** How many attempts may be made beside those under way. */
  get #room(): number {
    return this.#settings.concurrency - this.#underWay;
  }

  #isShort(): boolean {
    return !this.#isPaused && this.#ready.isShort(this.#room);
  }

  /** Begins what may begin. A stop may have come meanwhile: then nothing is begun any more. */
  #startReady(): void {
    while (!this.#ready.isEmpty && this.#blockedUntilMs() === 0 && !this.#isOver()) {
      const next = this.#ready.take();
      if (next !== undefined) this.#start(next);
    }
  }

  #start(due: DueDelivery): void {
    this.#underWay += 1;
    if (due.attempt > 1) this.#retrying = Math.max(0, this.#retrying - 1);
    void this.#attemptOnce(due);
  }

  async #attemptOnce(due: DueDelivery): Promise<void> {
    try {
      const told = this.#ended(due, await this.#attempts.make(due, this.#hardStop.signal));
      if (told instanceof Promise) await told;
    } catch (error) {
      this.#failed(error);
    }
    this.#underWay -= 1;
    this.#startReady();
    if (this.#isShort()) this.#waker.news();
  }

  #ended(due: DueDelivery, outcome: DueOutcome): void | Promise<void> {
    if (outcome.kind === 'lost') {
      this.#results.lost(due);
      return;
    }
    if (outcome.kind === 'held') {
      this.#ready.takenBack();
      if (due.attempt > 1) this.#retrying += 1;
      return this.#plan.released([due], outcome.untilMs);
    }
    const { result, hold } = outcome;
    if (result.outcome === null) this.#retrying += 1;
    this.#results.finished({ due, result });
    return hold === undefined ? undefined : this.#ports.held?.(hold);
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
        this.#settings.holds?.lift();
        this.#plan.hurry(clock.nowMs()).then(
          () => this.#waker.news(),
          (error: unknown) => this.#failed(error),
        );
      },
    };
  }
}
