import type { HeaderPair } from '../../core/headers.ts';
import { BLANK, TAB } from './line-scanner.ts';
import { malformed, RefusedRequest } from './refusal.ts';

const COLON = 0x3a;

/** RFC 9110 5.6.2: the characters of a header name. */
const TOKEN = /[!#$%&'*+\-.^_`|~\dA-Za-z]/;
const IN_TOKEN = Uint8Array.from({ length: 256 }, (_, code) =>
  TOKEN.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Reads the header lines of `text`, latin1 without control characters, from `from` to its end. Each ends with CRLF.
 *
 * @throws {RefusedRequest} when one is no header
 */
export function readFields(text: string, from: number): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = from; at < text.length; ) {
    let colon = at;
    while (IN_TOKEN[text.charCodeAt(colon)] === 1) colon += 1;
    if (text.charCodeAt(colon) !== COLON || colon === at) throw noField(text, at, pairs.length + 1);
    const end = text.indexOf('\r\n', colon);
    pairs.push([text.slice(at, colon), valueIn(text, colon + 1, end)]);
    at = end + 2;
  }
  return pairs;
}

/** RFC 9110 5.5: blanks and tabs around a value are no part of it. */
function valueIn(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

/** Says by its place which line is meant: what stands in it may be secret. */
function noField(text: string, at: number, number: number): RefusedRequest {
  const line = text.slice(at, text.indexOf('\r\n', at));
  const header = `header ${number}`;
  if (isBlank(line.charCodeAt(0))) {
    return new RefusedRequest(malformed(`${header} begins with a blank, as folded ones do`));
  }
  if (line.startsWith(':')) return new RefusedRequest(malformed(`${header} has no name`));
  if (!line.includes(':')) return new RefusedRequest(malformed(`${header} has no colon`));
  return new RefusedRequest(malformed(`the name of ${header} has a character no name may have`));
}
