import type { PlannedAnswer } from '../capture/answer.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { Expression } from '../core/expression.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import type { Clock, HttpSender, Logger } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import { type AttemptResult, makeAttempt } from '../delivery/attempt.ts';
import { addressedTo, type Target } from '../delivery/target.ts';
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

/** Sending captured requests on, while their senders wait or afterwards. */
export interface Forwarding {
  /**
   * Called for every request that is stored.
   *
   * @param own - the listener's own answer: then no sender waits for a target
   * @param refusal - the answer of a program that has a say before anything is sent on, `null` when it accepts; only
   * where no sender waits for a target
   * @returns that answer, else the target's; `null` when no target answers this sender
   */
  answer(
    request: CapturedRequest,
    own: PlannedAnswer | null,
    refusal?: Promise<PlannedAnswer | null>,
  ): PlannedAnswer | null | Promise<PlannedAnswer | null>;
  /** Called once a request has been shown: tells what the targets answered. */
  shown(id: string): Promise<void>;
  /** Called for a request that is not to be shown. */
  passedOver(id: string): void;
  /** Waits for what senders are not waiting for any more, as far as targets take it. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A larger answer of a target is not passed on. */
export const MAX_ANSWER_BYTES = 25 * 1024 * 1024;

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
  const { method, path, headers: own, body } = addressedTo(request, target);
  const names = extra.map(([name]) => name);
  const hostHeader = host === 'keep' ? hostOf(request) : host;
  const headers: HeaderList = [
    ...(hostHeader === null ? [] : [['Host', hostHeader] as const]),
    ...withoutHeaders(own, ...names),
    ...extra,
  ];
  return {
    id: request.id,
    source: `#${request.id}`,
    profile: NO_RETRY,
    prepare: () => ({
      url: `${target.origin}${path}`,
      request: { method, path, headers, body },
      signed: 'verbatim',
      signedNote: null,
    }),
  };
}

function hostOf({ headers }: CapturedRequest): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? null;
}
