import { UsageError } from '../../core/errors.ts';
import type { NoAnswer } from '../../core/retry-rules.ts';
import { type RetryProfile, repeatDelay, type StatusRule } from '../../core/schedule.ts';
import { suggestionHint } from '../../core/suggest.ts';

const RANGES = {
  ct: [100, 10_000],
  rt: [100, 15_000],
  tt: [100, 15_000],
  rc: [0, 5],
} as const;
const KEYS = [...Object.keys(RANGES), 'rp', 'sni', 'e'];
const REASONS = ['4xx', '5xx', 'ct', 'rt', 'all'] as const;

const NOT_CONNECTED: readonly NoAnswer[] = ['dns', 'connection', 'connect-timeout', 'tls'];
const NOT_READ: readonly NoAnswer[] = ['timeout', 'broken'];

/**
 * A profile changed as Twilio's connection overrides change it, which stand in the fragment of a webhook's URL:
 * `rc=3&rp=5xx,ct&tt=12000`.
 *
 * @throws {UsageError} for an unknown key, and for a value out of its range
 */
export function withOverrides(profile: RetryProfile, fragment: string): RetryProfile {
  const given = new Map<string, string>();
  for (const item of fragment.split('&')) {
    const [key = '', value = ''] = item.split('=', 2);
    if (!KEYS.includes(key)) {
      throw new UsageError(`Twilio has no connection override "${key}"`, {
        hint: suggestionHint(key, KEYS),
      });
    }
    given.set(key, value);
  }
  const number = (key: keyof typeof RANGES, otherwise: number): number =>
    given.has(key) ? inRange(key, given.get(key) ?? '') : otherwise;
  const totalMs = number('tt', profile.totalMs ?? profile.timeoutMs);
  const retries = number('rc', profile.delaysMs.length);
  const reasons = readReasons(given.get('rp') ?? 'ct');
  const allows = (reason: (typeof REASONS)[number]): boolean =>
    reasons.includes(reason) || reasons.includes('all');
  const kept: StatusRule[] = [allows('4xx') ? [] : [[400, 499]], allows('5xx') ? [] : [[500, 599]]];
  return {
    ...profile,
    name: `${profile.name}#${fragment}`,
    summary: `${retries === 1 ? '1 retry' : `${retries} retries`} at once after ${reasons.join(', ')}; ${totalMs} ms in all`,
    delaysMs: repeatDelay(retries, 0),
    timeoutMs: Math.min(number('rt', profile.timeoutMs), totalMs),
    connectTimeoutMs: given.has('ct') ? number('ct', 0) : profile.connectTimeoutMs,
    totalMs,
    stop: [...below(profile.stop, 400), ...kept.flat()],
    givesUpOn: [...(allows('ct') ? [] : NOT_CONNECTED), ...(allows('rt') ? [] : NOT_READ)],
    evidence: `${profile.evidence}; with the connection overrides ${fragment}`,
  };
}

function inRange(key: keyof typeof RANGES, text: string): number {
  const [least, most] = RANGES[key];
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`Twilio's ${key} is a whole number from ${least} to ${most}`);
}

function readReasons(text: string): readonly (typeof REASONS)[number][] {
  return text.split(',').map((item) => {
    const reason = REASONS.find((candidate) => candidate === item);
    if (reason !== undefined) return reason;
    throw new UsageError(`Twilio's rp has no "${item}"`, { hint: suggestionHint(item, REASONS) });
  });
}

/** The part of a rule below a status. */
function below(rule: StatusRule, status: number): StatusRule {
  return rule.flatMap((entry): StatusRule => {
    const [from, to] = typeof entry === 'number' ? [entry, entry] : entry;
    return from >= status ? [] : [[from, Math.min(to, status - 1)]];
  });
}
