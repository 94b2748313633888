import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const FIRST_DELAYS_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS] as const;

const COMMON = {
  ...PLAIN_RULES,
  // Not published; others saw between 10 and 30 s.
  timeoutMs: 30_000,
  success: ANY_2XX,
  stop: [],
  changes: ['Stripe-Signature'],
  after: { event: 'by hand', webhook: 'stays' },
} as const;

const LIVE: RetryProfile = {
  ...COMMON,
  name: 'stripe',
  summary: 'live mode: 9 retries, 5m, 30m, 2h, 5h, 10h, then 4 x 12h (65h35m within 3 days)',
  delaysMs: [...FIRST_DELAYS_MS, 5 * HOUR_MS, 10 * HOUR_MS, ...repeatDelay(4, 12 * HOUR_MS)],
  after: { event: 'by hand', webhook: 'disabled' },
  afterLast:
    'the event is marked as failed; for 30 days it can be sent again by hand. An endpoint that fails for days is disabled',
  evidence:
    'Stripe documentation: up to 3 days with exponential back-off; the single delays are what others observed, and the timeout is the longest they saw',
};

const SANDBOX: RetryProfile = {
  ...COMMON,
  name: 'stripe:sandbox',
  summary: 'sandbox and test mode: 3 retries over a few hours, 5m, 30m, 2h',
  delaysMs: FIRST_DELAYS_MS,
  afterLast: 'the event is marked as failed; for 30 days it can be sent again by hand',
  evidence: 'Stripe documentation: 3 tries over a few hours; the single delays are a choice',
};

export const RETRY_PROFILES = [LIVE, SANDBOX] as const;
