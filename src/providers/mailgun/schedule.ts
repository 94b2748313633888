import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ONLY_200, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Mailgun publishes none; emulators of it use ten seconds. */
const TIMEOUT_MS = 10_000;
const NOT_ACCEPTABLE = 406;

const COMMON = {
  ...PLAIN_RULES,
  timeoutMs: TIMEOUT_MS,
  success: ONLY_200,
  stop: [NOT_ACCEPTABLE],
  afterLast: 'the event is dropped; the webhook stays enabled',
} as const;

export const MAILGUN_RETRY: readonly [RetryProfile, ...RetryProfile[]] = [
  {
    ...COMMON,
    name: 'mailgun',
    summary: 'event webhooks: 6 retries over 7h30m (the manual rounds to 8 hours); 406 ends it',
    delaysMs: [
      5 * MINUTE_MS,
      10 * MINUTE_MS,
      15 * MINUTE_MS,
      1 * HOUR_MS,
      2 * HOUR_MS,
      4 * HOUR_MS,
    ],
    evidence:
      'user manual, "Automatic Retries", 2024 to 2026: 200 and 406 end it, all else is retried; the timeout is a choice, as emulators have it',
  },
  {
    ...COMMON,
    name: 'mailgun:legacy-docs',
    summary: 'event webhooks and routes by the old manual: 7 retries over 8h5m; 406 ends it',
    delaysMs: [
      10 * MINUTE_MS,
      10 * MINUTE_MS,
      15 * MINUTE_MS,
      30 * MINUTE_MS,
      1 * HOUR_MS,
      2 * HOUR_MS,
      4 * HOUR_MS,
    ],
    evidence: 'user manual of 2013 to 2024 (superseded); the timeout is a choice',
  },
  {
    ...COMMON,
    name: 'mailgun:route',
    summary: 'inbound routes: 6 retries over 7h55m; 406 ends it',
    delaysMs: [
      10 * MINUTE_MS,
      15 * MINUTE_MS,
      30 * MINUTE_MS,
      1 * HOUR_MS,
      2 * HOUR_MS,
      4 * HOUR_MS,
    ],
    afterLast: "the mail is marked as failed in Mailgun's log",
    evidence:
      'user manual, "Receiving Messages via HTTP through a forward() action"; seen so in December 2019; the timeout is a choice',
  },
  {
    ...COMMON,
    name: 'mailgun:none',
    summary: 'delivered events: one attempt, never retried',
    delaysMs: [],
    evidence: 'every version of the manual excludes the delivery notification from retries',
  },
];
