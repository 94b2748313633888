import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const TIMEOUT_MS = 15_000;

/** `rc`, `tt` and `ct` of the connection overrides, and `ct` as the one reason to try again. */
const ONE_RETRY = {
  ...PLAIN_RULES,
  delaysMs: [0],
  timeoutMs: TIMEOUT_MS,
  connectTimeoutMs: 5_000,
  totalMs: TIMEOUT_MS,
  // The connection was made: neither an answer nor the lack of one is a reason to try again.
  givesUpOn: ['timeout', 'broken'],
  keeps: ['I-Twilio-Idempotency-Token'],
} as const;

const SOURCE =
  'Twilio documentation: 1 retry (rc), 15 s in all (tt), 5 s of it to connect (ct); that it is made at once and only for a connection that could not be made is taken from compatible products';

/** Status callbacks. */
const WEBHOOKS: RetryProfile = {
  ...ONE_RETRY,
  name: 'twilio',
  summary: '1 retry at once, only when no connection could be made; 15 s in all',
  success: ANY_2XX,
  stop: [[300, 599]],
  afterLast: 'the callback is given up',
  evidence: SOURCE,
};

/** Inbound messages and calls, whose answer is TwiML. */
const TWIML: RetryProfile = {
  ...ONE_RETRY,
  name: 'twilio:twiml',
  summary: 'inbound messages and calls: 1 retry at once, only when no connection could be made',
  success: [200, 204],
  stop: [
    [201, 203],
    [205, 599],
  ],
  redirects: { max: 5, statuses: [301, 302, 303, 307] },
  after: { event: 'elsewhere', webhook: 'stays' },
  afterLast: 'the fallback URL is requested, if there is one, with ErrorCode and ErrorUrl',
  evidence: `${SOURCE}; 200 with TwiML, text or nothing, 204 for messages; that redirects are followed is inferred, and how many is a choice`,
};

/** Event Streams. */
const EVENT_STREAMS: RetryProfile = {
  ...PLAIN_RULES,
  name: 'twilio:event-streams',
  summary: 'Event Streams: 8 retries with growing distances within 4 hours, a choice',
  delaysMs: [1, 2, 5, 10, 20, 40, 60, 90].map((minutes) => minutes * MINUTE_MS),
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  stop: [],
  keeps: ['I-Twilio-Idempotency-Token'],
  afterLast: 'the events are lost',
  evidence: 'not checked against a source: up to 4 hours is from memory, the delays are a choice',
};

export const RETRY_PROFILES = [WEBHOOKS, TWIML, EVENT_STREAMS] as const;

/** Variants: the part of a profile's name after the colon. */
export const TWIML_RETRY = 'twiml';
export const EVENT_STREAMS_RETRY = 'event-streams';
