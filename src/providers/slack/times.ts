import type { Random } from '../../core/random.ts';

/** `1773480413.123459`: seconds and microseconds, the last three of them drawn; also the id of a message. */
export function slackTime(atMs: number, random: Random): string {
  const micros = (Math.floor(atMs) % 1000) * 1000 + random.integer(0, 999);
  return `${unixSeconds(atMs)}.${String(micros).padStart(6, '0')}`;
}

export function unixSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}
