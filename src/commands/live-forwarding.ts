import type { PlannedAnswer } from '../capture/answer.ts';
import { textResponse } from '../capture/text-response.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { Output } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { AttemptResult } from '../delivery/attempt.ts';
import { type Target, withoutRebuiltHeaders } from '../delivery/target.ts';
import {
  type Forwarding,
  type ForwardPorts,
  type ForwardSettings,
  forwardOnce,
  forwardRecord,
  MAX_ANSWER_BYTES,
  targetsFor,
} from './forward.ts';

/** A target's time once the listener is told to stop: a bit less than the sender's, who is to hear of it. */
const LAST_ANSWERS_MS = 1_500;

export interface LivePorts extends Omit<ForwardPorts, 'stop'> {
  readonly output: Output;
  readonly subjectOf: (request: CapturedRequest) => ExpressionSubject;
  /** From then on targets have little time left. */
  readonly hurry: AbortSignal;
}

/** Sends each request on while its sender waits, to all its targets at once; the first target's answer counts. */
export class LiveForwarding implements Forwarding {
  readonly #settings: ForwardSettings;
  readonly #ports: LivePorts;
  readonly #delayMs: number;
  readonly #ended = new AbortController();
  /** What was sent on, in the order of the targets, until it is told. */
  readonly #untold = new Map<string, readonly Promise<AttemptResult>[]>();
  readonly #underWay = new Set<Promise<unknown>>();

  /** @param delayMs - how long to hold back the targets' answers */
  constructor(settings: ForwardSettings, ports: LivePorts, delayMs: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#delayMs = delayMs;
    ports.hurry.addEventListener('abort', () => void this.#endSoon());
  }

  /** The target never hears of a request that the listener answers itself. */
  answer(
    request: CapturedRequest,
    own: PlannedAnswer | null,
  ): PlannedAnswer | Promise<PlannedAnswer | null> {
    return own ?? this.#answer(request);
  }

  async shown(id: string): Promise<void> {
    const [first, ...others] = this.#take(id);
    if (first !== undefined) await this.#tell(first);
    // The answer did not wait for the others, so what is shown next does not either.
    for (const other of others) this.#follow(this.#tell(other));
  }

  passedOver(id: string): void {
    this.#take(id);
  }

  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Once the listener has been told to stop: what is under way has ended soon. */
  async close(): Promise<void> {
    await this.settle();
    this.#ended.abort();
    await this.#ports.sender.close();
  }

  async #answer(request: CapturedRequest): Promise<PlannedAnswer | null> {
    const targets = targetsFor(this.#settings.routes, this.#ports.subjectOf(request));
    const results = targets.map((target) => this.#send(request, target));
    const [first] = results;
    if (first === undefined) return null;
    this.#untold.set(request.id, results);
    for (const result of results) this.#follow(result);
    return answerOf(await first, this.#delayMs);
  }

  async #send(request: CapturedRequest, target: Target): Promise<AttemptResult> {
    const ports = { ...this.#ports, stop: this.#ended.signal };
    const result = await forwardOnce(request, target, this.#settings, ports);
    this.#ports.store.forwarded(request.id, forwardRecord(result));
    return result;
  }

  async #tell(sent: Promise<AttemptResult>): Promise<void> {
    await this.#ports.output.event((await sent).event);
  }

  #take(id: string): readonly Promise<AttemptResult>[] {
    const results = this.#untold.get(id) ?? [];
    this.#untold.delete(id);
    return results;
  }

  /** Nobody may be waiting for it, so a failure is told here. */
  #follow(work: Promise<unknown>): void {
    const followed = work
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : error;
        this.#ports.logger.error(`sending on failed: ${reason}`);
      })
      .finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }

  async #endSoon(): Promise<void> {
    const { clock } = this.#ports;
    await clock.sleepUntil(clock.nowMs() + LAST_ANSWERS_MS, this.#ended.signal);
    this.#ended.abort();
  }
}

/**
 * The sender gets the target's own answer; when there is none that is whole, 504 for a timeout and 502 for anything else. Those say
 * nothing of the target's URL, which may hold secrets that are none of the sender's business.
 */
function answerOf({ response, failure, event }: AttemptResult, delayMs: number): PlannedAnswer {
  const own = (status: number, text: string): PlannedAnswer => ({
    response: textResponse(status, `webhook-cli: ${text}\n`),
    source: 'default',
    delayMs,
  });
  if (response?.isCut === true) {
    return own(502, `the target's answer is larger than ${MAX_ANSWER_BYTES / 1024 ** 2} MiB`);
  }
  if (response !== null) {
    const { status, headers, body } = response;
    return {
      response: { status, headers: withoutRebuiltHeaders(headers), body },
      source: 'target',
      delayMs,
    };
  }
  if (failure?.kind === 'aborted') return own(503, 'the listener is closing');
  const text = `the target gave no answer: ${event.error ?? 'unknown reason'}`;
  return own(failure?.kind === 'timeout' ? 504 : 502, text);
}
