/** How a time is written: Unix seconds or milliseconds, RFC 3339 with 0, 3 or 9 digits of a second, or as in `Date`. */
export const TIME_UNITS = ['s', 'ms', 'iso', 'iso-ms', 'iso-ns', 'http'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** @param atMs - Unix time in milliseconds */
export function timeText(atMs: number, unit: TimeUnit): string {
  switch (unit) {
    case 's':
      return String(Math.floor(atMs / 1000));
    case 'ms':
      return String(Math.floor(atMs));
    case 'iso':
      return new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
    case 'iso-ms':
      return new Date(atMs).toISOString();
    case 'iso-ns':
      return new Date(atMs).toISOString().replace('Z', '000000Z');
    case 'http':
      return new Date(atMs).toUTCString();
    default:
      return unit satisfies never;
  }
}

/** Unix milliseconds, or `undefined` when the text is no time of that unit; all three RFC 3339 forms are read alike. */
export function readTimeText(text: string, unit: TimeUnit): number | undefined {
  switch (unit) {
    case 's':
      return /^\d{1,12}$/.test(text) ? Number(text) * 1000 : undefined;
    case 'ms':
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'iso':
    case 'iso-ms':
    case 'iso-ns':
      return readRfc3339(text);
    case 'http':
      return HTTP_DATE.test(text) ? orUndefined(Date.parse(text)) : undefined;
    default:
      return unit satisfies never;
  }
}

/** How precisely a time of that unit is written, in milliseconds. */
export function precisionMs(unit: TimeUnit): number {
  return unit === 's' || unit === 'iso' || unit === 'http' ? 1000 : 1;
}

function readRfc3339(text: string): number | undefined {
  const [, seconds, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  if (seconds === undefined || zone === undefined) return undefined;
  // Date takes three digits of a second; the others are below its precision.
  return orUndefined(Date.parse(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`));
}

function orUndefined(ms: number): number | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}
