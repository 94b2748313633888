import type { CaptureStore } from '../capture/types.ts';
import { formatDuration } from '../core/duration.ts';
import type { AttemptEvent } from '../core/events.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Target } from '../delivery/target.ts';
import {
  type ForwardPorts,
  type ForwardSettings,
  forwardOnce,
  forwardRecord,
  targetsFor,
} from './forward.ts';

export interface QueuePorts extends ForwardPorts {
  readonly store: CaptureStore;
  readonly subjectOf: (request: CapturedRequest) => ExpressionSubject;
  /** Requests that are the listener's own business are passed over. */
  readonly wanted: (request: CapturedRequest) => boolean;
  readonly sent: (attempt: AttemptEvent) => Promise<void>;
}

/** Place of a queue that began with an empty history. */
const BEFORE_ALL = '0';
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Sends captured requests on to one target in the order they came, from where it stopped the last time. While the target
 * gives no answer the first request is tried again; everything else waits in the store, so nothing is lost and memory
 * stays flat.
 */
export class ForwardQueue {
  readonly #target: Target;
  readonly #settings: ForwardSettings;
  readonly #ports: QueuePorts;
  /** The name its place is kept under. */
  readonly #name: string;
  #wake: () => void = () => {};
  #downSinceMs: number | null = null;
  /** The last request that needs no more sending on. */
  #cursor: string | undefined;

  constructor(target: Target, settings: ForwardSettings, ports: QueuePorts) {
    this.#target = target;
    this.#settings = settings;
    this.#ports = ports;
    this.#name = `forward ${target.origin}${target.path ?? ''}`;
  }

  /** Tells that another request is in the store. */
  notify(): void {
    this.#wake();
  }

  /** Finds its place, before the first request can come. */
  async open(): Promise<void> {
    const { store } = this.#ports;
    let cursor = await store.cursor(this.#name);
    if (cursor === undefined) {
      // A queue that is new has no business with what was captured before it.
      for await (const { id } of store.after(undefined)) cursor = id;
      await store.moveCursor(this.#name, cursor ?? BEFORE_ALL);
    }
    this.#cursor = cursor === BEFORE_ALL ? undefined : cursor;
  }

  /** Runs until the stop signal; what is left then is sent by the next run. */
  async run(): Promise<void> {
    const { store, stop } = this.#ports;
    while (!stop.aborted) {
      const arrival = this.#nextArrival();
      for await (const request of store.after(this.#cursor)) {
        if (!(await this.#deliver(request))) return;
        this.#cursor = request.id;
        await store.moveCursor(this.#name, request.id);
      }
      await arrival;
    }
  }

  /** @returns false when the stop signal came first */
  async #deliver(request: CapturedRequest): Promise<boolean> {
    const { clock, stop, sent, subjectOf, wanted } = this.#ports;
    if (!wanted(request)) return true;
    if (!targetsFor(this.#settings.routes, subjectOf(request)).includes(this.#target)) return true;
    for (
      let waitMs = FIRST_WAIT_MS;
      !stop.aborted;
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)
    ) {
      const result = await forwardOnce(request, this.#target, this.#settings, this.#ports);
      if (result.response !== null) {
        this.#sayUp();
        // Tries while the target is down are not kept: there may be thousands.
        this.#ports.store.forwarded(request.id, forwardRecord(result));
        await sent(result.event);
        return true;
      }
      this.#sayDown(result.event.error ?? 'no answer');
      await clock.sleepUntil(clock.nowMs() + waitMs, stop);
    }
    return false;
  }

  #sayDown(reason: string): void {
    if (this.#downSinceMs !== null) return;
    this.#downSinceMs = this.#ports.clock.nowMs();
    this.#ports.logger.warn(`${reason}; requests are kept and sent on in order once it answers`);
  }

  #sayUp(): void {
    if (this.#downSinceMs === null) return;
    const down = formatDuration(this.#ports.clock.nowMs() - this.#downSinceMs);
    this.#downSinceMs = null;
    this.#ports.logger.info(`${this.#target.origin} answers again after ${down}`);
  }

  #nextArrival(): Promise<void> {
    const { stop } = this.#ports;
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (stop.aborted) resolve();
      stop.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
