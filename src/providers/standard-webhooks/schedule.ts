import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';
import { SVIX_DELAYS_MS, SVIX_RULES } from '../svix-retry.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const CHANGES = ['webhook-timestamp', 'webhook-signature'];
const KEEPS = ['webhook-id'];

const SPECIFICATION: RetryProfile = {
  ...PLAIN_RULES,
  name: 'standard-webhooks',
  summary: '9 retries over 75h35m5s: 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h',
  delaysMs: [
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
  ],
  timeoutMs: 30 * SECOND_MS,
  success: ANY_2XX,
  stop: [410],
  retryAfter: { maxFactor: null, maxMs: 24 * HOUR_MS },
  changes: CHANGES,
  keeps: KEEPS,
  endpoint: { failures: 1, withinMs: null, statuses: [410], noAnswers: [], pauseMs: null },
  after: { event: 'unknown', webhook: 'unknown' },
  afterLast: 'left to the sender; 410 disables the endpoint',
  evidence:
    'the example schedule of the specification; it advises jitter, but names no amount, so there is none; a timeout of 15 to 30 s is recommended, Retry-After should be heeded, redirects are not followed; the bound on Retry-After, the longest wait of the list, is a choice',
};

const SVIX: RetryProfile = {
  ...SVIX_RULES,
  name: 'standard-webhooks:svix',
  summary: '7 retries over 27h35m5s: 5s, 5m, 30m, 2h, 5h, 10h, 10h, each 20 % more or less',
  delaysMs: SVIX_DELAYS_MS,
  timeoutMs: 30 * SECOND_MS,
  success: ANY_2XX,
  stop: [],
  changes: CHANGES,
  keeps: KEEPS,
  after: { event: 'lost', webhook: 'disabled' },
  afterLast: 'the message is given up; an endpoint that fails for 120 hours is disabled',
  evidence:
    'defaults and code of the open-source Svix server: delays, 30 s timeout, jitter, Retry-After between one and two waits, at least 60 s after a 429 or a timeout; it has no special case for 410',
};

export const RETRY_PROFILES = [SPECIFICATION, SVIX] as const;
