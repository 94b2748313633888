import { utf8Bytes } from '../../src/core/bytes.ts';
import type {
  AttemptEvent,
  DeliveryEvent,
  PlanEvent,
  SummaryEvent,
} from '../../src/core/delivery-events.ts';
import type { RequestEvent } from '../../src/core/events.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import type { ProviderFacts } from '../../src/core/provider-facts.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { PLAIN_RULES } from '../../src/core/retry-rules.ts';
import {
  attemptOffsetsMs,
  ONLY_200,
  type RetryProfile,
  repeatDelay,
} from '../../src/core/schedule.ts';

export const AT_MS = Date.UTC(2026, 10, 21, 6, 50, 0, 123);

export const FORTY_RETRIES: RetryProfile = {
  ...PLAIN_RULES,
  name: 'mailtrap',
  summary: '40 retries, 5 minutes apart',
  delaysMs: repeatDelay(40, 300_000),
  timeoutMs: 30_000,
  success: ONLY_200,
  stop: [],
  afterLast: 'given up',
  evidence: 'help page',
};

export function captured(
  body: string | Uint8Array,
  contentType: string,
  change: Partial<CapturedRequest> = {},
): CapturedRequest {
  const headers: HeaderList = contentType === '' ? [] : [['Content-Type', contentType]];
  return {
    id: '1',
    receivedAtMs: AT_MS,
    url: 'http://127.0.0.1:4665/hooks/mailgun',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    method: 'POST',
    path: '/hooks/mailgun',
    headers,
    body: typeof body === 'string' ? utf8Bytes(body) : body,
    ...change,
  };
}

export function requestEvent(change: Partial<RequestEvent> = {}): RequestEvent {
  return {
    type: 'request',
    request: captured('{"a":1}', 'application/json'),
    bodySha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    provider: 'mailgun',
    events: [{ name: 'bounce', wireName: 'failed', id: 'e-1', recipient: 'alice@example.net' }],
    verification: { status: 'ok', detail: 'signature and time fit' },
    answered: { status: 200, source: 'default' },
    again: null,
    savedTo: null,
    ...change,
  };
}

export function attemptEvent(change: Partial<AttemptEvent> = {}): AttemptEvent {
  return {
    type: 'attempt',
    delivery: 'd-1',
    run: 'run-1',
    source: 'mailgun/bounce',
    attempt: 2,
    maxAttempts: 41,
    url: 'http://127.0.0.1:4665/hook',
    method: 'POST',
    startedAtMs: AT_MS,
    status: 503,
    error: null,
    durationMs: 12,
    nextAttemptAtMs: AT_MS + 300_012,
    signed: 'fresh',
    signedNote: null,
    bodyBytes: 7,
    bodySha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    ...change,
  };
}

export function deliveryEvent(change: Partial<DeliveryEvent> = {}): DeliveryEvent {
  return {
    type: 'delivery',
    delivery: 'd-1',
    run: 'run-1',
    source: 'mailgun/bounce',
    outcome: 'delivered',
    attempts: 2,
    status: 200,
    ...change,
  };
}

export function summaryEvent(change: Partial<SummaryEvent> = {}): SummaryEvent {
  return {
    type: 'summary',
    run: 'run-1',
    total: 3,
    delivered: 2,
    failed: 1,
    attempts: 5,
    elapsedMs: 12_340,
    perSecond: 0.4052,
    latencyMs: { p50: 0.84, p90: 12.4, p99: 1250, max: 1300 },
    ...change,
  };
}

export function planEvent(change: Partial<PlanEvent> = {}): PlanEvent {
  return {
    type: 'plan',
    source: 'mailgun/bounce',
    provider: 'mailgun',
    url: 'http://127.0.0.1:4665/',
    profile: FORTY_RETRIES,
    offsetsMs: attemptOffsetsMs(FORTY_RETRIES),
    startAtMs: AT_MS,
    signed: 'fresh',
    ...change,
  };
}

/** Facts of a made-up provider, with `text` in every place that holds words. */
export function providerFacts(text: string): ProviderFacts {
  const event = {
    name: text,
    wireName: text,
    aliases: [text],
    summary: text,
    formats: [text],
    retry: text,
  };
  const profile = { ...FORTY_RETRIES, name: text, summary: text, afterLast: text, evidence: text };
  return {
    name: text,
    title: text,
    group: text,
    docsUrl: text,
    sources: [text],
    scheme: text,
    schemeSummary: text,
    covers: [text],
    toleranceMs: 300_000,
    secretShape: text,
    events: [
      { ...event, generation: 'current' },
      { ...event, generation: 'legacy' },
    ],
    retry: [profile],
    batch: { max: 500, windowMs: 30_000 },
    options: [{ name: text, summary: text, default: text, choices: [text] }],
    unknowns: [{ what: text, chosen: text, override: text }],
  };
}
