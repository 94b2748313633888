import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ArrivedRequest,
  HttpListener,
  ListenerAnswer,
  ListenerLimits,
  ListenerOptions,
  RunningListener,
} from '../core/ports.ts';
import { attachExchanges, type Connections, type ExchangePorts } from './http-exchanges.ts';
import { listenError } from './listen-errors.ts';

type Handler = (request: ArrivedRequest) => Promise<ListenerAnswer>;

/** How long `close` waits for answers under way. */
const CLOSE_GRACE_MS = 2_000;
/** Connections over the cap that still get a 503; beyond them the kernel's queue is the answer. */
const REFUSABLE_CONNECTIONS = 64;

/** The listener over node:http. What a sender does can't end the process: it is answered, logged or dropped. */
export function nodeHttpListener(ports: ExchangePorts): HttpListener {
  return { listen: (options, handler) => listen(options, handler, ports) };
}

async function listen(
  options: ListenerOptions,
  handler: Handler,
  ports: ExchangePorts,
): Promise<RunningListener> {
  const server = createServer(nodeOptions(options.limits));
  // Node drops headers beyond the 2,000th without a word; their size is bounded already.
  server.maxHeadersCount = 0;
  // A sender may close its half once it has sent everything (`nc -N` does). Node has this switch, its types don't.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.maxConnections = options.limits.maxConnections + REFUSABLE_CONNECTIONS;

  try {
    server.listen(options.port, options.host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, options.host, options.port);
  }
  const address = `${bracketed(options.host)}:${portOf(server)}`;
  const connections = attachExchanges(server, {
    limits: options.limits,
    address,
    handler,
    ...ports,
  });

  let closed: Promise<void> | undefined;
  return {
    url: `http://${address}/`,
    close: () => {
      closed ??= close(server, connections);
      return closed;
    },
  };
}

function nodeOptions(limits: ListenerLimits): Parameters<typeof createServer>[0] & object {
  return {
    maxHeaderSize: limits.maxHeaderBytes,
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(Math.max(limits.requestTimeoutMs / 4, 10), 1_000),
    // Both a length and a transfer coding is how requests are smuggled: never lenient, whatever NODE_OPTIONS says.
    insecureHTTPParser: false,
    // Node would answer without a body.
    requireHostHeader: false,
  };
}

async function close(server: Server, connections: Connections): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const connection of connections.values()) connection.close();
  const timer = setTimeout(() => {
    for (const connection of connections.values()) connection.destroy();
  }, CLOSE_GRACE_MS);
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
