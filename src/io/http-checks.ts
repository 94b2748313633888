import type { IncomingMessage } from 'node:http';
import type { ListenerLimits } from '../core/ports.ts';
import {
  bodyTooLarge,
  CHUNK_EXTENSIONS_TOO_LARGE,
  HTTP2_IN_CLEAR,
  headersTooLarge,
  malformed,
  NO_HOST,
  type Refusal,
  TLS_IN_CLEAR,
  tooSlow,
  UNKNOWN_CODING,
  unknownVersion,
} from './http-refusal.ts';

/** RFC 3986 3.2.2 and 3.2.3: an address in brackets or a registered name, and a port. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/** What is wrong with a request that Node's parser let pass; `undefined` when it may go on. */
export function refusalFor(request: IncomingMessage, limits: ListenerLimits): Refusal | undefined {
  const { headers, httpVersion } = request;
  if (headBytes(request) > limits.maxHeaderBytes) return headersTooLarge(limits);
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return unknownVersion(httpVersion);
  if (headers.host === undefined) {
    if (httpVersion === '1.1') return NO_HOST;
  } else if (!HOST.test(headers.host)) {
    return malformed('the Host header names no host');
  } else if (hosts(request.rawHeaders) > 1) {
    return malformed('it has more than one Host header'); // who routes by the first, and who by the last?
  }
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    // RFC 9112 6.1: what has a coding and is 1.0 passed through something that did not know codings.
    if (httpVersion === '1.0') return malformed('HTTP/1.0 has no Transfer-Encoding');
    const name = coding.trim().toLowerCase();
    if (name === '') return malformed('its Transfer-Encoding is empty'); // later Nodes refuse it before
    if (name !== 'chunked') return UNKNOWN_CODING;
  }
  return Number(headers['content-length'] ?? 0) > limits.maxBodyBytes
    ? bodyTooLarge(limits)
    : undefined;
}

/** What an error of Node's parser means to the sender. */
export function refusalOf(
  error: NodeJS.ErrnoException & { readonly rawPacket?: Uint8Array },
  limits: ListenerLimits,
): Refusal {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge(limits);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return CHUNK_EXTENSIONS_TOO_LARGE;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow(limits);
    case 'HPE_INVALID_EOF_STATE':
      return malformed('the sender stopped before it was whole');
    case 'HPE_PAUSED_H2_UPGRADE':
      return HTTP2_IN_CLEAR;
    default:
      return isTlsHello(error.rawPacket)
        ? TLS_IN_CLEAR
        : malformed(error.message.replace(/^Parse Error: /, ''));
  }
}

/** `GET`, blank, target, blank, `HTTP/1.1`, line end; and the empty line behind the headers. */
const LINE_OVERHEAD_BYTES = 14;

/** Request line and headers as they are written on the wire: Node counts names, values and target alone. */
function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  return LINE_OVERHEAD_BYTES + method.length + url.length + fieldBytes(rawHeaders);
}

/** Names and values as latin1 text, and `: ` and a line end for each pair. A loop: every request comes by here. */
export function fieldBytes(flat: readonly string[]): number {
  let bytes = 2 * flat.length;
  for (const text of flat) bytes += text.length;
  return bytes;
}

/** A handshake record of any TLS version. */
function isTlsHello(packet: Uint8Array | undefined): boolean {
  return packet?.[0] === 0x16 && packet[1] === 0x03;
}

function hosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
