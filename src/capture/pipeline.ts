import { MAX_BODY_AT_HAND_BYTES } from '../core/body-files.ts';
import type { Answered as AnsweredFacts } from '../core/events.ts';
import type { ArrivedRequest, Clock, ListenerAnswer, Logger } from '../core/ports.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import { Admission } from './admission.ts';
import { answeredBy, type PlannedAnswer } from './answer.ts';
import { answerable } from './answerable.ts';
import type { Answered } from './backlog.ts';
import type { Description } from './describe.ts';
import { Showing } from './showing.ts';
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

const NOT_STORED = textResponse(
  503,
  'webhook-cli: the request could not be stored, so send it again\n',
);
const NOT_ANSWERED: PlannedAnswer = {
  response: textResponse(500, 'webhook-cli: the request is stored, but its answer failed\n'),
  source: 'rule',
  delayMs: 0,
};
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
  readonly #showing: Showing;
  #taken = 0;
  #underWay = 0;
  /** Requests that are about to be stored. */
  #storing = 0;
  #isClosing = false;
  #isBroken = false;
  #whenIdle: (() => void)[] = [];

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#showing = new Showing({
      clock: parts.clock,
      logger: parts.logger,
      recall: parts.store.recall,
      show: (answered) => this.#show(answered),
      pressure: () => ({
        taken: this.#taken,
        isStoring: this.#storing > 0,
        isFull: this.#admission.isFull,
      }),
      leave: (request) => this.#admission.leave(bytesAtHand(request)),
      idle: () => this.#checkIdle(),
    });
    parts.hurry.addEventListener('abort', () => this.#showing.endSoon());
  }

  /** Takes a request in and resolves with the answer to its sender. Never rejects. */
  receive(arrived: ArrivedRequest): Promise<ListenerAnswer> {
    if (this.#isClosing || this.#taken === this.#parts.limit) return Promise.resolve(CLOSING);
    this.#taken += 1;
    this.#underWay += 1;
    const bytes = bytesAtHand(arrived);
    const room = this.#admission.enter(bytes);
    if (room === undefined) return this.#take(arrived, bytes);
    this.#showing.hasten();
    return room.then(() => this.#take(arrived, bytes));
  }

  async #take(arrived: ArrivedRequest, bytes: number): Promise<ListenerAnswer> {
    const entry: Entry = { bytes, state: 'waiting' };
    this.#entries.push(entry);
    const { store, clock, hurry, logger } = this.#parts;
    let response: ListenerAnswer = NOT_STORED;
    try {
      let request: CapturedRequest;
      this.#storing += 1;
      try {
        request = await store.append(arrived);
      } finally {
        this.#storing -= 1;
      }
      const answered = this.#answer(request);
      // Most answers are known at once: a promise would cost each of them a turn.
      const planned = answerable(
        answered instanceof Promise ? await answered : answered,
        request.httpVersion,
        logger,
      );
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

  /** The answer to a request that is stored. Never throws or rejects: that would tell the sender that it is not. */
  #answer(request: CapturedRequest): PlannedAnswer | Promise<PlannedAnswer> {
    try {
      const answered = this.#parts.answer(request);
      if (!(answered instanceof Promise)) return answered;
      return answered.catch((error: unknown) => this.#notAnswered(request, error));
    } catch (error) {
      return this.#notAnswered(request, error);
    }
  }

  #notAnswered({ id }: CapturedRequest, error: unknown): PlannedAnswer {
    this.#parts.logger.error(`answered 500: the answer to #${id} failed: ${messageOf(error)}`);
    return NOT_ANSWERED;
  }

  /** Takes no more requests, and resolves when those taken are answered and emitted. */
  close(): Promise<void> {
    this.#isClosing = true;
    this.#showing.end();
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
      if (state === 'lost' || !this.#showing.push(state)) this.#admission.leave(bytes);
    }
  }

  async #show({ request, planned }: Answered): Promise<void> {
    if (this.#isBroken) return;
    try {
      await this.#parts.emit({
        request,
        answered: answeredBy(planned),
        response: planned.response,
        delayMs: planned.delayMs,
        description: await this.#parts.describe(request),
      });
    } catch (error) {
      this.#isBroken = true;
      this.#parts.failed(error);
    }
  }

  #checkIdle(): void {
    if (this.#underWay > 0 || this.#entries.length > 0 || !this.#showing.isIdle) return;
    this.#showing.report();
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
