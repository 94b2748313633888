import { buildConnector, Pool } from 'undici';
import { flatFromPairs, type HeaderList, headerValues, withHeader } from '../core/headers.ts';
import type { HttpSender, OutgoingRequest } from '../core/ports.ts';
import { MAX_HEAD_BYTES } from './broken-answer.ts';
import { Exchange, type ExchangeOptions, INTERRUPTED } from './http-exchange.ts';
import { lookupHost } from './loopback-lookup.ts';
import { isLostAfterUse, watchUse } from './used-connections.ts';

export interface HttpClientOptions {
  /** Most connections to one origin. */
  readonly connections: number;
  /** Accept any certificate. */
  readonly insecure: boolean;
  /** PEM of the certificate authority to trust instead of the built-in ones, or `null`. */
  readonly caPem: string | null;
  /** PEM of a certificate to show to the target, and its key, or `null`. */
  readonly clientCertificate: { readonly certPem: string; readonly keyPem: string } | null;
  /** Name to ask for and to check in TLS instead of the URL's host, or `null`. */
  readonly servername: string | null;
  /** Speak HTTP/2: over TLS where the target offers it, else with prior knowledge. */
  readonly http2?: boolean;
}

/** A connection attempt ends by itself after this at the latest, so that it holds no place for ever. */
const MIN_CONNECT_MS = 10_000;
/** Node's own 250 ms pass in a busy process before it has looked whether the first address answered. */
const NEXT_ADDRESS_MS = 1_000;

/** A sender over undici: one pool of kept-alive connections an origin, redirects never followed, header order and case kept. */
export function openHttpSender(options: HttpClientOptions): HttpSender {
  const pools = new Map<string, Pool>();
  const isHttp2 = options.http2 === true;
  const connectors = new Map<number, buildConnector.connector>();
  const connectorFor = (timeoutMs: number): buildConnector.connector => {
    const known = connectors.get(timeoutMs) ?? openConnector(options, timeoutMs);
    connectors.set(timeoutMs, known);
    return known;
  };
  // A connection is no single exchange's: it gets as long as any of them may wait for one.
  let connectMs = 0;
  const connect: buildConnector.connector = (to, callback) => {
    connectorFor(connectMs)(to, (...made) => {
      const [error, socket] = made;
      if (error === null) watchUse(socket);
      callback(...made);
    });
  };
  const openPool = (start: string, connections: number): Pool =>
    new Pool(new URL(start).origin, {
      connections,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: MAX_HEAD_BYTES,
      allowH2: isHttp2,
      connect,
    });
  const poolFor = (start: string): Pool => {
    const open = pools.get(start);
    if (open !== undefined) return open;
    const pool = openPool(start, options.connections);
    pools.set(start, pool);
    return pool;
  };
  /** Pools of one request each, closed with its answer. */
  const fresh = new Set<Pool>();
  const exchangeOptions: ExchangeOptions = {
    isHttp2,
    isLostAfterUse,
    sendAfresh: (request, exchange) => {
      const { start, path } = placesOf(request.url);
      const pool = openPool(start, 1);
      fresh.add(pool);
      dispatch(pool, path, request, exchange, isHttp2);
      void pool.close().then(() => fresh.delete(pool));
    },
  };
  return {
    send: (request) => {
      const { url, timeoutMs } = request;
      connectMs = Math.max(
        connectMs,
        request.connectTimeoutMs ?? Math.max(timeoutMs, MIN_CONNECT_MS),
      );
      const { start, path } = placesOf(url);
      return new Promise((resolve) => {
        const exchange = new Exchange(request, exchangeOptions, resolve);
        if (request.signal?.aborted === true) exchange.fail(INTERRUPTED);
        else dispatch(poolFor(start), path, request, exchange, isHttp2);
      });
    },
    close: async () => {
      await Promise.all([...pools.values(), ...fresh].map(async (pool) => await pool.destroy()));
    },
  };
}

/** Scheme and authority, and what follows them. */
function placesOf(url: string): { readonly start: string; readonly path: string } {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  return pathAt === -1
    ? { start: url, path: '/' }
    : { start: url.slice(0, pathAt), path: url.slice(pathAt) };
}

/** RFC 9113 8.2.3: cookies are put together by `; `. undici would take a comma, as it does for all other duplicates. */
function withOneCookie(headers: HeaderList): HeaderList {
  const cookies = headerValues(headers, 'cookie');
  return cookies.length < 2 ? headers : withHeader(headers, 'cookie', cookies.join('; '));
}

function dispatch(
  pool: Pool,
  path: string,
  request: OutgoingRequest,
  exchange: Exchange,
  isHttp2: boolean,
): void {
  pool.dispatch(
    {
      method: request.method,
      path,
      headers: flatFromPairs(isHttp2 ? withOneCookie(request.headers) : request.headers),
      body: request.body.length === 0 ? null : request.body,
    },
    exchange,
  );
}

function openConnector(
  { insecure, caPem, clientCertificate, servername, http2 }: HttpClientOptions,
  timeoutMs: number,
): buildConnector.connector {
  const connector = {
    timeout: timeoutMs,
    allowH2: http2 === true,
    rejectUnauthorized: !insecure,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    lookup: lookupHost,
    ...(caPem === null ? {} : { ca: caPem }),
    ...(clientCertificate === null
      ? {}
      : { cert: clientCertificate.certPem, key: clientCertificate.keyPem }),
    ...(servername === null ? {} : { servername }),
    // HTTP/2 without TLS, which the types don't know.
    ...(http2 === true ? { useH2c: true } : {}),
  };
  return buildConnector(connector);
}
