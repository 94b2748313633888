import { PLAIN_RULES, type RetryRules } from '../core/retry-rules.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** 27 h 35 min 5 s in all. */
export const SVIX_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];

/** How the open-source Svix server waits; each delay follows a failure. */
export const SVIX_RULES: RetryRules = {
  ...PLAIN_RULES,
  jitter: { from: 0.8, to: 1.2 },
  waitsFrom: 'end',
  floor: { minMs: 60 * SECOND_MS, statuses: [429], noAnswers: ['timeout', 'connect-timeout'] },
  retryAfter: { maxFactor: 2, maxMs: null },
};
