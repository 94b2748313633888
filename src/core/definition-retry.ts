import {
  readChoice,
  readDelays,
  readHeaderName,
  readSpan,
  readStatuses,
  readTexts,
} from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import type { DeclaredRetry } from './provider-definition.ts';
import {
  type HeaderRule,
  NO_ANSWERS,
  type NoAnswer,
  PLAIN_RULES,
  type RedirectRule,
  type RetryAfterRule,
  type RetryRules,
} from './retry-rules.ts';
import { ANY_2XX } from './schedule.ts';

const PLAIN: DeclaredRetry = {
  ...PLAIN_RULES,
  delaysMs: [],
  timeoutMs: 30_000,
  success: ANY_2XX,
  stop: [],
};

const KEYS = [
  'delays',
  'from',
  'jitter',
  'timeout',
  'connect_timeout',
  'success',
  'stop',
  'stop_header',
  'not_after',
  'retry_after',
  'redirects',
  'number_header',
] as const;

const STARTS = ['start', 'end'] as const;
const REDIRECTS = [301, 302, 303, 307, 308] as const;
const MAX_REDIRECTS = 20;

/** Reads `retry`: the waits alone, or a map with more. */
export function readRetry(located: Located): DeclaredRetry | undefined {
  if (located.node.kind !== 'map') {
    const delaysMs = readDelays(located);
    return delaysMs && { ...PLAIN, delaysMs };
  }
  const members = readMembers(located, KEYS);
  if (members === undefined) return undefined;
  const read = <T>(key: (typeof KEYS)[number], reader: (value: Located) => T | undefined) =>
    readOptional(members.get(key), reader);
  const numberHeader = read('number_header', readHeaderName);
  return {
    ...PLAIN,
    delaysMs: read('delays', readDelays) ?? PLAIN.delaysMs,
    waitsFrom: read('from', (text) => readChoice(text, STARTS)) ?? PLAIN.waitsFrom,
    jitter: read('jitter', readJitter),
    timeoutMs: read('timeout', readTimeout) ?? PLAIN.timeoutMs,
    connectTimeoutMs: read('connect_timeout', readTimeout),
    success: read('success', readStatuses) ?? PLAIN.success,
    stop: read('stop', readStatuses) ?? PLAIN.stop,
    stopHeader: read('stop_header', readHeaderRule),
    givesUpOn: read('not_after', readNoAnswers) ?? PLAIN.givesUpOn,
    retryAfter: read('retry_after', readRetryAfter),
    redirects: read('redirects', readRedirects),
    retryHeaders: numberHeader === null ? [] : [{ name: numberHeader, holds: 'number' }],
  };
}

function readTimeout(located: Located): number | undefined {
  const timeoutMs = readSpan(located);
  return timeoutMs === 0 ? reportAt(located, 'expected a duration above zero') : timeoutMs;
}

/** `20%`: that much more or less than each wait. */
function readJitter(located: Located): NonNullable<RetryRules['jitter']> | undefined {
  const expected = 'a share of each wait such as 20%';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
  const share = Number(percent) / 100;
  return share <= 1
    ? { from: 1 - share, to: 1 + share }
    : reportAt(located, `expected ${expected}, at most 100%`);
}

function readHeaderRule(located: Located): HeaderRule | undefined {
  const expected = "a header and its value such as 'X-No-Retry: 1'";
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const [, name, value] = /^([^\s:]+):\s*(\S.*)$/.exec(text.trim()) ?? [];
  return name === undefined || value === undefined
    ? reportAt(located, `expected ${expected}`)
    : { name, value };
}

function readNoAnswers(located: Located): readonly NoAnswer[] | undefined {
  return readTexts(located, (item) => readChoice(item, NO_ANSWERS)) as
    | readonly NoAnswer[]
    | undefined; // each of them was read as one
}

/** `1h`, or `2x` for twice the wait: the most that is waited for it. */
function readRetryAfter(located: Located): RetryAfterRule | undefined {
  const expected = 'the longest wait, such as 1h, or 2x for twice the planned one';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const factor = /^(\d{1,4}(?:\.\d+)?)x$/.exec(text.trim())?.[1];
  if (factor !== undefined) return { maxFactor: Number(factor), maxMs: null };
  const maxMs = readSpan(located);
  return maxMs === undefined ? undefined : { maxFactor: null, maxMs };
}

function readRedirects(located: Located): RedirectRule | undefined {
  const expected = `how many redirects are followed, 1 to ${MAX_REDIRECTS}`;
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  const max = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return max >= 1 && max <= MAX_REDIRECTS
    ? { max, statuses: REDIRECTS }
    : reportAt(located, `expected ${expected}`);
}
