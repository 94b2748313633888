import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ONLY_200, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Refused for good, whatever the event. */
const STOP = [403];

const COMMON = {
  ...PLAIN_RULES,
  // The delays are given as following the failure before.
  waitsFrom: 'end',
  // Undocumented.
  timeoutMs: 30_000,
  success: ONLY_200,
  stop: STOP,
} as const;

const SOURCE =
  'Postmark support article on webhook retries, November 2025; 200 is the one documented success, and the timeout is a choice';

const LONG = {
  ...COMMON,
  summary: '10 retries over 10h21m: 1m, 5m, 3 x 10m, 15m, 30m, 1h, 2h, 6h',
  delaysMs: [
    1 * MINUTE_MS,
    5 * MINUTE_MS,
    10 * MINUTE_MS,
    10 * MINUTE_MS,
    10 * MINUTE_MS,
    15 * MINUTE_MS,
    30 * MINUTE_MS,
    1 * HOUR_MS,
    2 * HOUR_MS,
    6 * HOUR_MS,
  ],
} as const;

/** Click, open, delivery and subscription change. */
const SHORT: RetryProfile = {
  ...COMMON,
  name: 'postmark',
  summary: '3 retries over 21m: 1m, 5m, 15m',
  delaysMs: [1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS],
  afterLast: 'the event is lost',
  evidence: SOURCE,
};

const BOUNCE: RetryProfile = {
  ...LONG,
  name: 'postmark:bounce',
  afterLast: 'the event is lost',
  evidence: `${SOURCE}; for spam complaints assumed the same`,
};

const INBOUND: RetryProfile = {
  ...LONG,
  name: 'postmark:inbound',
  after: { event: 'by hand', webhook: 'stays' },
  afterLast: 'the mail is marked "Inbound Error" and can be sent again by hand',
  evidence: SOURCE,
};

/** For every webhook, says a repository of Postmark's own; the support article is more exact. */
const SKILLS: RetryProfile = {
  ...LONG,
  name: 'postmark:skills',
  afterLast: 'the event is lost',
  evidence:
    "Postmark's repository postmark-skills (2026), which the support article contradicts; 200 is the one documented success, and the timeout is a choice",
};

export const RETRY_PROFILES = [SHORT, BOUNCE, INBOUND, SKILLS] as const;

/** Variants: the part of a profile's name after the colon. */
export const LONG_RETRY = 'bounce';
export const INBOUND_RETRY = 'inbound';
