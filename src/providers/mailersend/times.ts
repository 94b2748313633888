/** `2025-11-20T10:15:42.520000Z`: milliseconds in six digits. */
export function sixDigits(atMs: number, micros = 0): string {
  return `${utc(atMs).slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
}

/** `2025-11-20T10:15:42.000000Z`: the second that has begun, in six digits. */
export function sixZeros(atMs: number): string {
  return sixDigits(Math.floor(atMs / 1000) * 1000);
}

/** `2025-11-20 10:15:42`, as account events have it; UTC. */
export function dateTime(atMs: number): string {
  return utc(atMs).slice(0, 19).replace('T', ' ');
}

/** `Thu, 20 Nov 2025 10:15:40 +0000` */
export function mailDate(atMs: number): string {
  return new Date(Math.floor(atMs)).toUTCString().replace('GMT', '+0000');
}

function utc(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}
