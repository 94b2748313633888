import { PLAIN_RULES } from '../../core/retry-rules.ts';
import { ANY_2XX, ONLY_200, type RetryProfile } from '../../core/schedule.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const COMMON = {
  ...PLAIN_RULES,
  timeoutMs: 10 * SECOND_MS,
  success: ANY_2XX,
  stop: [],
} as const;

/** `count` waits, each twice the one before it. */
function doubling(count: number, firstMs: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => firstMs * 2 ** index);
}

/** Published: 12 attempts at growing intervals, the last after 8 hours. */
const EVENTS: RetryProfile = {
  ...COMMON,
  name: 'sparkpost',
  summary: '11 retries over 8 hours, each wait twice the one before it from 14 seconds on',
  delaysMs: doubling(11, 14 * SECOND_MS),
  keeps: ['X-MessageSystems-Batch-ID'],
  afterLast: 'the batch is discarded; nothing is switched off',
  evidence:
    'SparkPost support: 12 attempts in 8 hours, 10 s timeout, non-2xx is retried; the single delays are a choice that fits',
};

/** The API reference names 200 alone. */
const ONLY_200_COUNTS: RetryProfile = {
  ...EVENTS,
  name: 'sparkpost:only-200',
  summary: 'the same, but only 200 is a success',
  success: ONLY_200,
  evidence:
    'SparkPost API reference: 200 is the success, where its support pages say any 2xx; the rest as for sparkpost',
};

/** Self-hosted; its delays are not published either. */
const MOMENTUM: RetryProfile = {
  ...EVENTS,
  name: 'sparkpost:momentum',
  summary: 'self-hosted Momentum: 6 s timeout, 11 retries over 4 hours, doubling from 7 seconds on',
  delaysMs: doubling(11, 7 * SECOND_MS),
  timeoutMs: 6 * SECOND_MS,
  evidence:
    'SparkPost support: 6 s and 4 hours on self-hosted Momentum; number and delays of the retries are a choice that fits',
};

/** Published: the first retry after 300 seconds, growing gaps, up to 7 in all. */
const RELAY: RetryProfile = {
  ...COMMON,
  name: 'sparkpost:relay',
  summary: '6 retries over 5h15m, each wait twice the one before it from 5 minutes on',
  delaysMs: doubling(6, 5 * MINUTE_MS),
  afterLast: 'the mail is given up (relay_permfail)',
  evidence:
    'SparkPost API reference: first retry after 300 seconds, up to 7 tries; the other delays and the timeout are a choice',
};

export const RETRY_PROFILES = [EVENTS, RELAY, ONLY_200_COUNTS, MOMENTUM] as const;

/** Variant that relay webhooks use: the part of the profile name after the colon. */
export const RELAY_RETRY = 'relay';
