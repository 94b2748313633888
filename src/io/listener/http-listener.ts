import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type {
  ArrivedRequest,
  HttpListener,
  ListenerAnswer,
  ListenerOptions,
  Logger,
  RunningListener,
} from '../../core/ports.ts';
import { MAX_TIMER_MS } from '../timers.ts';
import type { ExchangePorts, Exchanges } from './exchanges.ts';
import { Http1Connections } from './http1-connections.ts';
import { listenError } from './listen-errors.ts';
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
 * The listener: HTTP/1, and over TLS HTTP/2 beside it. What a sender does can't end the process: it is answered, logged
 * or dropped.
 *
 * HTTP/1 is read here, and not by node:http, to take every byte as it is on the wire, to tell what is wrong with it, and
 * since node:http takes more than half of what a capture costs.
 */
export function httpListener(ports: ExchangePorts): HttpListener {
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
  const server = tls === null ? plainServer(exchanges) : createTlsServer(tls, exchanges);
  open = server.connections;
  await startListening(server.listening, options, ports.logger);
  const port = portOf(server.listening);
  address = `${bracketed(options.host)}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    url: `${scheme}://${address}/`,
    port,
    close: (hurry) => {
      closed ??= close(server.listening, server.connections, hurry);
      return closed;
    },
  };
}

function plainServer(exchanges: Exchanges): { listening: Server; connections: OpenConnections } {
  // A sender may close its half once it has sent everything (`nc -N` does).
  const listening = createServer({ allowHalfOpen: true, noDelay: true });
  const connections = new Http1Connections(exchanges);
  listening.on('connection', (socket: Socket) => connections.connected(socket));
  return { listening, connections };
}

/** @throws {PortInUseError | EnvironmentError} when it can't */
async function startListening(
  server: Server,
  options: ListenerOptions,
  logger: Logger,
): Promise<void> {
  server.maxConnections = options.limits.maxConnections + REFUSABLE_CONNECTIONS;
  server.on('drop', () => logger.warn('dropped a connection: too many are open'));
  const listening = once(server, 'listening');
  try {
    server.listen(options.port, options.host);
    await listening;
  } catch (error) {
    throw listenError(error, options.host, options.port);
  }
  server.on('error', (error) => logger.error(`the listener failed: ${error.message}`));
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
