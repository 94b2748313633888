import {
  type ByteRange,
  exactUtf8Text,
  indexOfBytes,
  latin1Bytes,
  latin1Text,
  utf8Text,
} from './bytes.ts';
import { headerParameters } from './header-parameters.ts';
import { type HeaderList, type HeaderPair, headerValue } from './headers.ts';
import { percentDecoded } from './percent.ts';

const MAX_PARTS = 1000;
const MAX_HEADER_BYTES = 65_536;

type LineEnd = '\r\n' | '\n';

/** One part of a `multipart/form-data` body; header values are latin1 text, as everywhere. */
export interface Part {
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

export interface ParsedPart extends Part {
  readonly name: string | undefined;
  readonly filename: string | undefined;
  /** Where the part's body stands in the whole body. */
  readonly range: ByteRange;
}

/** A delimiter line: `start` is where the part before it ends, `end` where the next one begins. */
interface Delimiter {
  readonly start: number;
  readonly end: number;
  readonly lineEnd: LineEnd | undefined; // undefined: the closing delimiter
}

/**
 * Reads a multipart body. A preamble and an epilogue are skipped; line ends are CRLF or LF, as the first delimiter
 * has them. `undefined` when malformed: no delimiter, no closing delimiter, a header without a colon, more than 1000
 * parts or 64 KiB of headers in one.
 */
export function parseMultipart(
  body: Uint8Array,
  boundary: string,
): readonly ParsedPart[] | undefined {
  const parts: ParsedPart[] = [];
  let delimiter = firstDelimiter(body, boundary);
  const lineEnd = delimiter?.lineEnd;
  while (delimiter?.lineEnd !== undefined && lineEnd !== undefined) {
    const head = readHead(body, delimiter.end, lineEnd);
    if (head === undefined || parts.length === MAX_PARTS) return undefined;
    // From the line end before the body, so that a part may end right after its headers.
    const next = nextDelimiter(body, boundary, lineEnd, head.bodyStart - lineEnd.length);
    if (next === undefined) return undefined;
    const range = {
      start: head.bodyStart,
      end: Math.max(head.bodyStart, next.start),
    };
    const { headers } = head;
    parts.push({
      headers,
      body: body.subarray(range.start, range.end),
      ...dispositionNames(headers),
      range,
    });
    delimiter = next;
  }
  return delimiter === undefined ? undefined : parts;
}

/** The `name` of a part's `Content-Disposition`, decoded. */
export function partName(part: Part): string | undefined {
  return dispositionNames(part.headers).name;
}

function firstDelimiter(body: Uint8Array, boundary: string): Delimiter | undefined {
  const dashed = latin1Bytes(`--${boundary}`);
  for (let at = indexOfBytes(body, dashed); at !== -1; at = indexOfBytes(body, dashed, at + 1)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const found = delimiterLine(body, at, at + dashed.length);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nextDelimiter(
  body: Uint8Array,
  boundary: string,
  lineEnd: LineEnd,
  from: number,
): Delimiter | undefined {
  const dashed = latin1Bytes(`${lineEnd}--${boundary}`);
  for (
    let at = indexOfBytes(body, dashed, from);
    at !== -1;
    at = indexOfBytes(body, dashed, at + 1)
  ) {
    const found = delimiterLine(body, at, at + dashed.length);
    if (found !== undefined && (found.lineEnd ?? lineEnd) === lineEnd) return found;
  }
  return undefined;
}

/** What follows `--boundary` must be `--`, or blanks and a line end: a longer boundary is not this one. */
function delimiterLine(body: Uint8Array, start: number, after: number): Delimiter | undefined {
  if (body[after] === 0x2d && body[after + 1] === 0x2d) {
    return { start, end: after + 2, lineEnd: undefined };
  }
  let at = after;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  if (body[at] === 0x0a) return { start, end: at + 1, lineEnd: '\n' };
  if (body[at] === 0x0d && body[at + 1] === 0x0a) return { start, end: at + 2, lineEnd: '\r\n' };
  return undefined;
}

function readHead(
  body: Uint8Array,
  start: number,
  lineEnd: LineEnd,
): { readonly headers: HeaderList; readonly bodyStart: number } | undefined {
  const window = body.subarray(start, start + MAX_HEADER_BYTES);
  if (indexOfBytes(window, latin1Bytes(lineEnd)) === 0) {
    return { headers: [], bodyStart: start + lineEnd.length };
  }
  const end = indexOfBytes(window, latin1Bytes(lineEnd + lineEnd));
  if (end === -1) return undefined;
  const headers: HeaderPair[] = [];
  const unfolded = latin1Text(window.subarray(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  for (const line of unfolded.split(lineEnd)) {
    const colon = line.indexOf(':');
    if (colon < 1) return undefined;
    headers.push([line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim()]);
  }
  return { headers, bodyStart: start + end + 2 * lineEnd.length };
}

function dispositionNames(headers: HeaderList): Pick<ParsedPart, 'name' | 'filename'> {
  const parameters = headerParameters(headerValue(headers, 'Content-Disposition') ?? '');
  const extended = parameters.get('filename*');
  return {
    name: readable(parameters.get('name')),
    filename:
      (extended === undefined ? undefined : extendedValue(extended)) ??
      readable(parameters.get('filename')),
  };
}

/** Latin1 header text as what it stands for: raw UTF-8 where valid, and the three escapes of HTML forms. */
function readable(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return (exactUtf8Text(latin1Bytes(value)) ?? value)
    .replaceAll('%22', '"')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n');
}

/** RFC 8187: `charset'language'percent-encoded`. */
function extendedValue(value: string): string | undefined {
  const match = /^([^']*)'[^']*'(.*)$/.exec(value);
  if (match === null) return undefined;
  const [, charset = '', text = ''] = match;
  const bytes = percentDecoded(latin1Bytes(text), false);
  return charset.toLowerCase() === 'iso-8859-1' ? latin1Text(bytes) : utf8Text(bytes);
}
