import { MAX_BODY_AT_HAND_BYTES } from '../core/body-files.ts';
import type { Answered as AnsweredFacts } from '../core/events.ts';
import type { ArrivedRequest, Clock, ListenerAnswer, Logger } from '../core/ports.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import { Admission } from './admission.ts';
import type { PlannedAnswer } from './answer.ts';
import { type Answered, Backlog } from './backlog.ts';
import type { Description } from './describe.ts';
import { REST_MS, Slices } from './slices.ts';
import { textResponse } from './text-response.ts';
import type { CaptureStore } from './types.ts';

/** A request with all that became of it. */
export interface CapturedExchange {
  readonly request: CapturedRequest;
  readonly answered: AnsweredFacts;
  readonly response: WebhookResponse;
  /** How long the answer was held back on purpose. */
  readonly delayMs: number;
  readonly description: Description;
}

export interface PipelineParts {
  readonly store: CaptureStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Decides the answer; called once a request is stored. */
  answer(request: CapturedRequest): PlannedAnswer | Promise<PlannedAnswer>;
  describe(request: CapturedRequest): Promise<Description>;
  /** Takes the exchanges in the order of their ids; awaited, so a slow reader slows the senders down at last. */
  emit(exchange: CapturedExchange): Promise<void>;
  /** Called once when `emit` fails; exchanges that follow are dropped. */
  failed(error: unknown): void;
  /** Requests to take; later ones are answered 503. `null`: no bound. */
  readonly limit: number | null;
  /** Cuts delays short. */
  readonly hurry: AbortSignal;
}

/** A request on its way to its answer. */
interface Entry {
  readonly bytes: number;
  state: 'waiting' | 'lost' | Answered;
}

/** Bounds on what is held in memory; who finds no room there waits. */
const MAX_WAITING_REQUESTS = 1_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Bounds on what waits in memory to be shown, when the store can give the rest back. */
const MAX_KEPT_REQUESTS = 256;
const MAX_KEPT_BYTES = 8 * 1024 * 1024;
/** How long what waits is still shown once the listener is told to end. */
const LAST_WORDS_MS = 2_000;
/** Others have their turn after so many steps, or so long, even while nobody seems to wait. */
const MAX_STEPS = 64;
const STEPS_MS = 5;

const NOT_STORED = textResponse(
  503,
  'webhook-cli: the request could not be stored, so send it again\n',
);
const CLOSING = textResponse(503, 'webhook-cli: the listener is closing\n');

/**
 * The way of a request: store, answer, and then, off the sender's way, describe and emit. Nothing is answered 2xx that
 * is not stored, and exchanges leave in the order in which requests came. When they come faster than they are
 * described, the rest waits in the store.
 */
export class CapturePipeline {
  readonly #parts: PipelineParts;
  readonly #admission = new Admission(MAX_WAITING_REQUESTS, MAX_WAITING_BYTES);
  /** Requests without an answer, and those behind one of them. */
  readonly #entries: Entry[] = [];
  readonly #backlog: Backlog;
  readonly #slices = new Slices();
  #taken = 0;
  #underWay = 0;
  /** Requests that are about to be stored. */
  #storing = 0;
  #working = false;
  #rest: AbortController | undefined;
  #isEnding = false;
  #closing = false;
  #broken = false;
  #unshown = 0;
  #endsAtMs = Number.POSITIVE_INFINITY;
  #whenIdle: (() => void)[] = [];

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts.store.recall, MAX_KEPT_REQUESTS, MAX_KEPT_BYTES);
    const { hurry, clock } = parts;
    hurry.addEventListener('abort', () => {
      this.#isEnding = true;
      this.#rest?.abort();
      this.#endsAtMs = clock.monotonicMs() + LAST_WORDS_MS;
    });
  }

  /** Takes a request in and resolves with the answer to its sender. Never rejects. */
  receive(arrived: ArrivedRequest): Promise<ListenerAnswer> {
    if (this.#closing || this.#taken === this.#parts.limit) return Promise.resolve(CLOSING);
    this.#taken += 1;
    this.#underWay += 1;
    const bytes = bytesAtHand(arrived);
    const room = this.#admission.enter(bytes);
    if (room === undefined) return this.#take(arrived, bytes);
    this.#rest?.abort(); // only what is shown makes room
    return room.then(() => this.#take(arrived, bytes));
  }

  async #take(arrived: ArrivedRequest, bytes: number): Promise<ListenerAnswer> {
    const entry: Entry = { bytes, state: 'waiting' };
    this.#entries.push(entry);
    const { store, answer, clock, hurry, logger } = this.#parts;
    let response: ListenerAnswer = NOT_STORED;
    try {
      let request: CapturedRequest;
      this.#storing += 1;
      try {
        request = await store.append(arrived);
      } finally {
        this.#storing -= 1;
      }
      const answered = answer(request);
      // Most answers are known at once: a promise would cost each of them a turn.
      const planned = answered instanceof Promise ? await answered : answered;
      entry.state = { request, planned };
      this.#moveOn();
      response = planned.response;
      if (planned.delayMs > 0) await clock.sleepUntil(clock.nowMs() + planned.delayMs, hurry);
    } catch (error) {
      this.#taken -= 1;
      entry.state = 'lost';
      this.#moveOn();
      logger.error(`answered 503: a request could not be stored: ${messageOf(error)}`);
    }
    this.#underWay -= 1;
    this.#checkIdle();
    return response;
  }

  /** Takes no more requests, and resolves when those taken are answered and emitted. */
  close(): Promise<void> {
    this.#closing = true;
    this.#isEnding = true;
    this.#rest?.abort();
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#checkIdle();
    });
  }

  /** Hands on what nothing before it holds up any more. */
  #moveOn(): void {
    for (let entry = this.#entries[0]; entry !== undefined; entry = this.#entries[0]) {
      const { state, bytes } = entry;
      if (state === 'waiting') return;
      this.#entries.shift();
      if (state === 'lost' || !this.#backlog.push(state)) this.#admission.leave(bytes);
      this.#wake();
    }
  }

  #wake(): void {
    if (this.#working) return;
    this.#working = true;
    // Another turn of the event loop: answers are written first.
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    const backlog = this.#backlog;
    const { clock } = this.#parts;
    const startMs = clock.monotonicMs();
    const slice =
      this.#isEnding || this.#admission.isFull
        ? 'steps'
        : this.#slices.next(startMs, this.#taken, this.#storing > 0);
    if (slice === 'rest') await this.#takeRest();
    const steps = slice === 'step' ? 1 : slice === 'steps' ? MAX_STEPS : 0;
    for (let done = 0; backlog.size > 0 && done < steps; done += 1) {
      if (clock.monotonicMs() >= startMs + STEPS_MS) break;
      await this.#showNext();
    }
    this.#working = false;
    if (startMs >= this.#endsAtMs) this.#giveUp();
    if (backlog.size > 0) this.#wake();
    else this.#checkIdle();
  }

  async #takeRest(): Promise<void> {
    const { clock } = this.#parts;
    const rest = new AbortController();
    this.#rest = rest;
    await clock.sleepUntil(clock.nowMs() + REST_MS, rest.signal);
    this.#rest = undefined;
  }

  async #showNext(): Promise<void> {
    try {
      const given = this.#backlog.next();
      const next = given instanceof Promise ? await given : given;
      if (next === undefined) return;
      if (!this.#broken) await this.#show(next);
      if (next.wasKept) this.#admission.leave(bytesAtHand(next.request));
    } catch (error) {
      const reason = messageOf(error);
      this.#parts.logger.error(`requests could not be read again, to be shown: ${reason}`);
    }
  }

  async #show({ request, planned }: Answered): Promise<void> {
    try {
      await this.#parts.emit({
        request,
        answered: { status: planned.response.status, source: planned.source },
        response: planned.response,
        delayMs: planned.delayMs,
        description: await this.#parts.describe(request),
      });
    } catch (error) {
      this.#broken = true;
      this.#parts.failed(error);
    }
  }

  /** Leaves what is still to be shown where it is safe. */
  #giveUp(): void {
    const { dropped, kept } = this.#backlog.clear();
    this.#unshown += dropped;
    for (const request of kept) this.#admission.leave(bytesAtHand(request));
  }

  #checkIdle(): void {
    if (this.#underWay > 0 || this.#entries.length > 0 || this.#backlog.size > 0) return;
    if (this.#working) return;
    if (this.#unshown > 0) {
      const { logger } = this.#parts;
      logger.warn(`${this.#unshown} requests were taken and not shown before the listener ended`);
      this.#unshown = 0;
    }
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}

/** What a request holds in memory, beside its head. */
function bytesAtHand(request: Pick<CapturedRequest, 'body' | 'bodyFile'>): number {
  const { body, bodyFile } = request;
  if (bodyFile === undefined) return body.length;
  return bodyFile.bytes <= MAX_BODY_AT_HAND_BYTES ? bodyFile.bytes : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
