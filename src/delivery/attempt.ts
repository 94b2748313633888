import type { AttemptEvent, DeliveryOutcome } from '../core/events.ts';
import type { Clock, HttpSender, TransportFailure } from '../core/ports.ts';
import type { WebhookResponse } from '../core/request.ts';
import { type NextStep, nextStep } from '../core/schedule.ts';
import { sha256Hex } from '../signing/digest.ts';
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
  readonly response: WebhookResponse | null;
}

/** Makes one attempt and decides what follows it. Waits count from the start of an attempt, so a slow target doesn't stretch the plan. */
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
  const prepared = delivery.prepare(attempt, startedAtMs);
  const { request } = prepared;
  const startedMonotonicMs = clock.monotonicMs();
  const result = await sender.send({
    url: prepared.url,
    method: request.method,
    headers: request.headers,
    body: request.body,
    timeoutMs: settings.timeoutMs ?? profile.timeoutMs,
    signal,
    keepBodyBytes: settings.keepBodyBytes ?? KEPT_BODY_BYTES,
  });
  const durationMs = Math.round((clock.monotonicMs() - startedMonotonicMs) * 100) / 100;
  const status = result.ok ? result.response.status : null;
  const failure = result.ok ? null : result.failure;
  const aborted = failure?.kind === 'aborted';
  const step = nextStep(profile, attempt, status);
  const nextAttemptAtMs =
    step.kind === 'retry'
      ? Math.max(startedAtMs + step.delayMs / settings.timeScale, clock.nowMs())
      : null;
  return {
    failure,
    response: result.ok ? result.response : null,
    outcome: aborted ? 'interrupted' : outcomeOf(step, profile.delaysMs.length, status),
    event: {
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
      response: result.ok ? result.response : null,
    },
  };
}

/** An answer that is not accepted, where no retry was planned, is a refusal; running out of attempts is exhaustion. */
function outcomeOf(step: NextStep, retries: number, status: number | null): DeliveryOutcome | null {
  if (step.kind === 'retry') return null;
  if (step.kind === 'exhausted' && retries === 0 && status !== null) return 'rejected';
  return step.kind;
}
