import type {
  AttemptEvent,
  DeliveryEvent,
  DisorderEvent,
  DisorderSummary,
  PlanEvent,
  SummaryEvent,
} from '../core/delivery-events.ts';
import type {
  ErrorEvent,
  FindingEvent,
  OutputEvent,
  ReadyEvent,
  Redelivery,
  RequestEvent,
} from '../core/events.ts';
import { bodyBytes } from '../core/request.ts';
import { printedFields, providerFields, scheduleFields, secretFields } from './json-facts.ts';
import { bodyFields, safeJson } from './json-text.ts';
import { isoTime, plannedTimes, profileFields } from './json-times.ts';
import { maskHeaders, maskText, maskUrl } from './mask.ts';

/** What of a result is written. */
interface JsonOptions {
  readonly showSecrets: boolean;
  /** Adds `body` to a request, or `body_base64` when it is not UTF-8; always exact, never masked. */
  readonly withBody?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** One NDJSON line, without its line end: `v`, `type` and the fields of the output contract. */
export function jsonLine(event: OutputEvent, options: JsonOptions): string {
  const line = { v: 1, type: event.type, ...eventFields(event, options) };
  const masked = (key: string, value: unknown): unknown =>
    typeof value === 'string' && !key.startsWith('body') ? maskText(value) : value;
  const clear = options.showSecrets || isAskedFor(event);
  return safeJson(JSON.stringify(line, clear ? undefined : masked));
}

/** Writes every event as a line with its line end. */
export function jsonRenderer(showSecrets: boolean): (event: OutputEvent) => string {
  return (event) => `${jsonLine(event, { showSecrets })}\n`;
}

/** A request or secret that the user asked to see, or facts that hold no secret. */
function isAskedFor({ type }: OutputEvent): boolean {
  return type === 'printed' || type === 'secret' || type === 'provider' || type === 'schedule';
}

function eventFields(event: OutputEvent, options: JsonOptions): Fields {
  const url = options.showSecrets ? (text: string) => text : maskUrl;
  switch (event.type) {
    case 'ready':
      return readyFields(event);
    case 'request':
      return requestFields(event, options, url);
    case 'attempt':
      return { ...attemptFields(event, url), ...answerFields(event, options) };
    case 'delivery':
      return deliveryFields(event);
    case 'disorder':
      return disorderFields(event);
    case 'hold':
      return {
        run: event.run,
        profile: event.profile,
        detail: event.detail,
        until: event.untilMs === null ? null : isoTime(event.untilMs),
      };
    case 'summary':
      return summaryFields(event);
    case 'plan':
      return planFields(event, url);
    case 'printed':
      return printedFields(event);
    case 'provider':
      return providerFields(event);
    case 'schedule':
      return scheduleFields(event);
    case 'secret':
      return secretFields(event);
    case 'finding':
      return findingFields(event);
    case 'pruned':
      return {
        requests: event.requests,
        waiting: event.waiting,
        runs: event.runs,
        unfinished_runs: event.unfinishedRuns,
        body_files: event.bodyFiles,
        body_file_bytes: event.bodyFileBytes,
      };
    case 'error':
      return errorFields(event);
    default:
      return event satisfies never;
  }
}

function readyFields({ url, ui, pid }: ReadyEvent): Fields {
  return { url, ui, pid };
}

function requestFields(
  event: RequestEvent,
  options: JsonOptions,
  url: (text: string) => string,
): Fields {
  const { request, verification, answered, again } = event;
  const { headers, trailers, body, bodyFile } = request;
  return {
    id: request.id,
    received_at: isoTime(request.receivedAtMs),
    method: request.method,
    url: url(request.url),
    path: url(request.path),
    http_version: request.httpVersion,
    remote_address: request.remoteAddress,
    headers: options.showSecrets ? headers : maskHeaders(headers),
    ...(trailers === undefined
      ? {}
      : { trailers: options.showSecrets ? trailers : maskHeaders(trailers) }),
    body_bytes: bodyBytes(request),
    body_sha256: event.bodySha256,
    ...(options.withBody === true && bodyFile === undefined ? bodyFields(body) : {}),
    provider: event.provider,
    events: event.events.map(({ name, wireName, id, recipient }) => ({
      name,
      wire_name: wireName,
      id,
      recipient,
    })),
    verification: {
      status: verification.status,
      cause: verification.status === 'failed' ? verification.cause : null,
      detail: verification.detail,
    },
    answered: answered === null ? null : { status: answered.status, source: answered.source },
    again: again === null ? null : againFields(again),
    saved_to: event.savedTo,
  };
}

function againFields({ count, sinceFirstMs, plannedMs }: Redelivery): Fields {
  const plan = plannedMs === undefined ? {} : { planned_ms: plannedMs };
  return { count, since_first_ms: sinceFirstMs, ...plan };
}

function attemptFields(event: AttemptEvent, url: (text: string) => string): Fields {
  return {
    delivery: event.delivery,
    run: event.run,
    source: event.source,
    attempt: event.attempt,
    max_attempts: event.maxAttempts,
    method: event.method,
    url: url(event.url),
    started_at: isoTime(event.startedAtMs),
    status: event.status,
    error: event.error,
    ...(event.errorKind === undefined ? {} : { error_kind: event.errorKind }),
    ...(event.hint === undefined ? {} : { hint: event.hint }),
    duration_ms: event.durationMs,
    next_attempt_at: event.nextAttemptAtMs === null ? null : isoTime(event.nextAttemptAtMs),
    signed: event.signed,
    signed_note: event.signedNote,
    body_bytes: event.bodyBytes,
    body_sha256: event.bodySha256,
  };
}

/** The answer itself, where it is wanted: of requests sent on, and with bodies. */
function answerFields({ run, response }: AttemptEvent, options: JsonOptions): Fields {
  if (response === undefined || response === null) return {};
  if (options.withBody !== true && run !== 'forward') return {};
  const { status, headers, body } = response;
  return {
    response: {
      status,
      headers: options.showSecrets ? headers : maskHeaders(headers),
      ...bodyFields(body),
    },
  };
}

function deliveryFields(event: DeliveryEvent): Fields {
  const { delivery, run, source, outcome, attempts, status } = event;
  return { delivery, run, source, outcome, attempts, status };
}

function summaryFields(event: SummaryEvent): Fields {
  const { p50, p90, p99, max } = event.latencyMs;
  return {
    run: event.run,
    total: event.total,
    delivered: event.delivered,
    failed: event.failed,
    ...(event.dropped === undefined ? {} : { dropped: event.dropped }),
    ...(event.pending === undefined ? {} : { pending: event.pending }),
    attempts: event.attempts,
    elapsed_ms: event.elapsedMs,
    per_second: event.perSecond,
    latency_ms: { p50, p90, p99, max },
    ...(event.isPlanned === undefined ? {} : { planned: event.isPlanned }),
    ...(event.startedAtMs === undefined ? {} : { started_at: isoTime(event.startedAtMs) }),
    ...(event.disorder === undefined ? {} : { disorder: disorderSummaryFields(event.disorder) }),
  };
}

function disorderFields(event: DisorderEvent): Fields {
  const { run, delivery, source, done, copyOf, heldBackMs, place, ids } = event;
  return { run, delivery, source, done, copy_of: copyOf, held_back_ms: heldBackMs, place, ids };
}

function disorderSummaryFields(summary: DisorderSummary): Fields {
  const { seed, shuffled, leftOut, copies, heldBack } = summary;
  return { seed, shuffled, left_out: leftOut, copies, held_back: heldBack };
}

function planFields(event: PlanEvent, url: (text: string) => string): Fields {
  return {
    source: event.source,
    provider: event.provider,
    url: url(event.url),
    signed: event.signed,
    profile: profileFields(event.profile),
    attempts: plannedTimes(event),
  };
}

function findingFields({ check, group, result, cause, detail, hint }: FindingEvent): Fields {
  return { check, ...(group === undefined ? {} : { group }), result, cause, detail, hint };
}

function errorFields({ code, message, hint }: ErrorEvent): Fields {
  return { code, message, hint };
}
