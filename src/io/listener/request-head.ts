import { METHODS } from 'node:http';
import type { HeaderList } from '../../core/headers.ts';
import type { ListenerLimits } from '../../core/ports.ts';
import { readFields } from './header-fields.ts';
import {
  bodyTooLarge,
  HTTP2_IN_CLEAR,
  malformed,
  NO_HOST,
  NO_TUNNELS,
  RefusedRequest,
  UNKNOWN_CODING,
  UNKNOWN_METHOD,
  unknownVersion,
} from './refusal.ts';

/** What comes before the body of a request of HTTP/1, and how the body comes. */
export interface RequestHead {
  readonly method: string;
  /** As sent: a path, an absolute URL or `*`. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly headers: HeaderList;
  /** Bytes of the body; `null` when it comes in chunks. */
  readonly length: number | null;
  /** Whether the sender waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  /** Whether another request may follow on the connection. */
  readonly keepsAlive: boolean;
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS);
/** RFC 9113 3.4: what a client of HTTP/2 says first. */
const PREFACE = 'PRI * HTTP/2.0\r\n';
/** How a request may begin. */
const BEGINNINGS: readonly string[] = [PREFACE, ...METHODS.map((method) => `${method} `)];

/** RFC 9112 3.2: a path or an absolute URL; visible ASCII. */
const TARGET = /^(?:\/[!-~]*|https?:\/\/[\w.~!$&'()*+,;=:@%[\]-]+(?:[/?][!-~]*)?)$/i;
const VERSION = /^HTTP\/\d\.\d$/;
/** RFC 3986 3.2.2 and 3.2.3: an address in brackets or a registered name, and a port; a comma would be a list of two. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]*)(?::\d*)?$/i;
const EXPECTS_CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;
const MAX_LENGTH = 2n ** 64n - 1n;

/**
 * Reads a request line and headers, latin1 without control characters, each line with its CRLF.
 *
 * @throws {RefusedRequest} when that is no request this listener takes
 */
export function readHead(text: string, limits: ListenerLimits): RequestHead {
  if (text.startsWith(PREFACE)) throw new RefusedRequest(HTTP2_IN_CLEAR);
  const lineEnd = text.indexOf('\r\n');
  const { method, target, httpVersion } = readRequestLine(text.slice(0, lineEnd));
  const headers = readFields(text, lineEnd + 2);
  const found = framingHeaders(headers);
  checkHost(found.hosts, httpVersion);
  const length = lengthOf(found, httpVersion, limits);
  const { connection, expect } = found;
  return {
    method,
    target,
    httpVersion,
    headers,
    length,
    expectsContinue: httpVersion === '1.1' && expect !== '' && EXPECTS_CONTINUE.test(expect),
    keepsAlive: isKept(connection, httpVersion),
  };
}

/** Whether what came so far may be the beginning of a request; more of it is as good. */
export function mayBeRequest(text: string): boolean {
  return BEGINNINGS.some((beginning) => beginning.startsWith(text.slice(0, beginning.length)));
}

function readRequestLine(line: string): Pick<RequestHead, 'method' | 'target' | 'httpVersion'> {
  const methodEnd = line.indexOf(' ');
  const targetEnd = line.lastIndexOf(' ');
  const method = line.slice(0, Math.max(methodEnd, 0));
  if (!KNOWN_METHODS.has(method)) throw new RefusedRequest(UNKNOWN_METHOD);
  if (methodEnd === targetEnd) throw new RefusedRequest(unknownVersion('0.9'));
  const target = line.slice(methodEnd + 1, targetEnd);
  const version = line.slice(targetEnd + 1);
  if (!VERSION.test(version) || target.includes(' ')) {
    throw new RefusedRequest(malformed('its first line is not METHOD TARGET HTTP/1.1'));
  }
  const httpVersion = version.slice('HTTP/'.length);
  if (httpVersion === '0.9' || httpVersion === '2.0') {
    throw new RefusedRequest(unknownVersion(httpVersion));
  }
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw new RefusedRequest(malformed(`there is no HTTP/${httpVersion}`));
  }
  if (method === 'CONNECT') throw new RefusedRequest(NO_TUNNELS);
  // RFC 9112 3.2.4: the asterisk is for OPTIONS alone.
  if (!TARGET.test(target) && !(target === '*' && method === 'OPTIONS')) {
    throw new RefusedRequest(malformed('its target is neither a path nor a URL'));
  }
  return { method, target, httpVersion };
}

/** The values of headers that tell how a request is read; `connection` and `expect` joined, empty when absent. */
interface FramingHeaders {
  hosts: string[] | undefined;
  lengths: string[] | undefined;
  codings: string[] | undefined;
  connection: string;
  expect: string;
}

/** In one pass, by the lengths of names: every request comes by here. */
function framingHeaders(headers: HeaderList): FramingHeaders {
  const found: FramingHeaders = {
    hosts: undefined,
    lengths: undefined,
    codings: undefined,
    connection: '',
    expect: '',
  };
  for (const [name, value] of headers) {
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === 'host') found.hosts = withMore(found.hosts, value);
        break;
      case 6:
        if (name.toLowerCase() === 'expect') found.expect += `,${value}`;
        break;
      case 10:
        if (name.toLowerCase() === 'connection') found.connection += `,${value}`;
        break;
      case 14:
        if (name.toLowerCase() === 'content-length') {
          found.lengths = withMore(found.lengths, value);
        }
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding') {
          found.codings = withMore(found.codings, value);
        }
        break;
    }
  }
  return found;
}

function withMore(values: string[] | undefined, value: string): string[] {
  if (values === undefined) return [value];
  values.push(value);
  return values;
}

function checkHost(hosts: readonly string[] | undefined, httpVersion: string): void {
  const [host, ...others] = hosts ?? [];
  if (host === undefined) {
    if (httpVersion === '1.1') throw new RefusedRequest(NO_HOST);
    return;
  }
  if (!HOST.test(host)) throw new RefusedRequest(malformed('the Host header names no host'));
  if (others.length > 0) {
    // Who routes by the first, and who by the last?
    throw new RefusedRequest(malformed('it has more than one Host header'));
  }
}

/** RFC 9112 6: how long the body is. Whatever two readers could take in two ways is refused. */
function lengthOf(
  { lengths, codings }: FramingHeaders,
  httpVersion: string,
  limits: ListenerLimits,
): number | null {
  if (codings !== undefined) {
    if (lengths !== undefined) {
      throw new RefusedRequest(malformed('it has both Content-Length and Transfer-Encoding'));
    }
    checkCodings(codings, httpVersion);
    return null;
  }
  if (lengths === undefined) return 0;
  const [length = ''] = lengths;
  if (lengths.length > 1) {
    throw new RefusedRequest(malformed('it has more than one Content-Length'));
  }
  if (!/^\d+$/.test(length)) {
    throw new RefusedRequest(malformed('its Content-Length is no number of bytes'));
  }
  if (length.length > 15 && BigInt(length) > MAX_LENGTH) {
    throw new RefusedRequest(malformed('its Content-Length is beyond 64 bits'));
  }
  const bytes = Number(length);
  if (bytes > limits.maxBodyBytes) throw new RefusedRequest(bodyTooLarge(limits));
  return bytes;
}

function checkCodings(values: readonly string[], httpVersion: string): void {
  // RFC 9112 6.1: what has a coding and is 1.0 passed through something that did not know codings.
  if (httpVersion === '1.0') {
    throw new RefusedRequest(malformed('HTTP/1.0 has no Transfer-Encoding'));
  }
  const codings = values.flatMap((value) => value.split(','));
  const names = codings.map(optionName);
  if (names.includes('')) throw new RefusedRequest(malformed('its Transfer-Encoding is empty'));
  const chunkedAt = names.indexOf('chunked');
  if (chunkedAt !== -1 && chunkedAt < names.length - 1) {
    throw new RefusedRequest(
      malformed('chunked is not the last of its transfer codings, or twice'),
    );
  }
  if (names.length > 1 || chunkedAt === -1) throw new RefusedRequest(UNKNOWN_CODING);
}

/** RFC 9112 9.3. */
function isKept(connection: string, httpVersion: string): boolean {
  if (connection === '') return httpVersion === '1.1';
  const options = connection.split(',').map(optionName);
  if (options.includes('close')) return false;
  return httpVersion === '1.1' || options.includes('keep-alive');
}

/** An element of a list. RFC 9110 5.6.3: blanks and tabs stand around it, and no other white space. */
function optionName(element: string): string {
  return element.replace(/^[ \t]+|[ \t]+$/g, '').toLowerCase();
}
