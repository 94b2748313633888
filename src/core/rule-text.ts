import { formatDuration } from './duration.ts';
import type { EndpointRule, NoAnswer, RetryRules } from './retry-rules.ts';
import { formatStatusRule, type RetryProfile } from './schedule.ts';

const NO_ANSWER_TEXT: Readonly<Record<NoAnswer, string>> = {
  dns: 'an unknown host',
  connection: 'no connection',
  'connect-timeout': 'no connection in time',
  tls: 'a TLS failure',
  timeout: 'no answer in time',
  broken: 'a broken connection',
  other: 'any other failure',
};

/** Waits as they are typed: `5m, 10m, 1h`, or `40 x 5m` for runs of equal ones. */
export function delayText(delaysMs: readonly number[]): string {
  const runs: { readonly delayMs: number; count: number }[] = [];
  for (const delayMs of delaysMs) {
    const last = runs.at(-1);
    if (last?.delayMs === delayMs) last.count += 1;
    else runs.push({ delayMs, count: 1 });
  }
  return runs
    .flatMap(({ delayMs, count }) => {
      const wait = formatDuration(delayMs);
      return count > 2 ? [`${count} x ${wait}`] : Array.from({ length: count }, () => wait);
    })
    .join(', ');
}

/** `Retry-After` in words, or `undefined` when it is ignored. */
export function retryAfterText({ retryAfter }: RetryRules): string | undefined {
  if (retryAfter === null) return undefined;
  const { maxFactor, maxMs } = retryAfter;
  const bounds = [
    ...(maxFactor === null ? [] : [`${maxFactor} times the wait`]),
    ...(maxMs === null ? [] : [formatDuration(maxMs)]),
  ];
  return `heeded, never less than the wait${bounds.length === 0 ? '' : `, up to ${bounds.join(' and ')}`}`;
}

/** When a delivery ends before its last attempt, in words; empty for never. */
export function endingTexts({ stop, stopHeader, givesUpOn }: RetryProfile): readonly string[] {
  return [
    ...(stop.length === 0 ? [] : [formatStatusRule(stop)]),
    ...(stopHeader === null ? [] : [`${stopHeader.name}: ${stopHeader.value}`]),
    ...givesUpOn.map((noAnswer) => NO_ANSWER_TEXT[noAnswer]),
  ];
}

/** Share of a planned wait: `80 to 120 %`. */
export function jitterText({ from, to }: NonNullable<RetryRules['jitter']>): string {
  return `${Math.round(from * 100)} to ${Math.round(to * 100)} %`;
}

function flooredTexts({ statuses, noAnswers }: NonNullable<RetryRules['floor']>): string[] {
  return [formatStatusRule(statuses), ...noAnswers.map((noAnswer) => NO_ANSWER_TEXT[noAnswer])];
}

/** Bounds on an attempt: `15s in all, 5s to connect`. */
export function timeoutText({ timeoutMs, totalMs, connectTimeoutMs }: RetryProfile): string {
  const whole = `${formatDuration(timeoutMs)}${totalMs === null ? '' : ' in all'}`;
  return connectTimeoutMs === null
    ? whole
    : `${whole}, ${formatDuration(connectTimeoutMs)} to connect`;
}

/** When everything for the endpoint is held back, and how long. */
export function endpointText(rule: EndpointRule): string {
  const { failures, withinMs, statuses, noAnswers, pauseMs } = rule;
  const which = [
    ...(statuses === null ? [] : statuses.length === 0 ? [] : [formatStatusRule(statuses)]),
    ...(noAnswers ?? []).map((noAnswer) => NO_ANSWER_TEXT[noAnswer]),
  ];
  const kind = which.length === 0 ? '' : ` (${which.join(', ')})`;
  const within = withinMs === null ? '' : ` within ${formatDuration(withinMs)}`;
  const many = failures === 1 ? 'a failure' : `${failures} failures`;
  const wait =
    pauseMs === null
      ? 'until somebody turns the webhook on again'
      : `for ${formatDuration(pauseMs)}`;
  return `after ${many}${within}${kind} everything for the endpoint waits ${wait}`;
}

/** The rules of a profile that go beyond its waits and statuses, a phrase each. */
export function ruleTexts(profile: RetryProfile): readonly string[] {
  const { jitter, waitsFrom, totalMs, floor, redirects, changes, keeps, endpoint } = profile;
  const { webhook } = profile.after;
  const isToldOnly = endpoint === null && webhook !== 'stays' && webhook !== 'unknown';
  const retries = profile.delaysMs.length;
  const ends = endingTexts({ ...profile, stop: [] });
  const retryAfter = retryAfterText(profile);
  const told = profile.retryHeaders.map(({ name }) => name);
  return [
    ...(jitter === null ? [] : [`each wait is drawn: ${jitterText(jitter)} of it`]),
    ...(waitsFrom === 'end' && retries > 0 ? ['waits count from the end of an attempt'] : []),
    ...(floor === null
      ? []
      : [`waits at least ${formatDuration(floor.minMs)} after ${flooredTexts(floor).join(', ')}`]),
    ...(retryAfter === undefined ? [] : [`Retry-After is ${retryAfter}`]),
    ...(totalMs === null ? [] : [`${formatDuration(totalMs)} for all attempts together`]),
    ...(ends.length === 0 ? [] : [`not retried: ${ends.join(', ')}`]),
    ...(redirects === null
      ? []
      : [`follows up to ${redirects.max} redirects (${formatStatusRule(redirects.statuses)})`]),
    ...(told.length === 0 ? [] : [`a retry says so in ${told.join(', ')}`]),
    ...(changes.length === 0 ? [] : [`new in each attempt: ${changes.join(', ')}`]),
    ...(keeps.length === 0 ? [] : [`the same in each: ${keeps.join(', ')}`]),
    ...(endpoint === null ? [] : [endpointText(endpoint)]),
    ...(isToldOnly ? [`not simulated: that the webhook is ${webhook}`] : []),
  ];
}
