import type { Clock, Logger } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import { type Answered, Backlog, type Recall } from './backlog.ts';
import { REST_MS, Slices } from './slices.ts';

/** How busy the listener is. */
interface Pressure {
  /** Requests taken so far. */
  readonly taken: number;
  /** Whether one of them is about to be stored. */
  readonly isStoring: boolean;
  /** Whether senders wait for room that only showing makes. */
  readonly isFull: boolean;
}

export interface ShowingParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Gives back what the store has; without it every request stays at hand. */
  readonly recall: Recall | undefined;
  /** Shows one; awaited, and called in the order of the ids. */
  show(answered: Answered): Promise<void>;
  pressure(): Pressure;
  /** Told of each request that was at hand and no longer is. */
  leave(request: CapturedRequest): void;
  /** Told when nothing waits any more. */
  idle(): void;
}

/** Bounds on what waits in memory to be shown, when the store can give the rest back. */
const MAX_KEPT_REQUESTS = 256;
const MAX_KEPT_BYTES = 8 * 1024 * 1024;
/** How long what waits is still shown once the listener is told to end. */
const LAST_WORDS_MS = 2_000;
/** Others have their turn after so many steps, or so long, even while nobody seems to wait. */
const MAX_STEPS = 64;
const STEPS_MS = 5;

/** Shows what is answered, off the senders' way: in order, and as the pace of new requests leaves time for it. */
export class Showing {
  readonly #parts: ShowingParts;
  readonly #backlog: Backlog;
  readonly #slices = new Slices();
  #isWorking = false;
  #rest: AbortController | undefined;
  #isEnding = false;
  #endsAtMs = Number.POSITIVE_INFINITY;
  #unshown = 0;

  constructor(parts: ShowingParts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts.recall, MAX_KEPT_REQUESTS, MAX_KEPT_BYTES);
  }

  /** Nothing waits, and nothing is being shown. */
  get isIdle(): boolean {
    return !this.#isWorking && this.#backlog.size === 0;
  }

  /** @returns whether the request is kept at hand */
  push(answered: Answered): boolean {
    const isKept = this.#backlog.push(answered);
    this.#wake();
    return isKept;
  }

  /** Rests no longer: somebody waits for room. */
  hasten(): void {
    this.#rest?.abort();
  }

  /** Shows all that waits, with all the time there is. */
  end(): void {
    this.#isEnding = true;
    this.hasten();
  }

  /** The same, for a moment: what is not shown then stays where it is safe. */
  endSoon(): void {
    this.#endsAtMs = this.#parts.clock.monotonicMs() + LAST_WORDS_MS;
    this.end();
  }

  /** Says what was not shown. */
  report(): void {
    if (this.#unshown === 0) return;
    const { logger } = this.#parts;
    logger.warn(`${this.#unshown} requests were taken and not shown before the listener ended`);
    this.#unshown = 0;
  }

  #wake(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    // Another turn of the event loop: answers are written first.
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    const backlog = this.#backlog;
    const { clock } = this.#parts;
    const startMs = clock.monotonicMs();
    const slice = this.#slice(startMs);
    if (slice === 'rest') await this.#takeRest();
    const steps = slice === 'step' ? 1 : slice === 'steps' ? MAX_STEPS : 0;
    for (let done = 0; backlog.size > 0 && done < steps; done += 1) {
      if (clock.monotonicMs() >= startMs + STEPS_MS) break;
      await this.#showNext();
    }
    this.#isWorking = false;
    if (startMs >= this.#endsAtMs) this.#giveUp();
    if (backlog.size > 0) this.#wake();
    else this.#parts.idle();
  }

  #slice(nowMs: number): ReturnType<Slices['next']> {
    const { taken, isStoring, isFull } = this.#parts.pressure();
    return this.#isEnding || isFull ? 'steps' : this.#slices.next(nowMs, taken, isStoring);
  }

  async #takeRest(): Promise<void> {
    const { clock } = this.#parts;
    const rest = new AbortController();
    this.#rest = rest;
    await clock.sleepUntil(clock.nowMs() + REST_MS, rest.signal);
    this.#rest = undefined;
  }

  async #showNext(): Promise<void> {
    const { logger, show, leave } = this.#parts;
    try {
      const given = this.#backlog.next();
      const next = given instanceof Promise ? await given : given;
      if (next === undefined) return;
      await show(next);
      if (next.wasKept) leave(next.request);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.error(`requests could not be read again, to be shown: ${reason}`);
    }
  }

  #giveUp(): void {
    const { dropped, kept } = this.#backlog.clear();
    this.#unshown += dropped;
    for (const request of kept) this.#parts.leave(request);
  }
}
