/** `2026-03-14T09:26:50Z`, the second that has begun. */
export function isoTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

export function unixSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

/** The clock of a commit's author is an hour ahead of UTC. */
const AUTHOR_OFFSET_MS = 3_600_000;

/** `2026-03-14T10:26:48+01:00`. */
export function authorTime(atMs: number): string {
  return isoTime(atMs + AUTHOR_OFFSET_MS).replace('Z', '+01:00');
}
