import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const COMMON = {
  timeoutMs: 3 * SECOND_MS,
  success: ANY_2XX,
  // Retried are 5xx, 429 and timeouts.
  stop: [
    [400, 428],
    [430, 499],
  ],
} as const;

const DOCUMENTED: RetryProfile = {
  ...COMMON,
  name: 'mailersend',
  summary: '2 retries: after 10s, and after 100s more',
  delaysMs: [10 * SECOND_MS, 100 * SECOND_MS],
  afterLast:
    'the event is lost; after 20 failures within 24 hours the webhook is paused until someone enables it',
  evidence:
    'MailerSend documentation as of December 2025: three attempts, 3 s timeout; that 4xx other than 429 end it is in its text of 2026',
};

/** Only "exponential, for about three days" is published. */
const OF_2026: RetryProfile = {
  ...COMMON,
  name: 'mailersend:2026',
  summary: '12 retries over 68h15m, doubling from 1m to 34h8m; the single delays are a choice',
  delaysMs: Array.from({ length: 12 }, (_, index) => 2 ** index * MINUTE_MS),
  afterLast: 'the event is lost; a webhook that is down for too long is paused',
  evidence:
    'MailerSend documentation of 2026, read second-hand: exponential back-off for about three days; the gaps are a choice',
};

export const RETRY_PROFILES = [DOCUMENTED, OF_2026] as const;
