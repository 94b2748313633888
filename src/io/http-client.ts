import { errors, Pool } from 'undici';
import { pairsFromFlat } from '../core/headers.ts';
import type { HttpSender, OutgoingRequest, SendResult, TransportFailure } from '../core/ports.ts';

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
}

/** A sender over undici: one pool of kept-alive connections an origin, redirects never followed, header order and case kept. */
export function openHttpSender(options: HttpClientOptions): HttpSender {
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string): Pool => {
    const open = pools.get(origin);
    if (open !== undefined) return open;
    const pool = new Pool(origin, {
      connections: options.connections,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: 0,
        rejectUnauthorized: !options.insecure,
        ...(options.caPem === null ? {} : { ca: options.caPem }),
        ...(options.clientCertificate === null
          ? {}
          : { cert: options.clientCertificate.certPem, key: options.clientCertificate.keyPem }),
        ...(options.servername === null ? {} : { servername: options.servername }),
      },
    });
    pools.set(origin, pool);
    return pool;
  };
  return {
    send: async (request) => await exchange(poolFor(new URL(request.url).origin), request),
    close: async () => {
      await Promise.all([...pools.values()].map(async (pool) => await pool.destroy()));
    },
  };
}

const TIMED_OUT = new Error('no answer in time');
const STOPPED = new Error('interrupted');

/** Exchanges to cut when a signal aborts: one listener for all of them, since a run has one signal. */
const CUT_BY = new WeakMap<AbortSignal, Set<AbortController>>();

function cutBy(signal: AbortSignal): Set<AbortController> {
  const known = CUT_BY.get(signal);
  if (known !== undefined) return known;
  const underWay = new Set<AbortController>();
  CUT_BY.set(signal, underWay);
  signal.addEventListener('abort', () => {
    for (const cut of underWay) cut.abort(STOPPED);
  });
  return underWay;
}

async function exchange(pool: Pool, request: OutgoingRequest): Promise<SendResult> {
  // One controller and one timer: AbortSignal.timeout() and any() take a quarter of the time of a fast exchange.
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(TIMED_OUT), request.timeoutMs);
  const underWay = request.signal === undefined ? undefined : cutBy(request.signal);
  underWay?.add(cut);
  if (request.signal?.aborted === true) cut.abort(STOPPED);
  const { url } = request;
  const authorityEnd = url.indexOf('/', url.indexOf('//') + 2);
  try {
    const response = await pool.request({
      method: request.method,
      path: authorityEnd === -1 ? '/' : url.slice(authorityEnd),
      headers: request.headers.flat(),
      body: request.body.length === 0 ? null : request.body,
      responseHeaders: 'raw',
      signal: cut.signal,
    });
    // With `responseHeaders: 'raw'` undici gives the flat list of the wire, which its type does not say.
    const flat = response.headers as unknown as readonly (string | Buffer)[];
    return {
      ok: true,
      response: {
        status: response.statusCode,
        headers: pairsFromFlat(flat.map((item) => item.toString('latin1'))),
        body: await readStart(response.body, request.keepBodyBytes),
      },
    };
  } catch (error) {
    return { ok: false, failure: failureOf(error, request, cut.signal.reason === TIMED_OUT) };
  } finally {
    clearTimeout(timer);
    underWay?.delete(cut);
  }
}

async function readStart(body: AsyncIterable<Uint8Array>, keepBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  for await (const chunk of body) {
    if (kept >= keepBytes) continue;
    chunks.push(chunk.subarray(0, keepBytes - kept));
    kept += chunk.length;
  }
  return Buffer.concat(chunks);
}

const CONNECTION_FAILURES: Readonly<
  Record<string, readonly [kind: TransportFailure['kind'], detail: string]>
> = {
  ECONNREFUSED: ['refused', 'connection refused: nothing listens on'],
  ECONNRESET: ['reset', 'connection reset by'],
  EPIPE: ['reset', 'connection closed by'],
  UND_ERR_SOCKET: ['reset', 'connection closed without an answer by'],
  ENOTFOUND: ['dns', 'host name not found:'],
  EAI_AGAIN: ['dns', 'host name could not be looked up:'],
  EHOSTUNREACH: ['other', 'no route to'],
  ENETUNREACH: ['other', 'network unreachable:'],
};

function failureOf(error: unknown, request: OutgoingRequest, timedOut: boolean): TransportFailure {
  if (request.signal?.aborted === true) return { kind: 'aborted', detail: 'interrupted' };
  if (timedOut) {
    return { kind: 'timeout', detail: `no answer within ${request.timeoutMs / 1000} s` };
  }
  const cause = innermost(error);
  const code = errorCode(cause) ?? errorCode(error) ?? '';
  const { host } = new URL(request.url);
  const known = CONNECTION_FAILURES[code];
  if (known !== undefined) return { kind: known[0], detail: `${known[1]} ${host}` };
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/CERT|SELF_SIGNED|TLS|SSL|ERR_OSSL/.test(code)) {
    return { kind: 'tls', detail: `TLS failed with ${host}: ${message}` };
  }
  if (cause instanceof errors.InvalidArgumentError || cause instanceof errors.NotSupportedError) {
    return { kind: 'invalid', detail: `request can't be sent: ${message}` };
  }
  if (cause instanceof errors.HTTPParserError || code.startsWith('HPE_')) {
    return { kind: 'protocol', detail: `${host} did not answer in HTTP: ${message}` };
  }
  return { kind: 'other', detail: `${message}${code === '' ? '' : ` [${code}]`}` };
}

/** Node tries ::1 and 127.0.0.1 for localhost and wraps both failures; the first one tells enough. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
