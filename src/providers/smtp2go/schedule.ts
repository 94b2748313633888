import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const FIRST_HALF_HOUR_MS = repeatDelay(4, 7.5 * MINUTE_MS);

const COMMON = {
  ...PLAIN_RULES,
  timeoutMs: 10 * SECOND_MS,
  success: ANY_2XX,
  stop: [],
  after: { event: 'by hand', webhook: 'stays' },
  afterLast:
    'nothing more is sent; the entry stays under Failed Notifications, where it can be retried by hand',
} as const;

/** "5 times in the first 30 minutes, every hour for 24 hours, every 6 and every 12 hours for 24 hours each, and once after 24 hours". */
const LISTED: RetryProfile = {
  ...COMMON,
  name: 'smtp2go',
  summary: '35 retries over 96h30m: 4 x 7m30s, 24 x 1h, 4 x 6h, 2 x 12h, 24h',
  delaysMs: [
    ...FIRST_HALF_HOUR_MS,
    ...repeatDelay(24, HOUR_MS),
    ...repeatDelay(4, 6 * HOUR_MS),
    ...repeatDelay(2, 12 * HOUR_MS),
    24 * HOUR_MS,
  ],
  evidence:
    'SMTP2GO documentation, as listed there, the first delivery taken as one of the "5 times in the first 30 minutes"; even spacing in them and 2xx as success are choices',
};

/** The same list cut off where the "up to 48 hours" of the same documentation end. */
const WITHIN_48_HOURS: RetryProfile = {
  ...COMMON,
  name: 'smtp2go:48h',
  summary: '31 retries over 42h30m: 4 x 7m30s, 24 x 1h, 3 x 6h',
  delaysMs: [...FIRST_HALF_HOUR_MS, ...repeatDelay(24, HOUR_MS), ...repeatDelay(3, 6 * HOUR_MS)],
  evidence:
    'SMTP2GO documentation, "retried for up to 48 hours", which its own list of retries exceeds',
};

export const RETRY_PROFILES = [LISTED, WITHIN_48_HOURS] as const;
