import type { RetryProfile } from '../core/schedule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A retry profile as data; statuses are single numbers or `[from, to]`, both included. */
export function profileFields(profile: RetryProfile): Fields {
  return {
    name: profile.name,
    delays_ms: profile.delaysMs,
    timeout_ms: profile.timeoutMs,
    success: profile.success,
    stop: profile.stop,
  };
}

export function plannedTimes(times: {
  readonly offsetsMs: readonly number[];
  readonly startAtMs: number;
}): readonly Fields[] {
  return times.offsetsMs.map((offsetMs, index) => ({
    attempt: index + 1,
    offset_ms: offsetMs,
    at: isoTime(times.startAtMs + offsetMs),
  }));
}

/** UTC with milliseconds, or `null` for a number that is no time. */
export function isoTime(atMs: number): string | null {
  const time = new Date(atMs);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
