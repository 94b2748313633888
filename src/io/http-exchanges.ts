import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pairsFromFlat } from '../core/headers.ts';
import type {
  ArrivedRequest,
  Clock,
  ListenerAnswer,
  ListenerLimits,
  Logger,
} from '../core/ports.ts';
import { writeAnswer } from './http-answer.ts';
import { HttpConnection } from './http-connection.ts';
import {
  bodyTooLarge,
  headersTooLarge,
  malformed,
  NO_HOST,
  NO_TUNNELS,
  type Refusal,
  refusalBytes,
  tooManyConnections,
  tooSlow,
  UNAVAILABLE,
} from './http-refusal.ts';
import { readBody } from './read-body.ts';
import { requestUrl } from './request-url.ts';

export interface ExchangePorts {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

interface Exchanges extends ExchangePorts {
  readonly limits: ListenerLimits;
  /** `host:port` for senders that name none. */
  readonly address: string;
  readonly handler: (request: ArrivedRequest) => Promise<ListenerAnswer>;
}

/** The open connections, kept up to date. */
export type Connections = ReadonlyMap<Duplex, HttpConnection>;

/** Makes a server hand its requests to `handler` and write the answers, and turn away what it can't take. */
export function attachExchanges(server: Server, exchanges: Exchanges): Connections {
  const { limits, logger, clock } = exchanges;
  const connections = new Map<Duplex, HttpConnection>();

  const refuse = (connection: HttpConnection, refusal: Refusal, of?: IncomingMessage): void => {
    if (connection.refused) return;
    logger.warn(`refused a request with ${refusal.status}: ${refusal.text}`);
    connection.refuse(refusalBytes(refusal, clock.nowMs()), of);
  };

  const accept = (request: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    const connection = connections.get(request.socket);
    if (connection === undefined || connection.refused) {
      request.resume();
      return;
    }
    const refusal = refusalFor(request, limits);
    if (refusal !== undefined) {
      request.resume();
      refuse(connection, refusal);
      return;
    }
    connection.begin(request);
    response.once('close', () => {
      if (request.complete && !response.writableFinished && !connection.abandoned(request)) {
        logger.warn('a sender went away before it had its answer');
      }
      connection.finish(request);
    });
    if (expects) response.writeContinue();
    readBody(request, limits.maxBodyBytes, {
      tooLarge: () => refuse(connection, bodyTooLarge(limits), request),
      aborted: () => {
        if (!request.complete && !connection.abandoned(request)) {
          logger.warn('a sender went away before its request was whole');
        }
      },
      whole: (body) => {
        if (!connection.abandoned(request)) {
          void answer(request, response, body, connection, exchanges);
        }
      },
    });
  };

  server.on('connection', (socket: Duplex) => {
    const connection = new HttpConnection(socket);
    connections.set(socket, connection);
    socket.once('close', () => connections.delete(socket));
    socket.on('error', () => {}); // 'clientError' tells of it; after CONNECT nobody else would listen
    if (connections.size > limits.maxConnections) refuse(connection, tooManyConnections(limits));
  });
  server.on('request', (request, response) => accept(request, response, false));
  server.on('checkContinue', (request, response) => accept(request, response, true));
  server.on('checkExpectation', (request, response) => accept(request, response, false));
  server.on('connect', (_request, socket: Duplex) => {
    const connection = connections.get(socket);
    if (connection === undefined) socket.destroy();
    else refuse(connection, NO_TUNNELS);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const connection = connections.get(socket);
    if (connection === undefined || error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
    } else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUntouched(socket)) {
      socket.destroy(); // opened in advance and never used: a 408 could be taken for the answer to a later request
    } else {
      refuse(connection, refusalOf(error, limits));
    }
  });
  server.on('drop', () => logger.warn('dropped a connection: too many are open'));
  server.on('error', (error) => logger.error(`the listener failed: ${error.message}`));
  return connections;
}

function refusalFor(request: IncomingMessage, limits: ListenerLimits): Refusal | undefined {
  const { headers, httpVersion } = request;
  if (headers.host === undefined && httpVersion === '1.1') return NO_HOST;
  return Number(headers['content-length'] ?? 0) > limits.maxBodyBytes
    ? bodyTooLarge(limits)
    : undefined;
}

function refusalOf(error: NodeJS.ErrnoException, limits: ListenerLimits): Refusal {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge(limits);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return bodyTooLarge(limits);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow(limits);
    case 'HPE_INVALID_EOF_STATE':
      return malformed('the sender stopped before it was whole');
    default:
      return malformed(error.message.replace(/^Parse Error: /, ''));
  }
}

function isUntouched(socket: Duplex): boolean {
  return 'bytesRead' in socket && socket.bytesRead === 0;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: Uint8Array,
  connection: HttpConnection,
  { handler, address, clock, logger }: Exchanges,
): Promise<void> {
  const headers = pairsFromFlat(request.rawHeaders);
  const path = request.url ?? '/';
  try {
    const given = await handler({
      method: request.method ?? 'GET',
      path,
      headers,
      body,
      receivedAtMs: clock.nowMs(),
      url: requestUrl(path, headers, address),
      httpVersion: request.httpVersion,
      remoteAddress: request.socket.remoteAddress ?? null,
    });
    if (connection.endsWithThisAnswer) response.shouldKeepAlive = false;
    writeAnswer(response, given);
  } catch (error) {
    logger.error(`answered 503: ${error instanceof Error ? error.message : String(error)}`);
    logger.debug(error instanceof Error ? (error.stack ?? '') : '');
    if (!response.headersSent) writeAnswer(response, UNAVAILABLE);
  }
}
