import type { CaptureStore } from '../capture/types.ts';
import type { AttemptEvent } from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';
import type { EnvironmentError } from '../core/errors.ts';
import type { PendingForwards } from '../core/pending-forwards.ts';
import type { CapturedRequest } from '../core/request.ts';
import { member } from '../core/shape.ts';
import type { AttemptResult } from '../delivery/attempt.ts';
import type { Target } from '../delivery/target.ts';
import { type ForwardPorts, type ForwardSettings, forwardOnce, forwardRecord } from './forward.ts';
import { unreadableCapture } from './unreadable-capture.ts';

export interface QueuePorts extends ForwardPorts {
  readonly store: Pick<CaptureStore, 'forwarded' | 'capture' | 'whole'>;
  readonly pending: Pick<PendingForwards, 'next' | 'remove'>;
  /** Whether nothing that came before may still be queued. */
  readonly isNext: (id: string) => boolean;
  readonly sent: (attempt: AttemptEvent) => Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** The URL of a target, which its queue goes by. */
export function queueName({ origin, path }: Target): string {
  return `${origin}${path ?? ''}`;
}

/** A request that the target gave no answer to, and is tried again. */
interface Tried {
  readonly id: string;
  readonly request: CapturedRequest;
  readonly tries: number;
}

/**
 * Sends what waits for one target on, in the order in which it came. While the target gives no answer the first request
 * is tried again; everything else waits in the store, so nothing is lost and memory stays flat.
 */
export class ForwardQueue {
  readonly #target: Target;
  readonly #settings: ForwardSettings;
  readonly #ports: QueuePorts;
  readonly #name: string;
  /** Ends waiting for a target that is down. */
  readonly #ending = new AbortController();
  #isStopped = false;
  #wake: () => void = () => {};
  #tried: Tried | undefined;
  #downSinceMs: number | null = null;

  constructor(target: Target, settings: ForwardSettings, ports: QueuePorts) {
    this.#target = target;
    this.#settings = settings;
    this.#ports = ports;
    this.#name = queueName(target);
  }

  /** Tells that another request may wait. */
  notify(): void {
    this.#wake();
  }

  /** Lets `run` end once nothing waits any more, or the target gives no answer. */
  finish(): void {
    this.#ending.abort();
    this.#wake();
  }

  /** Lets `run` end after the attempt under way. */
  stop(): void {
    this.#isStopped = true;
    this.finish();
  }

  /** Sends on until it is told to end; what is left then is for the next run. */
  async run(): Promise<void> {
    const { pending, isNext } = this.#ports;
    while (!this.#isStopped) {
      const arrival = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const id = await pending.next(this.#name);
      if (id !== undefined && isNext(id)) {
        if (!(await this.#send(id))) return;
      } else if (this.#ending.signal.aborted) return;
      else await arrival;
    }
  }

  /** @returns false when there is no going on */
  async #send(id: string): Promise<boolean> {
    const { clock, stop } = this.#ports;
    const request = this.#tried?.id === id ? this.#tried.request : await this.#read(id);
    if (request === undefined) return true;
    const result = await forwardOnce(request, this.#target, this.#settings, this.#ports);
    if (result.response !== null || result.failure?.kind === 'invalid') {
      await this.#settle(id, result);
      return true;
    }
    if (stop.aborted) return false;
    const tries = this.#tried?.id === id ? this.#tried.tries + 1 : 1;
    this.#tried = { id, request, tries };
    this.#sayDown(result.event.error ?? 'no answer', id, tries);
    if (this.#ending.signal.aborted) return false;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    await clock.sleepUntil(clock.nowMs() + waitMs, this.#ending.signal);
    return true;
  }

  /** The request, unless it is gone or damaged: then it waits no longer. */
  async #read(id: string): Promise<CapturedRequest | undefined> {
    const { store, pending, logger } = this.#ports;
    let reason = 'it is no longer kept';
    try {
      const found = await store.capture(id);
      if (found !== undefined) return await store.whole(found.request);
    } catch (error) {
      const one = unreadableCapture(error);
      if (one === undefined || !isForEver(one)) throw error;
      reason = one.message;
    }
    await pending.remove(id, this.#name, null);
    logger.warn(`#${id} is not sent on to ${this.#target.origin}: ${reason}`);
    return undefined;
  }

  /** Tries while the target is down are not kept: there may be thousands. */
  async #settle(id: string, result: AttemptResult): Promise<void> {
    const { pending, sent, logger } = this.#ports;
    this.#tried = undefined;
    await pending.remove(id, this.#name, forwardRecord(result));
    if (result.response !== null) this.#sayUp();
    else logger.warn(`#${id} is not sent on to ${this.#target.origin}: ${result.event.error}`);
    await sent(result.event);
  }

  #sayDown(reason: string, id: string, tries: number): void {
    const { clock, logger } = this.#ports;
    if (this.#downSinceMs === null) {
      this.#downSinceMs = clock.nowMs();
      logger.warn(`${reason}; requests are kept and sent on in order once it answers`);
    }
    // 10, 100, 1000 …: it may be this one request that the target does not survive.
    if (tries >= 10 && Number.isInteger(Math.log10(tries))) {
      logger.warn(`#${id} was tried ${tries} times, and all that came later waits: ${reason}`);
    }
  }

  #sayUp(): void {
    if (this.#downSinceMs === null) return;
    const down = formatDuration(this.#ports.clock.nowMs() - this.#downSinceMs);
    this.#downSinceMs = null;
    this.#ports.logger.info(`${this.#target.origin} answers again after ${down}`);
  }
}

/** A body that may not be read, say, can be read once that is mended: it still waits then. */
function isForEver({ cause }: EnvironmentError): boolean {
  return cause === undefined || member(cause, 'code') === 'ENOENT';
}
