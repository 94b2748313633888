import { concatBytes, indexOfBytes, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { type HeaderPair, headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';

const REQUEST_LINE = /^([!#$%&'*+.^`|~\w-]+) (\S+) HTTP\/\d(?:\.\d)?$/;
const HEADER_LINE = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

/** Whether bytes begin like an HTTP request. */
export function looksLikeHttp(bytes: Uint8Array): boolean {
  const [line = ''] = latin1Text(bytes.subarray(0, 4096)).split(/\r?\n/, 1);
  return REQUEST_LINE.test(line);
}

/**
 * Reads a request as it goes over a connection; lines of the head may end in LF alone. The body is as long as
 * `Content-Length` says, when there is that much, or put together from its chunks; else all the rest.
 *
 * @returns what is wrong, as text, when it can't be read
 */
export function parseRawHttp(bytes: Uint8Array): WebhookRequest | string {
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
  const body = isChunked ? dechunked(rest) : framed(rest, headerValue(headers, 'content-length'));
  return body === undefined
    ? 'the chunks of the body are not as they should be'
    : { method, path, headers, body };
}

function split(bytes: Uint8Array): { readonly head: Uint8Array; readonly rest: Uint8Array } {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => ({
    mark,
    at: indexOfBytes(bytes, utf8Bytes(mark)),
  }));
  const [end] = ends.filter(({ at }) => at !== -1).toSorted((left, right) => left.at - right.at);
  if (end !== undefined) {
    return { head: bytes.subarray(0, end.at), rest: bytes.subarray(end.at + end.mark.length) };
  }
  // No blank line: a head alone, perhaps with a line end.
  const length = latin1Text(bytes).replace(/[\r\n]+$/, '').length;
  return { head: bytes.subarray(0, length), rest: bytes.subarray(bytes.length) };
}

/** A terminal or an editor adds a line end that is no part of the message. */
function framed(rest: Uint8Array, said: string | undefined): Uint8Array {
  const length = /^\d+$/.test(said ?? '') ? Number(said) : Number.POSITIVE_INFINITY;
  return length <= rest.length ? rest.subarray(0, length) : rest;
}

/** RFC 9112 7.1; extensions and trailers are passed over. */
function dechunked(rest: Uint8Array): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const lineEnd = indexOfBytes(rest, utf8Bytes('\n'), at);
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(
      latin1Text(rest.subarray(at, lineEnd === -1 ? rest.length : lineEnd)),
    )?.[1];
    if (size === undefined || lineEnd === -1) return undefined;
    const length = Number.parseInt(size, 16);
    if (length === 0) return concatBytes(chunks);
    const start = lineEnd + 1;
    if (start + length > rest.length) return undefined;
    chunks.push(rest.subarray(start, start + length));
    const isCrlf = rest[start + length] === 0x0d;
    at = start + length + (isCrlf ? 2 : 1);
  }
}
