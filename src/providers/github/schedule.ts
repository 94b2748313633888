import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

/** GitHub does not deliver again by itself. */
const NEVER: RetryProfile = {
  ...PLAIN_RULES,
  name: 'github',
  summary: 'one attempt; GitHub never retries by itself',
  delaysMs: [],
  timeoutMs: 10_000,
  success: ANY_2XX,
  stop: [],
  keeps: ['X-GitHub-Delivery'],
  after: { event: 'by hand', webhook: 'stays' },
  afterLast:
    'the delivery is recorded as failed; for 3 days it can be redelivered by hand or through the API, with the same id, body and signature',
  evidence:
    'GitHub documentation: no automatic redelivery, 10 s timeout, 2xx is a success; that redirects are not followed is what others report',
};

/** GitHub Enterprise Server waits longer. */
const ENTERPRISE_SERVER: RetryProfile = {
  ...NEVER,
  name: 'github:enterprise-server',
  summary: 'GitHub Enterprise Server: one attempt, 30 s timeout',
  timeoutMs: 30_000,
  evidence: 'GitHub Enterprise Server documentation: 30 s timeout',
};

export const RETRY_PROFILES = [NEVER, ENTERPRISE_SERVER] as const;
