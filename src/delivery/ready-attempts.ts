import type { Clock } from '../core/ports.ts';
import { LookAhead } from './look-ahead.ts';
import { Pace } from './pace.ts';
import { DUE_FIRST_MS, type DueDelivery, type PlanStore } from './plan-store.ts';

/** Attempts that are on record as begun and wait for their turn: as many as will have it soon, handed out as the rate allows. */
export class ReadyAttempts {
  readonly #plan: PlanStore;
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #lookAhead = new LookAhead();
  #ready: DueDelivery[] = [];

  /** @param ratePerSecond - starts a second, or `null` for no limit */
  constructor(plan: PlanStore, clock: Clock, ratePerSecond: number | null) {
    this.#plan = plan;
    this.#clock = clock;
    this.#pace = new Pace(ratePerSecond);
  }

  get isEmpty(): boolean {
    return this.#ready.length === 0;
  }

  /** When the rate allows the next one; 0 for now. */
  get nextStartAtMs(): number {
    const { nextStartAtMs } = this.#pace;
    return nextStartAtMs > this.#clock.nowMs() ? nextStartAtMs : 0;
  }

  /** The next one, which begins now. */
  take(): DueDelivery | undefined {
    const next = this.#ready.shift();
    if (next !== undefined) {
      this.#pace.started(this.#clock.nowMs());
      this.#lookAhead.begun();
    }
    return next;
  }

  /** The one taken last made no attempt. */
  takenBack(): void {
    this.#pace.takenBack();
  }

  /**
   * Whether it is worth asking the plan for more.
   *
   * @param room - for attempts to begin at once
   */
  isShort(room: number): boolean {
    const wanted = this.#wanted(room);
    return wanted > 0 && this.#ready.length <= wanted / 4;
  }

  /** @returns whether there was more */
  async refill(room: number): Promise<boolean> {
    const nowMs = this.#clock.nowMs();
    const due = await this.#plan.due(this.#wanted(room) - this.#ready.length, nowMs);
    if (due.length === 0) return false;
    await this.#plan.started(due, nowMs);
    this.#ready.push(...due);
    return true;
  }

  /** Gives back those whose turn never came. */
  async release(): Promise<void> {
    if (!this.isEmpty) await this.#plan.released(this.#ready, DUE_FIRST_MS);
    this.#ready = [];
  }

  #wanted(room: number): number {
    // A plan in memory has no record to wait for.
    const ahead = this.#plan.isKept ? this.#lookAhead.count(this.#clock.monotonicMs()) : 0;
    return this.#pace.share(room + ahead);
  }
}
