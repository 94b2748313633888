import { errors } from 'undici';
import type { TransportFailure } from '../core/ports.ts';
import { type AnswerSoFar, brokenAnswer } from './broken-answer.ts';

/** What a failed exchange was about. */
export interface FailedExchange extends AnswerSoFar {
  readonly url: string;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly isHttp2: boolean;
}

type Wording = readonly [kind: TransportFailure['kind'], detail: string, hint: string];

const LOOK_IN_LOG = 'look for a crash in the log of the receiver';

/** `HOST` stands for host and port. */
const CONNECTION: Readonly<Record<string, Wording>> = {
  ECONNREFUSED: [
    'refused',
    'connection refused: nothing listens on HOST',
    'start the receiver, or check the host and the port',
  ],
  ECONNRESET: ['reset', 'connection reset by HOST', LOOK_IN_LOG],
  EPIPE: ['reset', 'connection closed by HOST', LOOK_IN_LOG],
  UND_ERR_SOCKET: ['reset', 'connection closed without an answer by HOST', LOOK_IN_LOG],
  ENOTFOUND: ['dns', 'host name not found: HOST', 'check how the host is written'],
  EAI_AGAIN: [
    'dns',
    'host name could not be looked up: HOST',
    'check the network, and the name servers of this machine',
  ],
  ETIMEDOUT: [
    'timeout',
    'no connection to HOST: it does not answer',
    'the host is down, or a firewall drops what is sent to it',
  ],
  EHOSTUNREACH: ['other', 'no route to HOST', 'check the address, and whether a VPN is needed'],
  ENETUNREACH: ['other', 'network unreachable: HOST', 'check the network of this machine'],
};

const UNKNOWN_AUTHORITY = 'trust its authority with --cacert FILE, or pass --insecure';
const CLIENT_CERTIFICATE = 'show one with --cert FILE and --key FILE';
const OLD_TLS = 'the receiver and this program have no version of TLS in common';
const SPEAKS_PLAIN = 'on a port that speaks plain HTTP, write http:// instead of https://';

const TLS: Readonly<Record<string, readonly [detail: string, hint: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['the certificate of HOST is self-signed', UNKNOWN_AUTHORITY],
  SELF_SIGNED_CERT_IN_CHAIN: ['HOST has a certificate of its own authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT: ['the authority behind HOST is not known', UNKNOWN_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['the authority behind HOST is not known', UNKNOWN_AUTHORITY],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'the certificate of HOST can not be traced to an authority',
    'the receiver should send the certificates in between as well; else use --cacert FILE or --insecure',
  ],
  CERT_HAS_EXPIRED: ['the certificate of HOST has expired', 'renew it, or pass --insecure'],
  CERT_NOT_YET_VALID: [
    'the certificate of HOST is not valid yet',
    'check the clocks, or pass --insecure',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate of HOST is for other names',
    'name the one it is for with --servername NAME, or pass --insecure',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: ['HOST does not speak TLS', SPEAKS_PLAIN],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['HOST does not speak TLS', SPEAKS_PLAIN],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: [
    'HOST wants a client certificate',
    CLIENT_CERTIFICATE,
  ],
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: [
    'HOST refused the TLS handshake, perhaps for want of a client certificate',
    CLIENT_CERTIFICATE,
  ],
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: [
    'HOST refused the client certificate',
    'check --cert and --key',
  ],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: [
    'HOST does not know the authority of the client certificate',
    'check --cert, and what the receiver trusts',
  ],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['HOST refused this version of TLS', OLD_TLS],
  ERR_SSL_UNSUPPORTED_PROTOCOL: ['HOST speaks an old version of TLS', OLD_TLS],
};

const TLS_CODE = /CERT|SELF_SIGNED|TLS|SSL|ERR_OSSL/;
const TLS_CUT_OFF = /before secure TLS connection was established/;

/** How far an exchange had come when its time was over. */
export type ExchangePhase = NonNullable<TransportFailure['phase']>;

/** Says that the time was over, and what was being waited for. */
export function timeoutFailure(
  { url, timeoutMs, connectTimeoutMs, status }: FailedExchange,
  phase: ExchangePhase,
): TransportFailure {
  const boundMs = phase === 'connect' ? connectTimeoutMs : timeoutMs;
  const within = `within ${boundMs / 1000} s`;
  switch (phase) {
    case 'connect':
      return {
        kind: 'timeout',
        phase,
        detail: `no connection to ${hostOf(url)} ${within}`,
        hint: url.startsWith('https:')
          ? `the host is down, a firewall drops what is sent to it, or it does not speak TLS on this port`
          : 'the host is down, or a firewall drops what is sent to it',
      };
    case 'headers':
      return {
        kind: 'timeout',
        phase,
        detail: `no answer ${within}`,
        hint: 'connected and sent, so the receiver is slow: answer first and work later, or give it more time',
      };
    case 'body':
      return {
        kind: 'timeout',
        phase,
        detail: `answered ${status}, but the answer did not end ${within}`,
        hint: 'the receiver sent a status and held back the rest: end the answer, or check its Content-Length',
      };
    default:
      return phase satisfies never;
  }
}

/** Puts an error of the transport into words. */
export function failureOf(error: unknown, exchange: FailedExchange): TransportFailure {
  const cause = mostTelling(error);
  const code = errorCode(cause) ?? errorCode(error) ?? '';
  const host = hostOf(exchange.url);
  const broken = brokenAnswer(cause, host, exchange);
  if (broken !== null) return broken;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof errors.ConnectTimeoutError) return timeoutFailure(exchange, 'connect');
  if (TLS_CUT_OFF.test(message)) {
    const detail = `${host} closed the connection during the TLS handshake`;
    return { kind: 'tls', detail, hint: SPEAKS_PLAIN };
  }
  const connection = CONNECTION[code];
  if (connection !== undefined) {
    const [kind, detail, hint] = connection;
    return {
      kind,
      ...(kind === 'timeout' ? { phase: 'connect' } : {}),
      detail: detail.replace('HOST', withAddresses(host, error)),
      hint: kind === 'reset' ? `${hint}; ${otherReason(exchange)}` : hint,
    };
  }
  const tls = TLS[code];
  if (tls !== undefined) return { kind: 'tls', detail: tls[0].replace('HOST', host), hint: tls[1] };
  if (TLS_CODE.test(code)) {
    return { kind: 'tls', detail: `TLS failed with ${host}: ${message}`, hint: null };
  }
  if (cause instanceof errors.InvalidArgumentError || cause instanceof errors.NotSupportedError) {
    return { kind: 'invalid', detail: `request can't be sent: ${message}`, hint: null };
  }
  if (cause instanceof errors.HTTPParserError || /^(?:HPE_|ERR_HTTP2_|UND_ERR_INFO)/.test(code)) {
    return notHttp(cause, host, message, exchange);
  }
  return { kind: 'other', detail: `${message}${code === '' ? '' : ` [${code}]`}`, hint: null };
}

/** Receivers that expect something else often just hang up. */
function otherReason({ url, isHttp2 }: FailedExchange): string {
  if (isHttp2) return 'one without HTTP/2 needs --http2 left out';
  if (url.startsWith('http:')) return 'one that speaks TLS needs https:// instead of http://';
  return 'one that wants a client certificate needs --cert FILE and --key FILE';
}

const TLS_ALERT = 0x15;

function notHttp(
  cause: unknown,
  host: string,
  message: string,
  { isHttp2 }: FailedExchange,
): TransportFailure {
  if (isHttp2) {
    const detail = `${host} did not answer in HTTP/2: ${message}`;
    return { kind: 'protocol', detail, hint: 'leave --http2 out' };
  }
  // `data` is what came instead; the types of undici do not say so.
  const data: unknown = cause instanceof Error && 'data' in cause ? cause.data : undefined;
  if (typeof data === 'string' && data.charCodeAt(0) === TLS_ALERT) {
    const hint = 'write https:// instead of http://';
    return { kind: 'protocol', detail: `${host} speaks TLS, not plain HTTP`, hint };
  }
  return { kind: 'protocol', detail: `${host} did not answer in HTTP: ${message}`, hint: null };
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** `localhost:3000 (::1 and 127.0.0.1)`, where several addresses were tried. */
function withAddresses(host: string, error: unknown): string {
  if (!(error instanceof AggregateError)) return host;
  const tried = error.errors.flatMap((one: unknown) =>
    one instanceof Error && 'address' in one && typeof one.address === 'string'
      ? [one.address]
      : [],
  );
  return tried.length > 1 ? `${host} (${tried.join(' and ')})` : host;
}

/** Several addresses were tried in vain: where one machine has no IPv6, what IPv4 says tells more. */
function mostTelling(error: unknown): unknown {
  if (!(error instanceof AggregateError)) return error;
  const refused = error.errors.find((one: unknown) => errorCode(one) === 'ECONNREFUSED');
  return refused ?? error.errors[0] ?? error;
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
