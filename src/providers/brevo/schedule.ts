import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const COMMON = {
  ...PLAIN_RULES,
  delaysMs: [10 * MINUTE_MS, 1 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS],
  /** Not published. */
  timeoutMs: 30 * SECOND_MS,
  success: ANY_2XX,
  // "Unresponsive server": how many failures that takes, and which, is a choice.
  endpoint: {
    failures: 1,
    withinMs: null,
    statuses: [],
    noAnswers: ['connection', 'connect-timeout', 'timeout', 'broken'],
    pauseMs: 10 * MINUTE_MS,
  },
  afterLast: 'the event is dropped; nothing is switched off',
} as const;

/** A server that answers with an error of its own loses the event. */
const BREVO: RetryProfile = {
  ...COMMON,
  name: 'brevo',
  summary: '4 retries over 11h10m: 10m, 1h, 2h, 8h; only after a 429, a timeout or no connection',
  // All that is not named as retried: a redirect too.
  stop: [
    [300, 428],
    [430, 599],
  ],
  evidence:
    'Brevo documentation: four retries, each delay counted from the attempt before; a 4xx but 429, or a 5xx, ends them at once; a server that does not respond gets nothing for 10 minutes; that a redirect ends them too, the timeout, and that one failure makes the pause, are choices',
};

/** The page did not always have the rule that an error answer ends it. */
const OLDER: RetryProfile = {
  ...COMMON,
  name: 'brevo:older',
  summary: '4 retries over 11h10m: 10m, 1h, 2h, 8h; after any failure',
  stop: [],
  evidence:
    'an older version of the same page, without the rule for 4xx and 5xx (superseded); the timeout is a choice',
};

export const RETRY_PROFILES = [BREVO, OLDER] as const;
