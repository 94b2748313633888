import { ANY_2XX, ONLY_200, type RetryProfile } from '../../core/schedule.ts';

const MINUTE_MS = 60_000;
const TIMEOUT_MS = 3_000;

/** Events API. */
const EVENTS: RetryProfile = {
  name: 'slack',
  summary: '3 retries: at once, after 1 minute, after 5 minutes',
  delaysMs: [0, 1 * MINUTE_MS, 5 * MINUTE_MS],
  timeoutMs: TIMEOUT_MS,
  success: ANY_2XX,
  stop: [],
  afterLast:
    'the event is lost; an app that answers fewer than 5 % of deliveries within 60 minutes may have its subscriptions switched off',
  evidence:
    'Slack documentation: three retries, 3 s for an answer; the times are read as distances between attempts',
};

/** Slash commands, interactivity, and the challenge of a new request URL. */
const ONCE: RetryProfile = {
  name: 'slack:once',
  summary: 'slash commands, interactivity, url_verification: one attempt',
  delaysMs: [],
  timeoutMs: TIMEOUT_MS,
  success: ONLY_200,
  stop: [],
  afterLast: 'the user sees an error',
  evidence:
    'Slack documentation: 200 within 3 s; that nothing is retried is taken from its silence',
};

export const RETRY_PROFILES = [EVENTS, ONCE] as const;

/** Variant of {@link ONCE}: the part of its name after the colon. */
export const ONCE_RETRY = 'once';
