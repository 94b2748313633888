import { InvalidArgumentError } from 'commander';
import { parseDurationMs } from '../core/duration.ts';
import { type HeaderPair, isHeaderValue } from '../core/headers.ts';
import { HOST_EXPECTED, isHost } from '../core/host.ts';
import { parseSizeBytes } from '../core/size.ts';
import type { PruneRule } from '../store/types.ts';

/** Parsers for flag values: each returns the value or says what was expected. */

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

export function parseHost(text: string): string {
  if (isHost(text)) return text;
  throw new InvalidArgumentError(`Expected ${HOST_EXPECTED}.`);
}

export function parseDuration(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const durationMs = parseDurationMs(text.replace(/^[+-]/, ''));
  if (durationMs !== undefined) return sign * durationMs;
  throw new InvalidArgumentError(
    'Expected a duration with a unit, such as 500ms, 30s, 5m or 1h30m.',
  );
}

export function parsePositiveDuration(text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs > 0) return durationMs;
  throw new InvalidArgumentError('Expected a duration above zero, such as 500ms, 30s or 5m.');
}

export function parseSize(text: string): number {
  const size = parseSizeBytes(text);
  if (size !== undefined) return size;
  throw new InvalidArgumentError('Expected a size, such as 500kb, 25mb or 1000.');
}

export function parseCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new InvalidArgumentError('Expected a whole number of at least 1.');
}

/** A number of events, or `max` for as many as the provider puts in a request. */
export function parseBatch(text: string): number | 'max' {
  return text === 'max' ? text : parseCount(text);
}

/** The newest `10000`, or those of the last `7d`. */
export function parseKeep(text: string): PruneRule {
  if (/^\d{1,9}$/.test(text)) return { keep: Number(text) };
  const durationMs = parseDurationMs(text) ?? 0;
  if (durationMs > 0) return { olderThanMs: durationMs };
  throw new InvalidArgumentError(
    'Expected a duration with a unit, such as 7d, or a number of at most 999999999: how many to keep.',
  );
}

function parseStatus(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : 0;
  if (status >= 200 && status <= 599) return status;
  throw new InvalidArgumentError('Expected an HTTP status from 200 to 599.');
}

/** `503`, `503,503,200`, or what must be the name of a file. */
export function parseRespond(text: string): string {
  if (/^[\d,]+$/.test(text)) for (const status of text.split(',')) parseStatus(status);
  return text;
}

export function parseScale(text: string): number {
  const scale = Number(text);
  if (Number.isFinite(scale) && scale > 0) return scale;
  throw new InvalidArgumentError('Expected a number above 0: 300 makes 5 minutes one second.');
}

/** `5%`, as a share from 0 to 1. */
export function parseShare(text: string): number {
  const share = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('Expected a percentage such as 5%.');
}

/** `2` further copies of each, or one of `5%` of them. */
export function parseDuplicate(text: string): number | { readonly share: number } {
  return text.endsWith('%') ? { share: parseShare(text) } : parseCount(text);
}

/** `0..5s`, or `5s` for exactly that, in milliseconds. */
export function parseDelayRange(text: string): readonly [from: number, to: number] {
  const [first = '', last = first, ...rest] = text.split('..');
  const [from, to] = [parseDurationMs(first), parseDurationMs(last)];
  if (rest.length === 0 && from !== undefined && to !== undefined && from <= to) return [from, to];
  throw new InvalidArgumentError('Expected a range of durations, such as 0..5s or 200ms..2s.');
}

/** `10x`, or a bare number above 0. */
export function parseTimesScale(text: string): number {
  const scale = /^\d+(\.\d+)?x?$/.test(text) ? Number(text.replace('x', '')) : 0;
  if (scale > 0 && Number.isFinite(scale)) return scale;
  throw new InvalidArgumentError('Expected how many times faster, such as 10x.');
}

/** `10/s`, `600/m` or a bare number a second. */
export function parseRate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/(s|m|h))?$/.exec(text);
  const perSecond = { s: 1, m: 60, h: 3600 }[match?.[2] ?? 's'] ?? 1;
  const rate = Number(match?.[1] ?? 0) / perSecond;
  if (rate > 0) return rate;
  throw new InvalidArgumentError('Expected a rate such as 10/s or 600/m.');
}

/** Repeatable: collects `Name: value` pairs. */
export function collectHeader(text: string, before: readonly HeaderPair[] = []): HeaderPair[] {
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*)$/.exec(text);
  const value = Buffer.from(match?.[2] ?? '', 'utf8').toString('latin1');
  if (match?.[1] === undefined || !isHeaderValue(value)) {
    throw new InvalidArgumentError(
      "Expected a header such as 'X-Tenant: 7', without control characters.",
    );
  }
  return [...before, [match[1], value]];
}

/** Repeatable: collects texts. */
export function collectText(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Repeatable: collects `name=value`. */
export function collectNamed(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Expected name=value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** What stands before `:status`, and the status: 503 when there is none. */
function withStatus(text: string): readonly [before: string, status: number] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, 503] : [text.slice(0, colon), parseStatus(text.slice(colon + 1))];
}

/** `N` or `N:status`. */
export function parseFailFirst(text: string): { readonly count: number; readonly status: number } {
  const [count, status] = withStatus(text);
  return { count: parseCount(count), status };
}

/** `20%` or `20%:status`. */
export function parseFlaky(text: string): { readonly share: number; readonly status: number } {
  const [percent, status] = withStatus(text);
  const share = /^\d+(\.\d+)?%$/.test(percent) ? Number(percent.slice(0, -1)) / 100 : Number.NaN;
  if (share >= 0 && share <= 1) return { share, status };
  throw new InvalidArgumentError('Expected a percentage such as 20%, or 20%:500.');
}

/** A time as ISO 8601 or Unix seconds, in milliseconds. */
export function parseNow(text: string): number {
  const ms = /^\d{9,11}(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isFinite(ms)) return Math.round(ms);
  throw new InvalidArgumentError('Expected a time such as 2026-11-21T06:50:00Z or Unix seconds.');
}
