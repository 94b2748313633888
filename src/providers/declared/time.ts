import { formatDuration } from '../../core/duration.ts';
import type { SignedTime } from '../../core/provider-definition.ts';
import { precisionMs, readTimeText } from '../../core/time-text.ts';
import { refused, type Verification } from '../../core/verification.ts';

/** Refuses a signed time that is too old, or too far in the future where that counts; `undefined` when it fits. */
export function timeFault(
  time: Pick<SignedTime, 'unit' | 'direction'>,
  text: string,
  nowMs: number,
  limitMs: number | null,
): Verification | undefined {
  if (limitMs === null || !Number.isFinite(limitMs)) return undefined;
  const signedMs = readTimeText(text, time.unit);
  if (signedMs === undefined) {
    return refused('malformed', `the signed time is not written as ${UNIT_NAMES[time.unit]}`);
  }
  // A time without a fraction is compared without one.
  const precision = precisionMs(time.unit);
  const ageMs =
    Math.floor(nowMs / precision) * precision - Math.floor(signedMs / precision) * precision;
  if (ageMs > limitMs) {
    return refused(
      'stale',
      `the signed time is ${formatDuration(ageMs)} old, more than ${formatDuration(limitMs)}`,
    );
  }
  if (time.direction === 'both' && -ageMs > limitMs) {
    return refused(
      'stale',
      `the signed time is ${formatDuration(-ageMs)} in the future, more than ${formatDuration(limitMs)}`,
    );
  }
  return undefined;
}

const UNIT_NAMES: Readonly<Record<SignedTime['unit'], string>> = {
  s: 'Unix seconds',
  ms: 'Unix milliseconds',
  iso: 'RFC 3339 writes it',
  'iso-ms': 'RFC 3339 writes it',
  'iso-ns': 'RFC 3339 writes it',
  http: 'a Date header writes it',
};
