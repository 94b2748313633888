import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const DEFAULT: RetryProfile = {
  name: 'resend',
  summary: '7 retries over 27h35m5s: 5s, 5m, 30m, 2h, 5h, 10h, 10h',
  delaysMs: [
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    10 * HOUR_MS,
  ],
  timeoutMs: 15 * SECOND_MS,
  success: ANY_2XX,
  stop: [],
  afterLast:
    'the message is marked failed and can be replayed by hand; an endpoint that fails for 5 days is disabled',
  evidence:
    'Svix documentation: delays, 15 s timeout, 2xx, no redirects; without the jitter of 20 % of the open-source server',
};

export const RETRY_PROFILES = [DEFAULT] as const;
