import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const SECOND_MS = 1000;

const COMMON = {
  ...PLAIN_RULES,
  delaysMs: repeatDelay(3, 20 * SECOND_MS),
  timeoutMs: 15 * SECOND_MS,
  // A timeout adds its 15 s.
  waitsFrom: 'end',
  keeps: ['x-amz-sns-message-id'],
  afterLast:
    "the message goes to the subscription's dead-letter queue, or is lost; the subscription stays",
} as const;

/** Default delivery policy of HTTP subscriptions: 3 retries, all in the back-off phase, from 20 s to 20 s. */
const DEFAULT_POLICY: RetryProfile = {
  ...COMMON,
  name: 'ses',
  summary: '3 retries, 20 seconds after each failure; only 5xx, 429 and no answer are retried',
  success: ANY_2XX,
  // Every other status but 429 and 5xx.
  stop: [
    [100, 199],
    [300, 428],
    [430, 499],
  ],
  evidence:
    'Amazon SNS Developer Guide, "Message delivery retries": default delivery policy; SNS adds jitter, but its amount is not published and it is left out',
};

/** The text of 2022: all that is no 5xx counts as received. */
const TEXT_OF_2022: RetryProfile = {
  ...COMMON,
  name: 'ses:2022',
  summary:
    'as the documentation of 2022 had it: 200 to 4xx counts as received; 3 retries after 20 s',
  success: [[200, 499]],
  stop: [],
  evidence:
    'Amazon SNS Developer Guide of December 2022 (superseded); SNS adds jitter, but its amount is not published and it is left out',
};

export const RETRY_PROFILES = [DEFAULT_POLICY, TEXT_OF_2022] as const;
