const HOUR_MS = 3_600_000;

/** ISO 8601 without a fraction, with the offset the sample shop has at that time (New York). */
export function shopTime(atMs: number): string {
  const hours = isDaylightTime(atMs) ? 4 : 5;
  return `${new Date(atMs - hours * HOUR_MS).toISOString().slice(0, 19)}-0${hours}:00`;
}

/** `X-Shopify-Triggered-At`: UTC with nine digits of a second; the last six are given. */
export function triggeredAt(atMs: number, digits: string): string {
  return `${new Date(atMs).toISOString().slice(0, 23)}${digits}Z`;
}

/** From the second Sunday of March to the first one of November, 2 o'clock local time. */
function isDaylightTime(atMs: number): boolean {
  const year = new Date(atMs).getUTCFullYear();
  return atMs >= sundayMs(year, 2, 2, 7) && atMs < sundayMs(year, 10, 1, 6);
}

/** The `nth` Sunday of a month (0 is January) at an hour of UTC. */
function sundayMs(year: number, month: number, nth: number, utcHour: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - firstWeekday) % 7) + 7 * (nth - 1), utcHour);
}
