import type { AttemptEvent, DeliveryOutcome } from '../core/delivery-events.ts';
import type { Clock, HttpSender, KeptResponse, TransportFailure } from '../core/ports.ts';
import { type NextStep, nextStep } from '../core/schedule.ts';
import { sha256Hex } from '../signing/digest.ts';
import { sendFollowing } from './redirects.ts';
import { noAnswerOf, reasonOf, retryHeadersFor } from './retry-headers.ts';
import type { PlannedDelivery } from './types.ts';

export interface AttemptSettings {
  readonly run: string;
  /** Waits are divided by it: 300 makes five minutes one second. */
  readonly timeScale: number;
  /** Bound on one attempt instead of the profile's, or `null`. */
  readonly timeoutMs: number | null;
  /** How much of an answer's body is kept; 64 KiB when absent. */
  readonly keepBodyBytes?: number;
}

/** Answers are looked at, not used: more of a body than this is read and thrown away. */
const KEPT_BODY_BYTES = 64 * 1024;

export interface AttemptPorts {
  readonly clock: Clock;
  readonly sender: HttpSender;
}

export interface AttemptResult {
  readonly event: AttemptEvent;
  /** How the delivery ended, or `null` when another attempt follows. */
  readonly outcome: DeliveryOutcome | null;
  readonly failure: TransportFailure | null;
  readonly response: KeptResponse | null;
}

/** Makes one attempt and decides what follows it. Unless the profile says otherwise waits count from the start of an attempt, so a slow target doesn't stretch the plan. */
export async function makeAttempt(
  delivery: PlannedDelivery,
  attempt: number,
  settings: AttemptSettings,
  ports: AttemptPorts,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const { clock, sender } = ports;
  const { profile } = delivery;
  const startedAtMs = clock.nowMs();
  const before = attempt === 1 ? null : (delivery.before ?? null);
  const reason = before === null ? 'other' : reasonOf(profile, before.status, before.noAnswer);
  const told = retryHeadersFor(profile, attempt, reason);
  const prepared = delivery.prepare(attempt, startedAtMs, told);
  const { request } = prepared;
  const startedMonotonicMs = clock.monotonicMs();
  const timeoutMs = settings.timeoutMs ?? profile.timeoutMs;
  const begunAtMs = before?.startedAtMs ?? startedAtMs;
  const elapsedMs = startedAtMs - begunAtMs;
  const outgoing = {
    url: prepared.url,
    method: request.method,
    headers: request.headers,
    body: request.body,
    timeoutMs: Math.min(timeoutMs, Math.max(1, (profile.totalMs ?? Infinity) - elapsedMs)),
    connectTimeoutMs: profile.connectTimeoutMs,
    signal,
    keepBodyBytes: settings.keepBodyBytes ?? KEPT_BODY_BYTES,
  };
  const result =
    profile.redirects === null
      ? await sender.send(outgoing)
      : await sendFollowing(outgoing, profile.redirects, sender, clock);
  const durationMs = Math.round((clock.monotonicMs() - startedMonotonicMs) * 100) / 100;
  const status = result.ok ? result.response.status : null;
  const failure = result.ok ? null : result.failure;
  const aborted = failure?.kind === 'aborted';
  const endedAtMs = clock.nowMs();
  const noAnswer = failure === null ? undefined : noAnswerOf(failure);
  const step = nextStep(profile, attempt, status, {
    noAnswer,
    headers: result.ok ? result.response.headers : undefined,
    nowMs: endedAtMs,
    elapsedMs: endedAtMs - begunAtMs,
    draw: drawFor(delivery, attempt),
  });
  const fromMs = profile.waitsFrom === 'start' ? startedAtMs : endedAtMs;
  const nextAttemptAtMs =
    step.kind === 'retry' ? Math.max(fromMs + step.delayMs / settings.timeScale, endedAtMs) : null;
  const response = result.ok ? result.response : null;
  const event: AttemptEvent = {
    type: 'attempt',
    delivery: delivery.id,
    run: settings.run,
    source: delivery.source,
    attempt,
    maxAttempts: profile.delaysMs.length + 1,
    url: prepared.url,
    method: request.method,
    startedAtMs,
    status,
    error: failure?.detail ?? null,
    durationMs,
    nextAttemptAtMs: aborted ? null : nextAttemptAtMs,
    signed: prepared.signed,
    signedNote: prepared.signedNote,
    bodyBytes: request.body.length,
    bodySha256: sha256Hex(request.body),
    response,
  };
  return {
    failure,
    response,
    outcome: aborted ? 'interrupted' : outcomeOf(step, profile.delaysMs.length, status),
    event: failure === null ? event : { ...event, ...failureFields(failure) },
  };
}

/** The draw of a wait depends on the delivery and the attempt alone, so that the same seed gives the same plan. */
function drawFor({ profile, random }: PlannedDelivery, attempt: number): number | undefined {
  return profile.jitter === null ? undefined : random?.fork(`wait/${attempt}`).next();
}

function failureFields({
  kind,
  phase,
  hint,
}: TransportFailure): Pick<AttemptEvent, 'errorKind' | 'hint'> {
  const errorKind = phase === undefined ? kind : `${phase}-${kind}`;
  return { errorKind, ...(hint === undefined || hint === null ? {} : { hint }) };
}

/** An answer that is not accepted, where no retry was planned, is a refusal; running out of attempts is exhaustion. */
function outcomeOf(step: NextStep, retries: number, status: number | null): DeliveryOutcome | null {
  if (step.kind === 'retry') return null;
  if (step.kind === 'exhausted' && retries === 0 && status !== null) return 'rejected';
  return step.kind;
}
