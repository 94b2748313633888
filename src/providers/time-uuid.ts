import type { Random } from '../core/random.ts';

/** 100-nanosecond steps between 1582-10-15 (RFC 9562 5.1) and the Unix epoch. */
const GREGORIAN_OFFSET = 0x01b21dd213814000n;

/**
 * A UUID of version 1: it has the time `atMs` in it, and 12 hex characters of a node.
 *
 * @param atMs - Unix time in milliseconds; the 100 ns steps below it are drawn
 */
export function timeUuid(atMs: number, node: string, random: Random): string {
  const steps = BigInt(Math.floor(atMs)) * 10_000n + BigInt(random.integer(0, 9_999));
  const time = (steps + GREGORIAN_OFFSET).toString(16).padStart(15, '0');
  const clockSequence = (0x8000 | random.integer(0, 0x3fff)).toString(16);
  return [time.slice(7), time.slice(3, 7), `1${time.slice(0, 3)}`, clockSequence, node].join('-');
}
