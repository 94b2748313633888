import { readTimeText } from './time-text.ts';

const SECONDS = /^\d{1,9}(?:\.\d{1,9})?$/;

/**
 * Reads `Retry-After` (RFC 9110 10.2.3: seconds or an HTTP date; a fraction of a second is rounded up).
 *
 * @param nowMs - when the answer came
 * @returns milliseconds to wait, 0 for a time gone by, `undefined` when it is neither
 */
export function retryAfterMs(value: string, nowMs: number): number | undefined {
  const text = value.trim();
  if (SECONDS.test(text)) return Math.ceil(Number(text)) * 1000;
  const atMs = readTimeText(text, 'http');
  return atMs === undefined ? undefined : Math.max(0, atMs - nowMs);
}
