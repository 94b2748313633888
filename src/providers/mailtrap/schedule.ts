import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ONLY_200, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const TIMEOUT_MS = 30 * SECOND_MS;

/** Sending, audit and campaign webhooks. */
const SENDING: RetryProfile = {
  ...PLAIN_RULES,
  name: 'mailtrap',
  summary: '40 retries, one every 5 minutes (200 minutes after the first try)',
  delaysMs: repeatDelay(40, 5 * MINUTE_MS),
  timeoutMs: TIMEOUT_MS,
  success: ONLY_200,
  stop: [],
  after: { event: 'lost', webhook: 'paused' },
  afterLast:
    'the batch is lost; newer documentation adds that the webhook is paused, its owner is told by e-mail and must resume it by hand',
  evidence:
    'Mailtrap documentation: retries, 30 s timeout, only 200 is a success; for audit and campaign webhooks assumed the same',
};

/** Inbound webhooks: only the bounds are published, "up to 10 attempts within 24 h". */
const INBOUND: RetryProfile = {
  ...PLAIN_RULES,
  name: 'mailtrap:inbound',
  summary: 'exponential backoff, 10 attempts within 24 hours; the single delays are a choice',
  delaysMs: [
    1 * MINUTE_MS,
    3 * MINUTE_MS,
    8 * MINUTE_MS,
    20 * MINUTE_MS,
    45 * MINUTE_MS,
    105 * MINUTE_MS,
    3 * HOUR_MS,
    5 * HOUR_MS,
    7 * HOUR_MS,
  ],
  timeoutMs: TIMEOUT_MS,
  success: ONLY_200,
  stop: [],
  after: { event: 'unknown', webhook: 'unknown' },
  afterLast: 'not documented',
  evidence:
    'Mailtrap documentation gives the number of attempts and the window; the split of the delays is a choice',
};

export const RETRY_PROFILES = [SENDING, INBOUND] as const;

/** Variant that inbound events use: the part of the profile name after the colon. */
export const INBOUND_RETRY = 'inbound';
