import { formatDuration } from '../core/duration.ts';

/** Unix seconds as signature headers have them; longer numbers are no time. */
const SECONDS_SHAPE = /^\d{1,15}$/;

export function isUnixSeconds(text: string): boolean {
  return SECONDS_SHAPE.test(text);
}

/**
 * Complaint about a signed time that is too old, or `undefined`. A time in the future passes, as in the libraries of
 * Stripe and Slack; they count whole seconds too.
 *
 * @param signedSeconds - Unix time that was signed
 * @param nowMs - Unix time of the check, in milliseconds
 */
export function tooOld(signedSeconds: number, nowMs: number, limitMs: number): string | undefined {
  const ageMs = ageInMs(signedSeconds, nowMs);
  if (ageMs <= limitMs) return undefined;
  return `the signed time is ${formatDuration(ageMs)} old, more than ${formatDuration(limitMs)}`;
}

/** A remark, beginning with a semicolon, on a time further in the future than `limitMs`; else empty. */
export function futureNote(signedSeconds: number, nowMs: number, limitMs: number): string {
  const aheadMs = -ageInMs(signedSeconds, nowMs);
  if (aheadMs <= limitMs) return '';
  return `; the signed time is ${formatDuration(aheadMs)} in the future, which is let pass`;
}

function ageInMs(signedSeconds: number, nowMs: number): number {
  return (Math.floor(nowMs / 1000) - signedSeconds) * 1000;
}
