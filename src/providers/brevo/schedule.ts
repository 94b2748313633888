import { ANY_2XX, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A server that answers with an error of its own loses the event. */
const BREVO: RetryProfile = {
  name: 'brevo',
  summary: '4 retries over 11h10m: 10m, 1h, 2h, 8h; only after a 429, a timeout or no connection',
  delaysMs: [10 * MINUTE_MS, 1 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS],
  /** Not published. */
  timeoutMs: 30 * SECOND_MS,
  success: ANY_2XX,
  stop: [
    [400, 428],
    [430, 599],
  ],
  afterLast: 'the event is dropped; nothing is switched off',
  evidence:
    'Brevo documentation: four retries, each delay counted from the attempt before; a 4xx but 429, or a 5xx, ends them at once; the timeout is a choice',
};

export const RETRY_PROFILES = [BREVO] as const;
