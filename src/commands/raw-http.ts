import { concatBytes, EMPTY_BYTES, indexOfBytes, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { type HeaderList, type HeaderPair, headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';

const REQUEST_LINE = /^([!#$%&'*+.^`|~\w-]+) (\S+) HTTP\/\d(?:\.\d)?$/;
const CR = 0x0d;
const LF = 0x0a;
const HEADER_LINE = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

/** Longer request lines are no such line. */
const MAX_LINE_BYTES = 64 * 1024;

/** A request, or what is wrong and where it is. */
export type RawHttpReading =
  | { readonly ok: true; readonly request: WebhookRequest }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** Whether bytes begin like an HTTP request. */
export function looksLikeHttp(bytes: Uint8Array): boolean {
  const [line = ''] = latin1Text(bytes.subarray(0, MAX_LINE_BYTES)).split(/\r?\n/, 1);
  return REQUEST_LINE.test(line);
}

/**
 * Reads requests as they go over a connection, one behind the other; lines of a head may end in LF alone, and blank lines
 * may stand between them. A body is as long as `Content-Length` says, when there is that much, or put together from its
 * chunks; else all the rest.
 */
export function* readRawHttp(bytes: Uint8Array): Generator<RawHttpReading> {
  let at = 0;
  do {
    const message = readMessage(bytes.subarray(at));
    if (typeof message === 'string') {
      yield { ok: false, message, at };
      return;
    }
    yield { ok: true, request: message.request };
    const end = at + message.length;
    at = withoutBlankLines(bytes, end);
    if (at < bytes.length && !looksLikeHttp(bytes.subarray(at))) {
      const count = bytes.length - at;
      const what = `${count === 1 ? '1 byte' : `${count} bytes`} behind the body`;
      yield { ok: false, message: `${what}; expected its end, or another request`, at };
      return;
    }
  } while (at < bytes.length);
}

function withoutBlankLines(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === CR || bytes[at] === LF) at += 1;
  return at;
}

interface Message {
  readonly request: WebhookRequest;
  /** In bytes, of all of it. */
  readonly length: number;
}

/** The first message, or what is wrong with it. */
function readMessage(bytes: Uint8Array): Message | string {
  const { head, rest } = split(bytes);
  const [first = '', ...lines] = latin1Text(head).split(/\r?\n/);
  const [, method, path] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || path === undefined) {
    return 'the first line is no request line such as POST /hooks HTTP/1.1';
  }
  const headers: HeaderPair[] = [];
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined)
      return `"${line.slice(0, 60)}" is no header line`;
    headers.push([name, value]);
  }
  const isChunked = /(?:^|,)\s*chunked\s*$/i.test(headerValue(headers, 'transfer-encoding') ?? '');
  const framed = isChunked ? dechunked(rest) : sized(rest, method, headers);
  if (framed === undefined) return 'the chunks of the body are not as they should be';
  const { body, length } = framed;
  return { request: { method, path, headers, body }, length: bytes.length - rest.length + length };
}

/** The head without its last line end, and what stands behind the blank line. */
function split(bytes: Uint8Array): { readonly head: Uint8Array; readonly rest: Uint8Array } {
  // Line by line: a search for two line ends goes through all that follows when they are of the other form.
  for (let start = 0; ; ) {
    const end = bytes.indexOf(LF, start);
    // No blank line: a head alone, perhaps with a line end.
    if (end === -1) return { head: withoutLineEnd(bytes), rest: EMPTY_BYTES };
    if (end === start || (end === start + 1 && bytes[start] === CR)) {
      return { head: withoutLineEnd(bytes.subarray(0, start)), rest: bytes.subarray(end + 1) };
    }
    start = end + 1;
  }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (bytes[end - 1] === CR || bytes[end - 1] === LF) end -= 1;
  return bytes.subarray(0, end);
}

/** A body, and how many bytes it takes on the wire. */
interface FramedBody {
  readonly body: Uint8Array;
  readonly length: number;
}

function sized(rest: Uint8Array, method: string, headers: HeaderList): FramedBody {
  const said = headerValue(headers, 'content-length');
  const length = /^\d+$/.test(said ?? '') ? Number(said) : rest.length;
  // Without a length there is no body (RFC 9112 6.3), but by hand one is easily written without; not behind a GET.
  const hasNone = said === undefined && ['GET', 'HEAD'].includes(method);
  if (hasNone && looksLikeHttp(rest.subarray(withoutBlankLines(rest, 0)))) {
    return { body: EMPTY_BYTES, length: 0 };
  }
  const body = rest.subarray(0, length);
  return { body, length: body.length };
}

/** RFC 9112 7.1; extensions and trailers are passed over. */
function dechunked(rest: Uint8Array): FramedBody | undefined {
  const chunks: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const lineEnd = indexOfBytes(rest, utf8Bytes('\n'), at);
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(
      latin1Text(rest.subarray(at, lineEnd === -1 ? rest.length : lineEnd)),
    )?.[1];
    if (size === undefined || lineEnd === -1) return undefined;
    const length = Number.parseInt(size, 16);
    const start = lineEnd + 1;
    if (length === 0) return { body: concatBytes(chunks), length: trailersEnd(rest, start) };
    if (start + length > rest.length) return undefined;
    chunks.push(rest.subarray(start, start + length));
    const isCrlf = rest[start + length] === CR;
    at = start + length + (isCrlf ? 2 : 1);
  }
}

/** Where the lines of a trailer end that begins there; the blank line behind it is left. */
function trailersEnd(rest: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    const lineEnd = indexOfBytes(rest, utf8Bytes('\n'), at);
    const end = lineEnd === -1 ? rest.length : lineEnd;
    if (!HEADER_LINE.test(latin1Text(rest.subarray(at, end)).replace(/\r$/, ''))) return at;
    if (lineEnd === -1) return end;
    at = lineEnd + 1;
  }
}
