import type { Answered } from '../core/events.ts';
import type { ArrivedRequest, Clock, ListenerAnswer, Logger } from '../core/ports.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import { Admission } from './admission.ts';
import type { PlannedAnswer } from './answer.ts';
import type { Description } from './describe.ts';
import { textResponse } from './text-response.ts';
import type { CaptureStore } from './types.ts';

/** A request with all that became of it. */
export interface CapturedExchange {
  readonly request: CapturedRequest;
  readonly answered: Answered;
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

interface Entry {
  readonly bytes: number;
  state: 'storing' | 'answered' | 'lost';
  request: CapturedRequest | undefined;
  planned: PlannedAnswer | undefined;
}

const MAX_WAITING_REQUESTS = 1_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Bounds on how long describing may keep new requests waiting. */
const SLICE_REQUESTS = 64;
const SLICE_MS = 5;

const NOT_STORED = textResponse(
  503,
  'webhook-cli: the request could not be stored, so send it again\n',
);
const CLOSING = textResponse(503, 'webhook-cli: the listener is closing\n');

/**
 * The way of a request: store, answer, and then, off the sender's way, describe and emit. Nothing is answered 2xx that
 * is not stored, and exchanges leave in the order in which requests came.
 */
export class CapturePipeline {
  readonly #parts: PipelineParts;
  readonly #admission = new Admission(MAX_WAITING_REQUESTS, MAX_WAITING_BYTES);
  readonly #queue: Entry[] = [];
  #taken = 0;
  #underWay = 0;
  #working = false;
  #closing = false;
  #broken = false;
  #whenIdle: (() => void)[] = [];

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Takes a request in and resolves with the answer to its sender. Never rejects. */
  async receive(arrived: ArrivedRequest): Promise<ListenerAnswer> {
    if (this.#closing || this.#taken === this.#parts.limit) return CLOSING;
    this.#taken += 1;
    this.#underWay += 1;
    const room = this.#admission.enter(arrived.body.length);
    if (room !== undefined) await room;
    try {
      return await this.#capture(arrived);
    } finally {
      this.#underWay -= 1;
      this.#checkIdle();
    }
  }

  /** Takes no more requests, and resolves when those taken are answered and emitted. */
  close(): Promise<void> {
    this.#closing = true;
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#checkIdle();
    });
  }

  async #capture(arrived: ArrivedRequest): Promise<ListenerAnswer> {
    const { store, clock, hurry, logger } = this.#parts;
    const entry: Entry = {
      bytes: arrived.body.length,
      state: 'storing',
      request: undefined,
      planned: undefined,
    };
    this.#queue.push(entry);
    try {
      entry.request = await store.append(arrived);
      const planned = this.#parts.answer(entry.request);
      // Most answers are known at once: a promise would cost each of them a turn.
      entry.planned = planned instanceof Promise ? await planned : planned;
      entry.state = 'answered';
    } catch (error) {
      entry.state = 'lost';
      this.#taken -= 1;
      logger.error(`answered 503: a request could not be stored: ${messageOf(error)}`);
    }
    this.#wake();
    if (entry.planned === undefined) return NOT_STORED;
    const { delayMs, response } = entry.planned;
    if (delayMs > 0) await clock.sleepUntil(clock.nowMs() + delayMs, hurry);
    return response;
  }

  #wake(): void {
    if (this.#working || this.#queue[0]?.state === 'storing') return;
    this.#working = true;
    // Another turn of the event loop: answers are written first.
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    const { clock } = this.#parts;
    const startMs = clock.monotonicMs();
    let done = 0;
    for (let [entry] = this.#queue; entry !== undefined; [entry] = this.#queue) {
      const sliceOver = done >= SLICE_REQUESTS || clock.monotonicMs() - startMs >= SLICE_MS;
      if (entry.state === 'storing' || sliceOver) break;
      await this.#show(entry);
      this.#queue.shift();
      this.#admission.leave(entry.bytes);
      done += 1;
    }
    this.#working = false;
    if (this.#queue.length > 0) this.#wake();
    else this.#checkIdle();
  }

  async #show({ request, planned }: Entry): Promise<void> {
    if (request === undefined || planned === undefined || this.#broken) return;
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

  #checkIdle(): void {
    if (this.#underWay > 0 || this.#queue.length > 0) return;
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
