import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';
import { SVIX_DELAYS_MS, SVIX_RULES } from '../svix-retry.ts';

const COMMON = {
  ...SVIX_RULES,
  timeoutMs: 15_000,
  success: ANY_2XX,
  stop: [],
  stopHeader: { name: 'webhook-delivery', value: 'abort-message' },
  changes: ['Svix-Timestamp', 'Svix-Signature'],
  keeps: ['Svix-Id'],
  after: { event: 'by hand', webhook: 'disabled' },
  afterLast:
    'the message is marked failed and can be replayed by hand; an endpoint that fails for 5 days is disabled',
} as const;

const RULES_SOURCE =
  'jitter, Retry-After and the 60 s after a 429 or a timeout are those of the open-source server';

const DEFAULT: RetryProfile = {
  ...COMMON,
  name: 'resend',
  summary: '7 retries over 27h35m5s: 5s, 5m, 30m, 2h, 5h, 10h, 10h, each 20 % more or less',
  delaysMs: SVIX_DELAYS_MS,
  evidence: `Resend and Svix documentation: delays after each failure, 15 s timeout, 2xx, no redirects, webhook-delivery: abort-message; ${RULES_SOURCE}`,
};

/** Some text of Resend's stops at one wait of 10 hours. */
const ONE_10H: RetryProfile = {
  ...COMMON,
  name: 'resend:one-10h',
  summary: '6 retries over 17h35m5s: 5s, 5m, 30m, 2h, 5h, 10h, each 20 % more or less',
  delaysMs: SVIX_DELAYS_MS.slice(0, -1),
  evidence: `some text of Resend's has one wait of 10 hours, where Svix documentation has two; ${RULES_SOURCE}`,
};

export const RETRY_PROFILES = [DEFAULT, ONE_10H] as const;
