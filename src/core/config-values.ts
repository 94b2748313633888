import { parseDurationMs } from './duration.ts';
import { HOST_EXPECTED, isHost } from './host.ts';
import { type Located, readUtf8Text, reportAt, reportKind } from './located-reader.ts';
import { parseRatePerSecond } from './rate.ts';
import { parseSizeBytes } from './size.ts';

// What is expected is said, what was found is not: it may be a secret that came to the wrong place.

export interface WholeNumber {
  readonly from: number;
  readonly to: number;
  readonly expected: string;
}

export function readWholeNumber(
  located: Located,
  { from, to, expected }: WholeNumber,
): number | undefined {
  return readParsed(located, expected, (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return number >= from && number <= to ? number : undefined;
  });
}

/** Milliseconds above 0. */
export function readDuration(located: Located): number | undefined {
  return readParsed(located, 'a duration above zero, such as 500ms, 30s, 5m or 24h', (text) =>
    orUndefined(parseDurationMs(text)),
  );
}

/** Bytes, at least 1. */
export function readSize(located: Located): number | undefined {
  return readParsed(located, 'a size above zero, such as 500kb, 25mb or 1000', (text) =>
    orUndefined(parseSizeBytes(text)),
  );
}

/** Starts a second. */
export function readRate(located: Located): number | undefined {
  return readParsed(located, 'a rate such as 10/s or 600/m', parseRatePerSecond);
}

export function readHttpUrl(located: Located): string | undefined {
  return readParsed(located, 'a URL such as http://127.0.0.1:3000/webhooks', (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) ? text : undefined;
  });
}

export function readHost(located: Located): string | undefined {
  return readParsed(located, HOST_EXPECTED, (text) => (isHost(text) ? text : undefined));
}

/** Text of at least one character and no line end. */
export function readLine(located: Located, expected: string): string | undefined {
  return readParsed(located, expected, (text) => (/^[^\r\n\0]+$/.test(text) ? text : undefined));
}

/** As readLine, but `true` is more likely a switch than the name of a file. */
export function readPath(located: Located, expected: string): string | undefined {
  const { node } = located;
  if (node.kind === 'scalar' && node.type === 'boolean') return reportKind(located, expected);
  return readLine(located, expected);
}

/** Text that may have several lines, such as a key in PEM. */
export function readSecret(located: Located): string | undefined {
  const text = readUtf8Text(located, 'a secret');
  return text === '' ? reportAt(located, 'expected a secret, found empty text') : text;
}

function readParsed<T>(
  located: Located,
  expected: string,
  parse: (text: string) => T | undefined,
): T | undefined {
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  return parse(text) ?? reportAt(located, `expected ${expected}`);
}

function orUndefined(number: number | undefined): number | undefined {
  return number === 0 ? undefined : number;
}
