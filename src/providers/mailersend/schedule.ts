import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const COMMON = {
  ...PLAIN_RULES,
  timeoutMs: 3 * SECOND_MS,
  success: ANY_2XX,
  after: { event: 'lost', webhook: 'paused' },
} as const;

/** Retried are 5xx, 429 and timeouts; a host that is not found is not looked up again. */
const CURRENT_RULES = {
  stop: [
    [300, 428],
    [430, 499],
  ],
  givesUpOn: ['dns'],
} as const;

const TWO_RETRIES = {
  ...COMMON,
  delaysMs: [10 * SECOND_MS, 100 * SECOND_MS],
  endpoint: {
    failures: 20,
    withinMs: 24 * 60 * MINUTE_MS,
    statuses: null,
    noAnswers: null,
    pauseMs: null,
  },
  afterLast:
    'the event is lost; after 20 failures within 24 hours the webhook is paused until someone enables it',
} as const;

const DOCUMENTED: RetryProfile = {
  ...TWO_RETRIES,
  ...CURRENT_RULES,
  name: 'mailersend',
  summary: '2 retries: after 10s, and after 100s more; only after a 5xx, a 429 or no answer',
  evidence:
    'MailerSend documentation as of December 2025: three attempts, 3 s timeout; that 4xx other than 429 and an unknown host end it is in its text of 2026',
};

/** That text as a whole: every failure is retried. */
const OF_2025: RetryProfile = {
  ...TWO_RETRIES,
  name: 'mailersend:2025',
  summary: '2 retries: after 10s, and after 100s more; after any failure',
  stop: [],
  evidence:
    'MailerSend documentation as of December 2025: three attempts, 3 s timeout, a 4xx is retried like others',
};

/** Only "exponential, for about three days" is published. */
const OF_2026: RetryProfile = {
  ...COMMON,
  ...CURRENT_RULES,
  name: 'mailersend:2026',
  summary: '12 retries over 68h15m, doubling from 1m to 34h8m; the single delays are a choice',
  delaysMs: Array.from({ length: 12 }, (_, index) => 2 ** index * MINUTE_MS),
  afterLast: 'the event is lost; a webhook that is down for too long is paused',
  evidence:
    'MailerSend documentation of 2026, read second-hand: exponential back-off for about three days; the gaps are a choice',
};

export const RETRY_PROFILES = [DOCUMENTED, OF_2026, OF_2025] as const;
