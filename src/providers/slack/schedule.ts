import { PLAIN_RULES, type RetryHeader } from '../../core/retry-rules.ts';
import { ANY_2XX, ONLY_200, type RetryProfile, repeatDelay } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const COMMON = {
  ...PLAIN_RULES,
  timeoutMs: 3_000,
  stop: [],
  changes: ['X-Slack-Request-Timestamp', 'X-Slack-Signature'],
} as const;

const RETRY_HEADERS: readonly RetryHeader[] = [
  { name: 'X-Slack-Retry-Num', holds: 'number' },
  {
    name: 'X-Slack-Retry-Reason',
    holds: 'reason',
    reasons: {
      timeout: 'http_timeout',
      'connect-timeout': 'http_timeout',
      redirects: 'too_many_redirects',
      connection: 'connection_failed',
      dns: 'connection_failed',
      broken: 'connection_failed',
      tls: 'ssl_error',
      status: 'http_error',
      other: 'unknown_error',
    },
  },
];

/** Almost at once, after 1 minute, after 5 minutes. */
const FIRST_DELAYS_MS = [0, 1 * MINUTE_MS, 5 * MINUTE_MS] as const;

/** Events API. */
const EVENTS: RetryProfile = {
  ...COMMON,
  name: 'slack',
  summary: '3 retries: at once, after 1 minute, after 5 minutes',
  delaysMs: FIRST_DELAYS_MS,
  success: ANY_2XX,
  stopHeader: { name: 'X-Slack-No-Retry', value: '1' },
  redirects: { max: 2, statuses: [301, 302, 303, 307, 308] },
  retryHeaders: RETRY_HEADERS,
  after: { event: 'lost', webhook: 'disabled' },
  afterLast:
    'the event is lost; an app that answers fewer than 5 % of deliveries within 60 minutes may have its subscriptions switched off',
  evidence:
    'Slack documentation: three retries, 3 s for an answer, up to 2 redirects, X-Slack-No-Retry; the times are read as distances between attempts, and that each is signed afresh is inferred',
};

/** An optional setting of an app. */
const DELAYED_EVENTS: RetryProfile = {
  ...EVENTS,
  name: 'slack:delayed-events',
  summary: '27 retries: at once, after 1 minute, after 5 minutes, then every hour for 24 hours',
  delaysMs: [...FIRST_DELAYS_MS, ...repeatDelay(24, HOUR_MS)],
  evidence:
    'the setting "delayed events" of Slack documentation, hourly for 24 hours, not checked against it; the rest as for slack',
};

/** Slash commands, interactivity, and the challenge of a new request URL. */
const ONCE: RetryProfile = {
  ...COMMON,
  name: 'slack:once',
  summary: 'slash commands, interactivity, url_verification: one attempt',
  delaysMs: [],
  success: ONLY_200,
  afterLast: 'the user sees an error',
  evidence:
    'Slack documentation: 200 within 3 s; that nothing is retried, and no redirect followed, is taken from its silence',
};

export const RETRY_PROFILES = [EVENTS, ONCE, DELAYED_EVENTS] as const;

/** Variant of {@link ONCE}: the part of its name after the colon. */
export const ONCE_RETRY = 'once';
