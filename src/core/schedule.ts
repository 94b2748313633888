import { parseDurationMs } from './duration.ts';
import { type HeaderList, headerValue } from './headers.ts';
import { retryAfterMs } from './retry-after.ts';
import type { NoAnswer, RetryRules } from './retry-rules.ts';

/** HTTP statuses as single numbers and inclusive ranges. */
export type StatusRule = readonly (number | readonly [from: number, to: number])[];

export const ANY_2XX: StatusRule = [[200, 299]];
export const ONLY_200: StatusRule = [200];

/** A provider's way of delivering again, as data. Times are milliseconds. */
export interface RetryProfile extends RetryRules {
  /** Name for `--retry`; variants are written `provider:variant`. */
  readonly name: string;
  readonly summary: string;
  /** Waits before attempt 2, 3, …; its length is the number of retries. */
  readonly delaysMs: readonly number[];
  /** Bound on one attempt. */
  readonly timeoutMs: number;
  /** Statuses that count as delivered. */
  readonly success: StatusRule;
  /** Statuses that end the delivery at once as refused. */
  readonly stop: StatusRule;
  /** What happens when the last attempt has failed. */
  readonly afterLast: string;
  /** Where the numbers come from, or that they are a choice. */
  readonly evidence: string;
}

/** What an attempt came to: the status of an answer, or `null` when there was none. */
export type AttemptStatus = number | null;

/** What else there is to know about an attempt, for profiles that heed more than the status. */
export interface AttemptDetails {
  /** Why there was no answer; absent when it isn't known, which is always retried. */
  readonly noAnswer?: NoAnswer | undefined;
  /** Of the answer. */
  readonly headers?: HeaderList | undefined;
  /** When it came. */
  readonly nowMs?: number;
  /** Since the first attempt began. */
  readonly elapsedMs?: number;
  /** Where in the range of a drawn wait, from 0 to 1; its middle when absent. */
  readonly draw?: number | undefined;
}

export type NextStep =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'retry'; readonly delayMs: number };

export function matchesStatus(rule: StatusRule, status: number): boolean {
  return rule.some((entry) =>
    typeof entry === 'number' ? entry === status : status >= entry[0] && status <= entry[1],
  );
}

/** Writes a rule for people: `200`, `200-299, 406`. */
export function formatStatusRule(rule: StatusRule): string {
  return rule
    .map((entry) => (typeof entry === 'number' ? `${entry}` : `${entry[0]}-${entry[1]}`))
    .join(', ');
}

/** Decides what follows attempt number `attempt` (counted from 1). */
export function nextStep(
  profile: RetryProfile,
  attempt: number,
  status: AttemptStatus,
  details: AttemptDetails = {},
): NextStep {
  if (status !== null) {
    if (matchesStatus(profile.success, status)) return { kind: 'delivered' };
    if (matchesStatus(profile.stop, status)) return { kind: 'rejected' };
    if (hasStopHeader(profile, details)) return { kind: 'rejected' };
  } else if (details.noAnswer !== undefined && profile.givesUpOn.includes(details.noAnswer)) {
    return { kind: 'exhausted' };
  }
  const plannedMs = profile.delaysMs[attempt - 1];
  if (plannedMs === undefined) return { kind: 'exhausted' };
  const delayMs = waitMs(profile, plannedMs, status, details);
  const isOver = profile.totalMs !== null && (details.elapsedMs ?? 0) + delayMs >= profile.totalMs;
  return isOver ? { kind: 'exhausted' } : { kind: 'retry', delayMs };
}

function hasStopHeader({ stopHeader }: RetryProfile, { headers = [] }: AttemptDetails): boolean {
  if (stopHeader === null) return false;
  const value = headerValue(headers, stopHeader.name)?.trim().toLowerCase();
  return value === stopHeader.value.toLowerCase();
}

/** A wait the answer asks for is not drawn; a floor holds for both. */
function waitMs(
  { jitter, retryAfter, floor }: RetryProfile,
  plannedMs: number,
  status: AttemptStatus,
  { noAnswer, headers = [], nowMs = 0, draw = 0.5 }: AttemptDetails,
): number {
  const asked = retryAfter === null ? undefined : headerValue(headers, 'Retry-After');
  const askedMs = asked === undefined ? undefined : retryAfterMs(asked, nowMs);
  let delayMs = plannedMs;
  if (askedMs !== undefined && retryAfter !== null) {
    const { maxFactor, maxMs } = retryAfter;
    const mostMs = Math.min(plannedMs * (maxFactor ?? Infinity), maxMs ?? Infinity);
    delayMs = Math.max(plannedMs, Math.min(askedMs, mostMs));
  } else if (jitter !== null) {
    delayMs = Math.round(plannedMs * (jitter.from + (jitter.to - jitter.from) * draw));
  }
  if (floor === null) return delayMs;
  const isFloored =
    status === null
      ? noAnswer !== undefined && floor.noAnswers.includes(noAnswer)
      : matchesStatus(floor.statuses, status);
  return isFloored ? Math.max(delayMs, floor.minMs) : delayMs;
}

/** Offsets of every attempt from the first one, if each fails at once: 0, d1, d1+d2, … */
export function attemptOffsetsMs(profile: Pick<RetryProfile, 'delaysMs'>): readonly number[] {
  let elapsed = 0;
  return [0, ...profile.delaysMs.map((delayMs) => (elapsed += delayMs))];
}

const LIST_ITEM = /^(?:(\d+)\s*x\s*)?(\S+)$/i;
const MAX_RETRIES = 10_000;

/** Reads `40x5m`, `5s,5m,30m` or a mix of both into delays; `undefined` when it is no such list. */
export function parseDelayList(text: string): readonly number[] | undefined {
  const delays: number[] = [];
  for (const item of text.split(',')) {
    const match = LIST_ITEM.exec(item.trim());
    const delayMs = match?.[2] === undefined ? undefined : parseDurationMs(match[2]);
    const times = Number(match?.[1] ?? 1);
    if (delayMs === undefined || delays.length + times > MAX_RETRIES) return undefined;
    for (let count = 0; count < times; count += 1) delays.push(delayMs);
  }
  return delays;
}

/** `count` equal delays, for profile tables. */
export function repeatDelay(count: number, delayMs: number): readonly number[] {
  return Array.from({ length: count }, () => delayMs);
}
