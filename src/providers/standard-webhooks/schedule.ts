import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const SPECIFICATION: RetryProfile = {
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
  afterLast: 'left to the sender; 410 disables the endpoint',
  evidence:
    'the example schedule of the specification, without the jitter it advises; a timeout of 15 to 30 s is recommended',
};

const SVIX: RetryProfile = {
  name: 'standard-webhooks:svix',
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
  timeoutMs: 30 * SECOND_MS,
  success: ANY_2XX,
  stop: [],
  afterLast: 'the message is given up; an endpoint that fails for 120 hours is disabled',
  evidence:
    'defaults of the open-source Svix server, without its jitter of 20 %; it has no special case for 410',
};

export const RETRY_PROFILES = [SPECIFICATION, SVIX] as const;
