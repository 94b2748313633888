import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const TIMEOUT_MS = 15_000;

/** Form webhooks. */
const WEBHOOKS: RetryProfile = {
  name: 'twilio',
  summary: '1 retry at once, only when there was no answer (on Twilio: no connection)',
  delaysMs: [0],
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  // An answer, whatever it is, is never a reason to try again.
  stop: [[300, 599]],
  afterLast:
    'for inbound messages and calls the fallback URL is requested, with ErrorCode and ErrorUrl; status callbacks are given up',
  evidence:
    'Twilio documentation: 1 retry (rc), 15 s in all (tt), 5 s to connect (ct); that it is made at once and only for ct is taken from compatible products',
};

/** Event Streams. */
const EVENT_STREAMS: RetryProfile = {
  name: 'twilio:event-streams',
  summary: 'Event Streams: 8 retries with growing distances within 4 hours, a choice',
  delaysMs: [1, 2, 5, 10, 20, 40, 60, 90].map((minutes) => minutes * MINUTE_MS),
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  stop: [],
  afterLast: 'the events are lost',
  evidence: 'not checked against a source: up to 4 hours is from memory, the delays are a choice',
};

export const RETRY_PROFILES = [WEBHOOKS, EVENT_STREAMS] as const;

/** Variant of {@link EVENT_STREAMS}: the part of its name after the colon. */
export const EVENT_STREAMS_RETRY = 'event-streams';
