import type { HeaderList } from '../../core/headers.ts';
import type { ListenerLimits } from '../../core/ports.ts';
import { ChunkedBody } from './chunked-body.ts';
import { HeldBytes } from './held-bytes.ts';
import { CR, LF, LineScanner } from './line-scanner.ts';
import {
  headersTooLarge,
  type Refusal,
  RefusedRequest,
  TLS_IN_CLEAR,
  UNKNOWN_METHOD,
} from './refusal.ts';
import { mayBeRequest, type RequestHead, readHead } from './request-head.ts';

/** What becomes of the bytes of a connection. */
export interface RequestSink {
  /** Whether no further request can be taken for now. */
  readonly isFull: boolean;
  begin(head: RequestHead): void;
  /** Part of the body; the bytes are the sink's. */
  body(bytes: Buffer): void;
  end(trailers: HeaderList): void;
  /** More came behind a request that said it was the last, and is not read. */
  excess(): void;
  /** Nothing more is read. */
  refused(refusal: Refusal): void;
}

/** Longer than any beginning of a request. */
const BEGINNING_BYTES = 24;
const LINE_END_BYTES = 2;

/** Reads the requests of one connection from its bytes, as strictly as RFC 9112 allows. */
export class RequestReader {
  readonly #limits: ListenerLimits;
  readonly #sink: RequestSink;
  readonly #held = new HeldBytes();
  readonly #lines = new LineScanner('its head');
  /** Bytes of the body that have not come; `undefined` between requests and in chunks. */
  #left: number | undefined;
  #chunks: ChunkedBody | undefined;
  /** Whether nothing may follow the request. */
  #isLast = false;
  #isOver = false;

  constructor(limits: ListenerLimits, sink: RequestSink) {
    this.#limits = limits;
    this.#sink = sink;
  }

  /** Whether a request has begun and is not whole. */
  get isWithin(): boolean {
    if (this.#isOver) return false;
    return this.#left !== undefined || this.#chunks !== undefined || this.#held.length > 0;
  }

  /** Reads nothing more. */
  stop(): void {
    this.#isOver = true;
    this.#isLast = false;
    this.#held.drop();
  }

  /** @param more - what came; nothing, to go on when the sink was full */
  read(more: Buffer): void {
    if (this.#isOver) {
      this.#passOver(more);
      return;
    }
    const bytes = this.#held.with(more);
    let at = 0;
    try {
      while (at < bytes.length && !this.#isOver) {
        const next = this.#step(bytes, at);
        if (next === undefined) break;
        at = next;
      }
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error;
      this.stop();
      this.#sink.refused(error.refusal);
      return;
    }
    if (this.#isOver) {
      this.#held.drop();
      this.#passOver(bytes.subarray(at));
    } else this.#held.keep(bytes, at);
  }

  #passOver(bytes: Buffer): void {
    if (!this.#isLast || bytes.every((byte) => byte === CR || byte === LF)) return;
    this.#isLast = false;
    this.#sink.excess();
  }

  /** @returns up to where that was read; `undefined` when more has to come first */
  #step(bytes: Buffer, at: number): number | undefined {
    if (this.#left !== undefined) return this.#readLength(bytes, at, this.#left);
    if (this.#chunks !== undefined) return this.#readChunks(bytes, at, this.#chunks);
    return this.#sink.isFull ? undefined : this.#readHead(bytes, at);
  }

  #readHead(bytes: Buffer, at: number): number | undefined {
    // RFC 9112 2.2: empty lines before a request are passed over.
    if (bytes[at] === CR) {
      if (at + 1 === bytes.length) return undefined;
      if (bytes[at + 1] === LF) return at + LINE_END_BYTES;
    }
    const end = this.#headEnd(bytes, at);
    if (end === undefined) return undefined;
    const head = readHead(bytes.toString('latin1', at, end), this.#limits);
    this.#isLast = !head.keepsAlive;
    this.#sink.begin(head);
    if (head.length === null) this.#chunks = new ChunkedBody(this.#limits);
    else this.#left = head.length;
    if (head.length === 0) this.#end([]);
    return end + LINE_END_BYTES;
  }

  /** Where the empty line behind a head begins. What is no request is not waited for, however little of it has come. */
  #headEnd(bytes: Buffer, at: number): number | undefined {
    const { maxHeaderBytes } = this.#limits;
    let flaw: RefusedRequest | undefined;
    let end: number | undefined;
    try {
      end = this.#lines.block(bytes, at);
      const length = (end === undefined ? bytes.length : end + LINE_END_BYTES) - at;
      if (length > maxHeaderBytes) flaw = new RefusedRequest(headersTooLarge(this.#limits));
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error;
      flaw = error;
    }
    if (end !== undefined && flaw === undefined) return end;
    if (isTlsHello(bytes, at)) throw new RefusedRequest(TLS_IN_CLEAR);
    if (!mayBeRequest(bytes.toString('latin1', at, at + BEGINNING_BYTES))) {
      throw new RefusedRequest(UNKNOWN_METHOD);
    }
    if (flaw !== undefined) throw flaw;
    return undefined;
  }

  #readLength(bytes: Buffer, at: number, left: number): number {
    const part = bytes.subarray(at, at + left);
    this.#left = left - part.length;
    this.#sink.body(part);
    if (this.#left === 0) this.#end([]);
    return at + part.length;
  }

  #readChunks(bytes: Buffer, at: number, chunks: ChunkedBody): number | undefined {
    const { body, taken } = chunks.take(bytes.subarray(at));
    if (body.length > 0) this.#sink.body(body);
    if (chunks.isWhole) this.#end(chunks.trailers);
    return taken === 0 ? undefined : at + taken;
  }

  #end(trailers: HeaderList): void {
    this.#left = undefined;
    this.#chunks = undefined;
    if (this.#isOver) return; // the sink stopped it meanwhile
    this.#isOver = this.#isLast;
    this.#sink.end(trailers);
  }
}

/** A handshake record of any TLS version. */
function isTlsHello(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x16 && (bytes[at + 1] ?? 0x03) === 0x03;
}
