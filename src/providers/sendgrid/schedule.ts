import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Not published. */
const TIMEOUT_MS = 30 * SECOND_MS;

/** Event Webhook: only the window of 24 hours is published. */
const EVENTS: RetryProfile = {
  ...PLAIN_RULES,
  name: 'sendgrid',
  summary: '11 retries at growing intervals within 24 hours; the single delays are a choice',
  delaysMs: [
    1 * MINUTE_MS,
    2 * MINUTE_MS,
    5 * MINUTE_MS,
    10 * MINUTE_MS,
    15 * MINUTE_MS,
    30 * MINUTE_MS,
    1 * HOUR_MS,
    2 * HOUR_MS,
    4 * HOUR_MS,
    8 * HOUR_MS,
    7 * HOUR_MS,
  ],
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  stop: [],
  changes: ['X-Twilio-Email-Event-Webhook-Signature', 'X-Twilio-Email-Event-Webhook-Timestamp'],
  afterLast: 'the batch is lost; nobody is told and nothing is switched off',
  evidence:
    'SendGrid documentation: every non-2xx is retried at growing intervals for 24 hours from the event; delays and timeout are a choice',
};

/** Inbound Parse: "every 5 to 10 minutes in the first hour, afterwards about every 3 hours", up to 72 hours. */
const INBOUND: RetryProfile = {
  ...PLAIN_RULES,
  name: 'sendgrid:inbound',
  summary: '30 retries of a 5xx over 70 hours: 2 x 5m, 5 x 10m, 23 x 3h',
  delaysMs: [
    ...repeatDelay(2, 5 * MINUTE_MS),
    ...repeatDelay(5, 10 * MINUTE_MS),
    ...repeatDelay(23, 3 * HOUR_MS),
  ],
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  stop: [[300, 499]],
  givesUpOn: ['dns'],
  afterLast: 'the mail is dropped; nobody is told',
  evidence:
    'SendGrid documentation: only 5xx is retried, up to 72 hours, 3xx, 4xx and a host that is not found drop the mail at once; the spread of the delays, the timeout, and that it is retried are choices',
};

export const RETRY_PROFILES = [EVENTS, INBOUND] as const;

/** Variant that inbound mail uses: the part of the profile name after the colon. */
export const INBOUND_RETRY = 'inbound';
