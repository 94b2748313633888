import type { BuildContext } from '../types.ts';

export function unixSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

/** Unix seconds some time before the event, but not before its message was accepted. */
export function secondsBefore(context: BuildContext, seconds: number): number {
  return Math.max(unixSeconds(context.message.acceptedAtMs), unixSeconds(context.nowMs) - seconds);
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, the second that has begun. */
export function dateTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** `Thu, 20 Nov 2025 10:15:40 +0000`. */
export function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
