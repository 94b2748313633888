import type { ProviderOptions } from '../types.ts';
import { isInCentralEurope } from './options.ts';

const HOUR_MS = 3_600_000;
const MARCH = 2;
const OCTOBER = 9;

/** Unix seconds. */
export function seconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

/** `2025-11-20 11:15:42`: local time, by default that of Paris, and no zone to tell it by. */
export function localDate(atMs: number, options: ProviderOptions): string {
  const local = new Date(atMs + zoneOffsetMs(atMs, options));
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** What local time is ahead of UTC. */
export function zoneOffsetMs(atMs: number, options: ProviderOptions): number {
  if (!isInCentralEurope(options)) return 0;
  return isSummerTime(atMs) ? 2 * HOUR_MS : HOUR_MS;
}

/** `202511201015`, as message ids begin; UTC. */
export function minuteStamp(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace(/\D/g, '');
}

/** Directive 2000/84/EC: from the last Sunday of March to the last one of October, both at 01:00 UTC. */
function isSummerTime(atMs: number): boolean {
  const year = new Date(atMs).getUTCFullYear();
  const change = (month: number): number => {
    const lastDay = new Date(Date.UTC(year, month + 1, 0));
    return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 1);
  };
  return atMs >= change(MARCH) && atMs < change(OCTOBER);
}
