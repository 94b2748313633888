import { buildConnector, type Dispatcher, Pool } from 'undici';
import { flatFromPairs, type HeaderList, pairsFromFlat } from '../core/headers.ts';
import type { HttpSender, OutgoingRequest, SendResult, TransportFailure } from '../core/ports.ts';
import { lookupHost } from './loopback-lookup.ts';
import { Places } from './places.ts';
import { MAX_TIMER_MS } from './timers.ts';
import { type ExchangePhase, failureOf, timeoutFailure } from './transport-failure.ts';

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
  const poolFor = (start: string): Pool => {
    const open = pools.get(start);
    if (open !== undefined) return open;
    const { origin } = new URL(start);
    const pool = new Pool(origin, {
      connections: options.connections,
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: isHttp2,
      connect: (to, callback) => connectorFor(connectMs)(to, callback),
    });
    pools.set(start, pool);
    return pool;
  };
  return {
    send: (request) => {
      const { url, timeoutMs } = request;
      connectMs = Math.max(
        connectMs,
        request.connectTimeoutMs ?? Math.max(timeoutMs, MIN_CONNECT_MS),
      );
      const pathAt = url.indexOf('/', url.indexOf('//') + 2);
      const [start, path] = pathAt === -1 ? [url, '/'] : [url.slice(0, pathAt), url.slice(pathAt)];
      return exchange(poolFor(start), path, request, isHttp2);
    },
    close: async () => {
      await Promise.all([...pools.values()].map(async (pool) => await pool.destroy()));
    },
  };
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

/** Cuts an exchange short; an error object made once, since its stack costs more than the cutting. */
const CUT = new Error('cut short');
const NO_BYTES = new Uint8Array(0);
const INTERRUPTED: TransportFailure = { kind: 'aborted', detail: 'interrupted', hint: null };

/** Exchanges to cut when a signal aborts: one listener for all of them, since a run has one signal. */
const CUT_BY = new WeakMap<AbortSignal, Places<Exchange>>();

function cutBy(signal: AbortSignal): Places<Exchange> {
  const known = CUT_BY.get(signal);
  if (known !== undefined) return known;
  const underWay = new Places<Exchange>();
  CUT_BY.set(signal, underWay);
  signal.addEventListener('abort', () => {
    for (const exchange of underWay.all()) exchange.fail(INTERRUPTED);
  });
  return underWay;
}

function exchange(
  pool: Pool,
  path: string,
  request: OutgoingRequest,
  isHttp2: boolean,
): Promise<SendResult> {
  return new Promise((resolve) => {
    const { signal } = request;
    const handler = new Exchange(request, isHttp2, resolve);
    if (signal?.aborted === true) {
      handler.fail(INTERRUPTED);
      return;
    }
    pool.dispatch(
      {
        method: request.method,
        path,
        headers: flatFromPairs(request.headers),
        body: request.body.length === 0 ? null : request.body,
      },
      handler,
    );
  });
}

/** One exchange, told by undici how far it has come: without its promises and streams, which a small answer needs none of. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: OutgoingRequest;
  readonly #isHttp2: boolean;
  readonly #timer: NodeJS.Timeout;
  /** For a connection, where that has a bound of its own. */
  #connectTimer: NodeJS.Timeout | undefined;
  readonly #underWay: Places<Exchange> | undefined;
  readonly #place: number;
  #resolve: ((result: SendResult) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #phase: ExchangePhase = 'connect';
  #status = 0;
  #headers: HeaderList = [];
  #chunks: Uint8Array[] = [];
  #kept = 0;

  constructor(request: OutgoingRequest, isHttp2: boolean, resolve: (result: SendResult) => void) {
    this.#request = request;
    this.#isHttp2 = isHttp2;
    this.#resolve = resolve;
    this.#timer = setTimeout(
      () => {
        // When this process was held up the answer may be here, only not read yet: timers come before reading.
        setImmediate(() => this.#timedOut());
      },
      Math.min(request.timeoutMs, MAX_TIMER_MS),
    );
    const { connectTimeoutMs, timeoutMs } = request;
    if (typeof connectTimeoutMs === 'number' && connectTimeoutMs < timeoutMs) {
      this.#connectTimer = setTimeout(
        () => {
          setImmediate(() => {
            if (this.#phase === 'connect') this.#timedOut();
          });
        },
        Math.min(connectTimeoutMs, MAX_TIMER_MS),
      );
    }
    this.#underWay = request.signal === undefined ? undefined : cutBy(request.signal);
    this.#place = this.#underWay?.enter(this) ?? -1;
  }

  /** Ends it now. One that waits for its connection is dropped as soon as that is there. */
  fail(failure: TransportFailure): void {
    this.#end({ ok: false, failure });
    this.#controller?.abort(CUT);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#phase = 'headers';
    clearTimeout(this.#connectTimer);
    if (this.#resolve === undefined) controller.abort(CUT);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return; // 100 and 103 come before the answer
    this.#phase = 'body';
    this.#status = status;
    this.#headers = headersOf(controller.rawHeaders);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    const room = this.#request.keepBodyBytes - this.#kept;
    if (room <= 0) return;
    // A copy: undici's chunk is a view into a buffer that may be much larger.
    this.#chunks.push(Buffer.from(chunk.subarray(0, room)));
    this.#kept += chunk.length;
  }

  onResponseEnd(): void {
    const [first = NO_BYTES] = this.#chunks;
    const body = this.#chunks.length <= 1 ? first : Buffer.concat(this.#chunks);
    this.#end({ ok: true, response: { status: this.#status, headers: this.#headers, body } });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#resolve === undefined) return;
    this.#end({ ok: false, failure: failureOf(error, this.#failed()) });
  }

  #timedOut(): void {
    if (this.#resolve === undefined) return;
    this.fail(timeoutFailure(this.#failed(), this.#phase, this.#status));
  }

  #failed(): Parameters<typeof failureOf>[1] {
    const { url, timeoutMs } = this.#request;
    const connectTimeoutMs = Math.min(this.#request.connectTimeoutMs ?? timeoutMs, timeoutMs);
    return { url, timeoutMs, connectTimeoutMs, isHttp2: this.#isHttp2 };
  }

  #end(result: SendResult): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#connectTimer);
    const resolve = this.#resolve;
    if (resolve === undefined) return;
    this.#resolve = undefined;
    this.#underWay?.leave(this.#place);
    resolve(result);
  }
}

/** The flat list of the wire over HTTP/1, an object over HTTP/2. */
function headersOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw)) return pairsFromFlat(raw.map((item) => item.toString('latin1')));
  return Object.entries(raw).flatMap(([name, value]) =>
    name.startsWith(':') || value === undefined
      ? []
      : [value].flat().map((one): HeaderList[number] => [name, String(one)]),
  );
}
