import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type {
  ArrivedRequest,
  HttpListener,
  ListenerAnswer,
  ListenerLimits,
  ListenerOptions,
  RunningListener,
} from '../core/ports.ts';
import type { ExchangePorts, Exchanges } from './exchanges.ts';
import { Http1Exchanges } from './http1-exchanges.ts';
import { listenError } from './listen-errors.ts';
import { MAX_TIMER_MS } from './timers.ts';
import { createTlsServer } from './tls-server.ts';

type Handler = (request: ArrivedRequest) => Promise<ListenerAnswer>;

/** What is open on a listener's server, to be closed with it. */
export interface OpenConnections {
  readonly count: number;
  /** Closes each once no request is under way on it. */
  close(): void;
  /** Cuts off those of HTTP/1 that wait for no answer; over HTTP/2 a request that is not whole in time ends by itself. */
  destroyUnasked(): void;
  destroy(): void;
}

/** How long `close` waits for answers under way. */
const CLOSE_GRACE_MS = 2_000;
/** Some wait twice as long. */
const MAX_REQUEST_TIMEOUT_MS = Math.floor(MAX_TIMER_MS / 2);
/** Connections over the cap that still get a 503; beyond them the kernel's queue is the answer. */
const REFUSABLE_CONNECTIONS = 64;

/**
 * The listener over node:http, and over TLS with HTTP/2 beside it. What a sender does can't end the process: it is
 * answered, logged or dropped.
 */
export function nodeHttpListener(ports: ExchangePorts): HttpListener {
  return { listen: (options, handler) => listen(options, handler, ports) };
}

async function listen(
  options: ListenerOptions,
  handler: Handler,
  ports: ExchangePorts,
): Promise<RunningListener> {
  const { tls = null } = options;
  const { requestTimeoutMs } = options.limits;
  const limits = {
    ...options.limits,
    requestTimeoutMs: Math.min(requestTimeoutMs, MAX_REQUEST_TIMEOUT_MS),
  };
  const scheme = tls === null ? 'http' : 'https';
  let address = '';
  let open: OpenConnections | undefined;
  const exchanges: Exchanges = {
    ...ports,
    limits,
    scheme,
    get address() {
      return address;
    },
    handler,
    isFull: () => (open?.count ?? 0) >= limits.maxConnections,
  };
  const server =
    tls === null ? plainServer(exchanges) : createTlsServer(tls, serverOptions(limits), exchanges);
  open = server.connections;
  await startListening(server.http, options);
  const port = portOf(server.http);
  address = `${bracketed(options.host)}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    url: `${scheme}://${address}/`,
    port,
    close: (hurry) => {
      closed ??= close(server.http, server.connections, hurry);
      return closed;
    },
  };
}

function plainServer(exchanges: Exchanges): { http: Server; connections: OpenConnections } {
  const http = createServer(serverOptions(exchanges.limits));
  const http1 = new Http1Exchanges(exchanges);
  http1.attach(http);
  http.on('connection', (socket: Socket) => http1.connected(socket));
  return { http, connections: http1 };
}

/** @throws {PortInUseError | EnvironmentError} when it can't */
async function startListening(server: Server, options: ListenerOptions): Promise<void> {
  // Node drops headers beyond the 2,000th without a word; their size is bounded already.
  server.maxHeadersCount = 0;
  // A sender may close its half once it has sent everything (`nc -N` does). Node has this switch, its types don't.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.maxConnections = options.limits.maxConnections + REFUSABLE_CONNECTIONS;
  const listening = once(server, 'listening');
  try {
    server.listen(options.port, options.host);
    await listening;
  } catch (error) {
    throw listenError(error, options.host, options.port);
  }
}

function serverOptions(limits: ListenerLimits): ServerOptions {
  return {
    maxHeaderSize: limits.maxHeaderBytes,
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(
      Math.max(Math.ceil(limits.requestTimeoutMs / 4), 10),
      1_000,
    ),
    // Both a length and a transfer coding is how requests are smuggled: never lenient, whatever NODE_OPTIONS says.
    insecureHTTPParser: false,
    // Node would answer without a body.
    requireHostHeader: false,
  };
}

async function close(
  server: Server,
  connections: OpenConnections,
  hurry: AbortSignal | undefined,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  connections.close();
  if (hurry !== undefined && !hurry.aborted) {
    const timer = setTimeout(() => connections.destroyUnasked(), CLOSE_GRACE_MS);
    await Promise.race([closed, once(hurry, 'abort')]);
    clearTimeout(timer);
  }
  const timer = setTimeout(() => connections.destroy(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

/** A wildcard address can be listened on, but not sent to. */
function bracketed(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // a listening TCP server has no other kind of address
}
