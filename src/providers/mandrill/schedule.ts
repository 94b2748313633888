import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ONLY_200, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;

/** The provider's figures are not public; these delays stand in for them. */
const STAND_IN: RetryProfile = {
  ...PLAIN_RULES,
  name: 'mandrill',
  summary:
    '7 retries over 2h3m, doubling from 1 minute to 1 hour: a choice, the figures are not public',
  delaysMs: [
    1 * MINUTE_MS,
    2 * MINUTE_MS,
    4 * MINUTE_MS,
    8 * MINUTE_MS,
    16 * MINUTE_MS,
    32 * MINUTE_MS,
    60 * MINUTE_MS,
  ],
  timeoutMs: 30_000,
  success: ONLY_200,
  stop: [],
  after: { event: 'unknown', webhook: 'stays' },
  afterLast:
    'Mandrill retries until the batch is accepted or a person presses "give up"; new events seem to wait behind a failing batch',
  evidence:
    'knowledge base: failed batches are tried again, 200 is the success named; delays and timeout are a choice',
};

export const RETRY_PROFILES = [STAND_IN] as const;
