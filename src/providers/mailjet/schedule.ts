import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ONLY_200, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const COMMON = {
  ...PLAIN_RULES,
  /** There is a limit, but it is not published. */
  timeoutMs: 30 * SECOND_MS,
  success: ONLY_200,
  stop: [],
  after: { event: 'elsewhere', webhook: 'suspended' },
  afterLast:
    'the URL is suspended until a new one is saved; events go to the backup URL if there is one',
} as const;

const CURRENT: RetryProfile = {
  ...COMMON,
  name: 'mailjet',
  summary: '2880 retries, one every 30 seconds for 24 hours',
  delaysMs: repeatDelay(2880, 30 * SECOND_MS),
  evidence:
    'Mailjet documentation: every 30 seconds, until 24 hours after the first failure unless a new event occurs; only 200 is a success; the timeout is a choice',
};

/** A localized help page still has it. */
const OLDER: RetryProfile = {
  ...COMMON,
  name: 'mailjet:older',
  summary: '10 retries, one every 10 minutes: an older rule',
  delaysMs: repeatDelay(10, 10 * MINUTE_MS),
  evidence: 'a Portuguese page of the Mailjet help centre, which the documentation contradicts',
};

export const RETRY_PROFILES = [CURRENT, OLDER] as const;
