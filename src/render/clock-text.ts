const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Local date and time as `2026-11-21` and `07:50:00.123`. */
export function localTime(
  atMs: number,
  utcOffsetMinutes: number,
): { readonly date: string; readonly time: string } {
  const shifted = new Date(atMs + utcOffsetMinutes * MINUTE_MS);
  if (Number.isNaN(shifted.getTime())) return { date: '????-??-??', time: '??:??:??.???' };
  const [date = '', time = ''] = shifted.toISOString().split('T');
  return { date, time: time.slice(0, -1) };
}

/** `07:50:00`. */
export function localSeconds(atMs: number, utcOffsetMinutes: number): string {
  return localTime(atMs, utcOffsetMinutes).time.slice(0, -4);
}

/** Time since something, in two units at most: `+250ms`, `+5.2s`, `+5m00s`, `+3h20m`, `+2d03h`. */
export function sinceText(elapsedMs: number): string {
  if (elapsedMs < 0) return `-${sinceText(-elapsedMs).slice(1)}`;
  const ms = Math.round(elapsedMs);
  if (ms < 1000) return `+${ms}ms`;
  if (ms < MINUTE_MS) return `+${Math.floor(ms / 100) / 10}s`;
  if (ms < HOUR_MS) return `+${Math.floor(ms / MINUTE_MS)}m${twoDigits((ms % MINUTE_MS) / 1000)}s`;
  if (ms < DAY_MS) return `+${Math.floor(ms / HOUR_MS)}h${twoDigits((ms % HOUR_MS) / MINUTE_MS)}m`;
  return `+${Math.floor(ms / DAY_MS)}d${twoDigits((ms % DAY_MS) / HOUR_MS)}h`;
}

/** How long something took: `0.8 ms`, `12 ms`, `1.25 s`, `95.0 s`. */
export function tookText(durationMs: number): string {
  if (durationMs < 10) return `${Math.round(durationMs * 10) / 10} ms`;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  return `${(durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1)} s`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  const suffix = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10];
  return `${count}${suffix ?? 'th'}`;
}

function twoDigits(amount: number): string {
  return String(Math.floor(amount)).padStart(2, '0');
}
