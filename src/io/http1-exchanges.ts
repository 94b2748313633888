import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StoredBody } from '../core/body-files.ts';
import { pairsFromFlat } from '../core/headers.ts';
import type { ListenerAnswer } from '../core/ports.ts';
import { arrivedRequest, type Exchanges, reportFailure } from './exchanges.ts';
import { writeAnswer } from './http-answer.ts';
import { fieldBytes, refusalFor, refusalOf } from './http-checks.ts';
import { HttpConnection } from './http-connection.ts';
import {
  bodyTooLarge,
  headersTooLarge,
  NO_ROOM,
  NO_TUNNELS,
  type Refusal,
  refusalBytes,
  tooManyConnections,
  UNAVAILABLE,
} from './http-refusal.ts';
import { readBody } from './read-body.ts';

/** So many times the time for a request nothing may move: long enough that a slow request gets its 408 first. */
const STILL_FACTOR = 2;

/** HTTP/1 on the connections of one server: hands requests to the handler, writes the answers, and turns away what can't be taken. */
export class Http1Exchanges {
  readonly #exchanges: Exchanges;
  readonly #connections = new Map<Duplex, HttpConnection>();
  readonly #bodyRules: Parameters<typeof readBody>[1];

  constructor(exchanges: Exchanges) {
    this.#exchanges = exchanges;
    this.#bodyRules = {
      maxBytes: exchanges.limits.maxBodyBytes,
      openFile: exchanges.openBody ?? null,
    };
  }

  /** Open connections. */
  get count(): number {
    return this.#connections.size;
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }

  /** Cuts off those that would have to send more of a request first. */
  destroyUnasked(): void {
    for (const connection of this.#connections.values()) {
      if (!connection.isAnswering) connection.destroy();
    }
  }

  destroy(): void {
    for (const connection of this.#connections.values()) connection.destroy();
  }

  /** Listens to all a server tells, but its connections: they come to `connected`. */
  attach(server: Server): void {
    const { limits, logger } = this.#exchanges;
    server.on('request', (request, response) => this.#accept(request, response, false));
    server.on('checkContinue', (request, response) => this.#accept(request, response, true));
    server.on('checkExpectation', (request, response) => this.#accept(request, response, false));
    server.on('connect', (_request, socket: Duplex) => {
      const connection = this.#connections.get(socket);
      if (connection === undefined) socket.destroy();
      else this.#refuse(connection, NO_TUNNELS);
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      const connection = this.#connections.get(socket);
      if (connection === undefined || error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
      } else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUntouched(socket)) {
        socket.destroy(); // opened in advance and never used: a 408 could be taken for the answer to a later request
      } else {
        this.#refuse(connection, refusalOf(error, limits));
      }
    });
    // Not `server.timeout`: that costs every request, and only who does not read can hold a connection up this long.
    server.on('timeout', (socket) => this.#still(socket));
    server.on('drop', () => logger.warn('dropped a connection: too many are open'));
    server.on('error', (error) => {
      // Who could not start to listen is told why by that.
      if (server.listening) logger.error(`the listener failed: ${error.message}`);
    });
  }

  connected(socket: Duplex): void {
    const { isFull, limits } = this.#exchanges;
    const connection = new HttpConnection(socket);
    const isOneTooMany = isFull();
    this.#connections.set(socket, connection);
    socket.once('close', () => this.#connections.delete(socket));
    socket.on('error', () => {}); // 'clientError' tells of it; after CONNECT nobody else would listen
    if (isOneTooMany) this.#refuse(connection, tooManyConnections(limits));
  }

  /** What waits to be read may not wait for ever. */
  #watch({ socket }: IncomingMessage): void {
    socket.setTimeout(STILL_FACTOR * this.#exchanges.limits.requestTimeoutMs);
  }

  /** Nothing has moved on a connection for long. The listener may take its time with an answer, a sender may not. */
  #still(socket: Socket): void {
    const isUnread = socket.writableLength > 0;
    if (!isUnread && this.#connections.get(socket)?.isBusy === true) return;
    if (isUnread) this.#exchanges.logger.warn('cut off a sender that did not read its answer');
    socket.destroy();
  }

  #refuse(connection: HttpConnection, refusal: Refusal, of?: IncomingMessage): void {
    if (connection.refused) return;
    const { logger, clock } = this.#exchanges;
    logger.warn(`refused a request with ${refusal.status}: ${refusal.text}`);
    connection.refuse(refusalBytes(refusal, clock.nowMs()), of);
  }

  #accept(request: IncomingMessage, response: ServerResponse, expects: boolean): void {
    const { limits, logger } = this.#exchanges;
    const connection = this.#connections.get(request.socket);
    if (connection === undefined || connection.refused) {
      request.resume();
      return;
    }
    const refusal = refusalFor(request, limits);
    if (refusal !== undefined) {
      request.resume();
      this.#refuse(connection, refusal);
      return;
    }
    connection.begin(request);
    // It comes once; `once` would make two functions more for every request.
    response.on('close', () => {
      if (request.complete && !response.writableFinished && !connection.abandoned(request)) {
        logger.warn('a sender went away before it had its answer');
      }
      connection.finish(request);
      // An answer that came before its turn has been written only now.
      if (request.socket.writableLength > 0) this.#watch(request);
    });
    if (expects) response.writeContinue();
    readBody(request, this.#bodyRules, {
      tooLarge: () => this.#refuse(connection, bodyTooLarge(limits), request),
      failed: (error) => {
        logger.error(`answered 503: ${messageOf(error)}`);
        this.#refuse(connection, NO_ROOM, request);
      },
      aborted: () => {
        if (!request.complete && !connection.abandoned(request)) {
          logger.warn('a sender went away before its request was whole');
        }
      },
      whole: (body, file) => {
        if (connection.abandoned(request)) return;
        if (fieldBytes(request.rawTrailers) > limits.maxHeaderBytes) {
          this.#refuse(connection, headersTooLarge(limits), request);
          return;
        }
        this.#answer(request, response, body, file, connection);
      },
    });
  }

  /** By callbacks: an `await` more for each request can be measured. */
  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array,
    file: StoredBody | undefined,
    connection: HttpConnection,
  ): void {
    const arrived = arrivedRequest(
      {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: pairsFromFlat(request.rawHeaders),
        httpVersion: request.httpVersion,
        remoteAddress: request.socket.remoteAddress ?? null,
        trailers: pairsFromFlat(request.rawTrailers),
      },
      body,
      file,
      this.#exchanges,
    );
    this.#exchanges.handler(arrived).then(
      (given) => this.#write(response, given, connection),
      (error: unknown) => {
        reportFailure(error, this.#exchanges.logger);
        this.#write(response, UNAVAILABLE, connection);
      },
    );
  }

  #write(response: ServerResponse, given: ListenerAnswer, connection: HttpConnection): void {
    if (connection.endsWithThisAnswer) response.shouldKeepAlive = false;
    if (given.manner?.kind === 'hang-up') connection.giveUp(response.req);
    try {
      writeAnswer(response, given);
    } catch (error) {
      reportFailure(error, this.#exchanges.logger);
      if (response.headersSent) return;
      response.statusMessage = ''; // of the answer that could not be written
      writeAnswer(response, UNAVAILABLE);
    }
    const isWholeAtOnce = given.manner === undefined && response.req.socket.writableLength === 0;
    if (!isWholeAtOnce) this.#watch(response.req);
  }
}

function isUntouched(socket: Duplex): boolean {
  return 'bytesRead' in socket && socket.bytesRead === 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
