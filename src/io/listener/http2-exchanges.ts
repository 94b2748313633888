import {
  constants,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type HeaderList, type HeaderPair, pairsFromFlat } from '../../core/headers.ts';
import type { ListenerLimits } from '../../core/ports.ts';
import { BodyCollector, type BodyReader } from './body-collector.ts';
import { type ArrivedFields, answerTo, type Exchanges } from './exchanges.ts';
import { writeHttp2Answer } from './http2-answer.ts';
import {
  bodyTooLarge,
  headersTooLarge,
  NO_ROOM,
  NO_TUNNELS,
  type Refusal,
  refusalResponse,
  tooManyConnections,
  tooSlow,
} from './refusal.ts';

/** RFC 9113 10.5.1: what each header counts beside its name and value. */
const HEADER_OVERHEAD_BYTES = 32;

/** Header lists up to this many times the limit are read to be answered 431; of longer ones the stream is reset. */
const READ_HEADERS_FACTOR = 2;

/** A connection on which nothing happens is closed after this many times the time for a request. */
const IDLE_FACTOR = 2;

/** Options of a server whose streams come to {@link Http2Exchanges}. */
export function http2Options(limits: ListenerLimits): {
  readonly maxHeaderListPairs: number;
  readonly settings: { readonly maxHeaderListSize: number; readonly maxConcurrentStreams: number };
} {
  const maxHeaderListSize = READ_HEADERS_FACTOR * limits.maxHeaderBytes;
  return {
    maxHeaderListPairs: Math.ceil(maxHeaderListSize / HEADER_OVERHEAD_BYTES),
    settings: { maxHeaderListSize, maxConcurrentStreams: 100 },
  };
}

type FieldsArguments = readonly [
  fields: IncomingHttpHeaders,
  flags: number,
  rawFields: readonly string[],
];
type StreamArguments = readonly [stream: ServerHttp2Stream, ...FieldsArguments];

/** HTTP/2: each stream is a request, with the limits and the answers of HTTP/1. */
export class Http2Exchanges {
  readonly #exchanges: Exchanges;
  readonly #sessions = new Set<ServerHttp2Session>();
  /** Sessions over the cap: their first stream is told so. */
  readonly #refused = new WeakSet<Http2Session>();
  /** Sessions that an answer closes on purpose, and with them the other streams on them. */
  readonly #hungUp = new WeakSet<Http2Session>();

  constructor(exchanges: Exchanges) {
    this.#exchanges = exchanges;
  }

  get sessions(): ReadonlySet<ServerHttp2Session> {
    return this.#sessions;
  }

  attach(server: Http2Server): void {
    const { limits, logger, isFull } = this.#exchanges;
    server.on('session', (session) => {
      if (isFull()) this.#refused.add(session);
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
      session.on('error', (error) => logger.debug(`an HTTP/2 connection failed: ${error.message}`));
      session.setTimeout(IDLE_FACTOR * limits.requestTimeoutMs, () => session.close());
    });
    server.on('stream', (...given: readonly unknown[]) => {
      // Typed without the last argument, which Node gives, for trailers too: all fields in their order.
      const [stream, headers, , rawHeaders] = given as StreamArguments;
      this.#accept(stream, headers, rawHeaders);
    });
    server.on('sessionError', () => {}); // told by the session itself
  }

  #accept(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    rawHeaders: readonly string[],
  ): void {
    const { limits, logger } = this.#exchanges;
    stream.on('error', (error) => logger.debug(`an HTTP/2 stream failed: ${error.message}`));
    const refusal = this.#refusalFor(stream, headers, rawHeaders);
    if (refusal !== undefined) {
      this.#refuse(stream, refusal);
      return;
    }
    const timer = setTimeout(() => this.#refuse(stream, tooSlow(limits)), limits.requestTimeoutMs);
    let trailers: HeaderList = [];
    let missing = 'its request was whole';
    let isCutOnPurpose = false;
    stream.on('trailers', (...given: readonly unknown[]) => {
      const [, , rawTrailers] = given as FieldsArguments;
      trailers = pairsFromFlat(rawTrailers);
    });
    if (headers.expect === '100-continue') stream.additionalHeaders({ ':status': 100 });
    const rules = { maxBytes: limits.maxBodyBytes, openFile: this.#exchanges.openBody ?? null };
    const reader: BodyReader = {
      tooLarge: () => this.#refuse(stream, bodyTooLarge(limits)),
      failed: (error) => {
        logger.error(`answered 503: ${error instanceof Error ? error.message : String(error)}`);
        this.#refuse(stream, NO_ROOM);
      },
      whole: (bytes, file) => {
        clearTimeout(timer);
        missing = 'it had its answer';
        const fields = { ...headOf(stream, headers, rawHeaders), trailers };
        void answerTo(fields, bytes, file, this.#exchanges).then((answer) => {
          const manner = answer.manner?.kind;
          isCutOnPurpose = manner === 'wrong-length';
          if (manner === 'hang-up' && stream.session !== undefined) {
            this.#hungUp.add(stream.session);
          }
          writeHttp2Answer(stream, answer, fields.method === 'HEAD', logger);
          this.#cutOffUnread(stream);
        });
      },
    };
    const body = new BodyCollector(stream, rules, reader, null);
    stream.on('data', (part: Uint8Array) => body.take(part));
    stream.on('end', () => {
      // Nobody has answered, so only a reset or a refusal can have closed it.
      if (stream.closed || stream.headersSent) body.drop();
      else body.end();
    });
    const { session } = stream;
    stream.once('aborted', () => {
      if (isCutOnPurpose || (session !== undefined && this.#hungUp.has(session))) return;
      logger.warn(`a sender went away before ${missing}`);
    });
    stream.once('close', () => {
      clearTimeout(timer);
      body.drop();
    });
  }

  /** A sender that does not read its answer holds its connection no longer than one that is slow with a request. */
  #cutOffUnread(stream: ServerHttp2Stream): void {
    const { limits, logger } = this.#exchanges;
    if (stream.destroyed) return;
    stream.setTimeout(IDLE_FACTOR * limits.requestTimeoutMs, () => {
      logger.warn('cut off a sender that did not read its answer');
      stream.close(constants.NGHTTP2_CANCEL);
    });
  }

  #refusalFor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    rawHeaders: readonly string[],
  ): Refusal | undefined {
    const { limits } = this.#exchanges;
    if (stream.session !== undefined && this.#refused.has(stream.session)) {
      return tooManyConnections(limits);
    }
    if (headers[':method'] === 'CONNECT') return NO_TUNNELS;
    const bytes = rawHeaders.reduce(
      (sum, text) => sum + text.length + HEADER_OVERHEAD_BYTES / 2,
      0,
    );
    if (bytes > limits.maxHeaderBytes) return headersTooLarge(limits);
    return Number(headers['content-length'] ?? 0) > limits.maxBodyBytes
      ? bodyTooLarge(limits)
      : undefined;
  }

  /** Answers, and resets the stream so that no more of the request is sent; an HTTP/2 connection goes on. */
  #refuse(stream: ServerHttp2Stream, refusal: Refusal): void {
    const { logger } = this.#exchanges;
    if (stream.headersSent || stream.destroyed) return;
    logger.warn(`refused a request with ${refusal.status}: ${refusal.text}`);
    stream.resume();
    stream.once('finish', () => stream.close(constants.NGHTTP2_NO_ERROR));
    writeHttp2Answer(stream, refusalResponse(refusal), false, logger);
    if (stream.session !== undefined && this.#refused.has(stream.session)) stream.session.close();
  }
}

/** RFC 9113 8.3.1: who hands a request on to HTTP/1 makes its `Host` of `:authority`. */
function headOf(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
): Omit<ArrivedFields, 'trailers'> {
  const own = pairsFromFlat(rawHeaders).filter(([name]) => !name.startsWith(':'));
  const authority = headers[':authority'];
  const host: readonly HeaderPair[] =
    authority === undefined || own.some(([name]) => name === 'host') ? [] : [['host', authority]];
  return {
    method: headers[':method'] ?? 'GET',
    path: headers[':path'] ?? '/',
    headers: [...host, ...own],
    httpVersion: '2',
    remoteAddress: stream.session?.socket.remoteAddress ?? null,
  };
}
