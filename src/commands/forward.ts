import type { PlannedAnswer } from '../capture/answer.ts';
import { textResponse } from '../capture/text-response.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { AttemptEvent } from '../core/events.ts';
import type { Expression } from '../core/expression.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import type { Clock, HttpSender, Logger } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import { type AttemptResult, makeAttempt } from '../delivery/attempt.ts';
import { pathFor, type Target, withoutRebuiltHeaders } from '../delivery/target.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import { NO_RETRY } from '../providers/retry-profiles.ts';

/** A target to send requests on to. */
export interface ForwardRoute {
  /** Which requests; `null` for all that no other route takes. */
  readonly when: Expression | null;
  readonly target: Target;
}

export interface ForwardSettings {
  readonly routes: readonly ForwardRoute[];
  /** Answer at once and send on afterwards, in order, however long the target is down. */
  readonly ackFirst: boolean;
  readonly timeoutMs: number;
  /** Added to, or put in the place of, the request's own. */
  readonly headers: HeaderList;
  /** `Host` to send instead of the target's own; `keep` for the one of the request. */
  readonly host: string | null;
}

export interface ForwardPorts {
  readonly clock: Clock;
  readonly sender: HttpSender;
  readonly logger: Logger;
  readonly store: Pick<CaptureStore, 'forwarded'>;
  readonly stop: AbortSignal;
}

const MAX_ANSWER_BYTES = 25 * 1024 * 1024;

/** Targets of a request: every route that fits, else the ones without a condition. */
export function targetsFor(
  routes: readonly ForwardRoute[],
  subject: ExpressionSubject,
): readonly Target[] {
  const fitting = routes.filter(({ when }) => when !== null && matchesExpression(when, subject));
  const chosen = fitting.length > 0 ? fitting : routes.filter(({ when }) => when === null);
  return chosen.map(({ target }) => target);
}

/** Sends a request on once, byte for byte. */
export async function forwardOnce(
  request: CapturedRequest,
  target: Target,
  settings: ForwardSettings,
  ports: ForwardPorts,
): Promise<AttemptResult> {
  return await makeAttempt(
    forwardDelivery(request, target, settings),
    1,
    {
      run: 'forward',
      timeScale: 1,
      timeoutMs: settings.timeoutMs,
      keepBodyBytes: MAX_ANSWER_BYTES,
    },
    ports,
    ports.stop,
  );
}

/** An attempt as it is kept with its request. */
export function forwardRecord({ event, response }: AttemptResult): ForwardRecord {
  const { url, startedAtMs: atMs, durationMs, error } = event;
  return { url, atMs, durationMs, response, error };
}

function forwardDelivery(
  request: CapturedRequest,
  target: Target,
  { headers: extra, host }: ForwardSettings,
): PlannedDelivery {
  const path = pathFor(target, request.path);
  const names = extra.map(([name]) => name);
  const own = withoutHeaders(withoutRebuiltHeaders(request.headers), ...names);
  const hostHeader = host === 'keep' ? hostOf(request) : host;
  const headers: HeaderList = [
    ...(hostHeader === null ? [] : [['Host', hostHeader] as const]),
    ...own,
    ...extra,
  ];
  return {
    id: request.id,
    source: `#${request.id}`,
    profile: NO_RETRY,
    prepare: () => ({
      url: `${target.origin}${path}`,
      request: { method: request.method, path, headers, body: request.body },
      signed: 'verbatim',
      signedNote: null,
    }),
  };
}

function hostOf({ headers }: CapturedRequest): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? null;
}

/** The sender gets the target's own answer; when there is none, 504 for a timeout and 502 for anything else. */
function answerOf({ response, failure, event }: AttemptResult, delayMs: number): PlannedAnswer {
  if (response?.isCut === true) {
    const text = `webhook-cli: the target's answer is larger than ${MAX_ANSWER_BYTES / 1024 ** 2} MiB\n`;
    return { response: textResponse(502, text), source: 'target', delayMs };
  }
  if (response !== null) {
    const { status, headers, body } = response;
    return {
      response: { status, headers: withoutRebuiltHeaders(headers), body },
      source: 'target',
      delayMs,
    };
  }
  const text = `webhook-cli: ${event.url} gave no answer: ${event.error ?? 'unknown reason'}\n`;
  const status = failure?.kind === 'timeout' ? 504 : 502;
  return { response: textResponse(status, text), source: 'target', delayMs };
}

/** Sends each request on while its sender waits, to all its targets at once; the first target's answer counts. */
export class LiveForwarder {
  readonly #settings: ForwardSettings;
  readonly #ports: ForwardPorts;
  readonly #delayMs: number;
  readonly #attempts = new Map<string, readonly AttemptEvent[]>();

  /** @param delayMs - how long to hold back the targets' answers */
  constructor(settings: ForwardSettings, ports: ForwardPorts, delayMs: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#delayMs = delayMs;
  }

  /** The answer, or `null` when no route takes the request. */
  async answer(
    request: CapturedRequest,
    subject: ExpressionSubject,
  ): Promise<PlannedAnswer | null> {
    const targets = targetsFor(this.#settings.routes, subject);
    const results = await Promise.all(
      targets.map(
        async (target) => await forwardOnce(request, target, this.#settings, this.#ports),
      ),
    );
    for (const result of results) this.#ports.store.forwarded(request.id, forwardRecord(result));
    const [first] = results;
    if (first === undefined) return null;
    this.#attempts.set(
      request.id,
      results.map(({ event }) => event),
    );
    return answerOf(first, this.#delayMs);
  }

  /** What was sent on for a request, once: to be told after the request itself. */
  takeAttempts(id: string): readonly AttemptEvent[] {
    const attempts = this.#attempts.get(id) ?? [];
    this.#attempts.delete(id);
    return attempts;
  }
}
