import type { DeliveryOutcome } from '../core/delivery-events.ts';
import type { Output, TransportFailure } from '../core/ports.ts';
import type { AbandonedDelivery, DueDelivery, FinishedAttempt, PlanStore } from './plan-store.ts';
import type { RunTally } from './run-tally.ts';

export interface ResultLogPorts {
  readonly output: Output;
  /** Told when a group is done with, or could not be recorded. */
  readonly onProgress: (error?: { readonly error: unknown }) => void;
}

/** A commit and a sync cost about the same for few results as for many, so that a group waits for so many turns of the event loop as long as each brings more. */
const MAX_GATHERING_TURNS = 16;
const GATHERED = 192;

/** Puts results on record, in groups as they come, and then tells them in the same order. */
export class ResultLog {
  readonly #run: string;
  readonly #plan: PlanStore;
  readonly #tally: RunTally;
  readonly #ports: ResultLogPorts;
  #waiting: FinishedAttempt[] = [];
  #lost: DueDelivery[] = [];
  #isWriting = false;
  #size = 0;
  #lastFailure: TransportFailure | null = null;

  constructor(run: string, plan: PlanStore, tally: RunTally, ports: ResultLogPorts) {
    this.#run = run;
    this.#plan = plan;
    this.#tally = tally;
    this.#ports = ports;
  }

  /** Results not yet told. */
  get size(): number {
    return this.#size;
  }

  get lastFailure(): TransportFailure | null {
    return this.#lastFailure;
  }

  finished(attempt: FinishedAttempt): void {
    this.#waiting.push(attempt);
    this.#added();
  }

  /** The source of a delivery is gone: it ends. */
  lost(due: DueDelivery): void {
    this.#lost.push(due);
    this.#added();
  }

  /** Tells how a delivery ended. */
  ended(
    { id, source, attempts }: AbandonedDelivery,
    outcome: DeliveryOutcome,
    status: number | null,
  ): void | Promise<void> {
    this.#tally.ended(outcome);
    const run = this.#run;
    const ended = { delivery: id, run, source, outcome, attempts, status } as const;
    return this.#ports.output.event({ type: 'delivery', ...ended });
  }

  #added(): void {
    this.#size += 1;
    if (this.#isWriting) return;
    this.#isWriting = true;
    void this.#write();
  }

  /** Resolves when a turn brought nothing more, or there is enough. */
  async #gathered(): Promise<void> {
    let before = 0;
    for (let turns = 0; turns < MAX_GATHERING_TURNS; turns += 1) {
      const waiting = this.#waiting.length + this.#lost.length;
      if (waiting === before || waiting >= GATHERED) return;
      before = waiting;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #write(): Promise<void> {
    let failed: { readonly error: unknown } | undefined;
    while (this.#size > 0) {
      await this.#gathered();
      const [done, lost] = [this.#waiting, this.#lost];
      this.#waiting = [];
      this.#lost = [];
      failed = await this.#record(done, lost).catch((error: unknown) => ({ error }));
      this.#size -= done.length + lost.length;
      this.#ports.onProgress(failed);
    }
    this.#isWriting = false;
  }

  async #record(
    done: readonly FinishedAttempt[],
    lost: readonly DueDelivery[],
  ): Promise<undefined> {
    if (done.length > 0) await this.#plan.finished(done);
    for (const attempt of done) {
      const told = this.#tell(attempt);
      if (told instanceof Promise) await told;
    }
    for (const due of lost) {
      await this.#plan.lost(due);
      await this.ended({ ...due, attempts: due.attempt - 1 }, 'dropped', null);
    }
  }

  /** Mostly there is nothing to wait for, and promises would take longer than all else here. */
  #tell({ due, result }: FinishedAttempt): void | Promise<void> {
    const { event, outcome, failure } = result;
    this.#tally.attempted(event);
    if (failure !== null) this.#lastFailure = failure;
    const told = this.#ports.output.event(event);
    if (outcome === null) return told;
    const ended = (): void | Promise<void> =>
      this.ended({ ...due, attempts: due.attempt }, outcome, event.status);
    return told instanceof Promise ? told.then(ended) : ended();
  }
}
