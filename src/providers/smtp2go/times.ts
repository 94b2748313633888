/** `YYYY-MM-DDTHH:MM:SSZ`, the second that has begun. */
export function wholeSeconds(atMs: number): string {
  return `${utc(atMs).slice(0, 19)}Z`;
}

/** `YYYY-MM-DDTHH:MM:SS.ffffff+00:00`; `micros` are the three digits below the millisecond. */
export function microseconds(atMs: number, micros: number): string {
  return `${utc(atMs).slice(0, 23)}${String(micros).padStart(3, '0')}+00:00`;
}

function utc(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}
