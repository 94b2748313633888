import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const WEBHOOKS: RetryProfile = {
  ...PLAIN_RULES,
  name: 'shopify',
  summary: '8 retries over 4 hours: 1m, 2m, 4m, 8m, 15m, 30m, 1h, 2h',
  delaysMs: [
    1 * MINUTE_MS,
    2 * MINUTE_MS,
    4 * MINUTE_MS,
    8 * MINUTE_MS,
    15 * MINUTE_MS,
    30 * MINUTE_MS,
    1 * HOUR_MS,
    2 * HOUR_MS,
  ],
  timeoutMs: 5_000,
  connectTimeoutMs: 1_000,
  success: ANY_2XX,
  stop: [],
  keeps: ['X-Shopify-Webhook-Id', 'X-Shopify-Event-Id', 'X-Shopify-Triggered-At'],
  after: { event: 'lost', webhook: 'removed' },
  afterLast:
    'after 8 failures in a row a subscription made through the Admin API is removed; one of the app configuration stays. Warnings go to the emergency developer address',
  evidence:
    'Shopify documentation since 10 September 2024: 8 retries over 4 hours, exponential, 5 s timeout, 1 s of it to connect; the single delays are a choice that adds up to 4 h',
};

export const RETRY_PROFILES = [WEBHOOKS] as const;
