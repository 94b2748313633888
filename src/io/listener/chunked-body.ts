import type { HeaderList } from '../../core/headers.ts';
import type { ListenerLimits } from '../../core/ports.ts';
import { readFields } from './header-fields.ts';
import { CR, LF, LineScanner } from './line-scanner.ts';
import {
  CHUNK_EXTENSIONS_TOO_LARGE,
  headersTooLarge,
  malformed,
  RefusedRequest,
} from './refusal.ts';

export interface ChunkedPart {
  /** What of the body was in the bytes, in one piece. */
  readonly body: Buffer;
  /** Bytes that are done with; the rest has to come again with what follows it. */
  readonly taken: number;
}

const TOKEN = "[!#$%&'*+\\-.^_`|~\\dA-Za-z]+";
const QUOTED = '"(?:[\\t !#-[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*"';
/** RFC 9112 7.1.1, without the blanks that only old senders wrote. */
const EXTENSIONS = new RegExp(`^(?:;${TOKEN}(?:=(?:${TOKEN}|${QUOTED}))?)*$`);
const MAX_EXTENSION_BYTES = 16 * 1024;
const MAX_SIZE_DIGITS = 16;
/** Leading zeros count for nothing, and are no reason to keep a line that never ends. */
const MAX_LINE_BYTES = MAX_EXTENSION_BYTES + 1024;

/** RFC 9112 7.1: a body in chunks, each behind a line with its size, and trailers behind the last one. */
export class ChunkedBody {
  readonly #limits: ListenerLimits;
  readonly #lines = new LineScanner('a line between its chunks');
  #step: 'size' | 'data' | 'data-end' | 'trailers' | 'whole' = 'size';
  /** Bytes of the chunk that have not come. */
  #left = 0;
  #trailers: HeaderList = [];

  constructor(limits: ListenerLimits) {
    this.#limits = limits;
  }

  get isWhole(): boolean {
    return this.#step === 'whole';
  }

  /** Known when it is whole. */
  get trailers(): HeaderList {
    return this.#trailers;
  }

  /**
   * Takes what it can. The chunks of one call are moved together in the bytes themselves, since what stands between them
   * is of no more use.
   *
   * @throws {RefusedRequest} when that are no chunks
   */
  take(bytes: Buffer): ChunkedPart {
    let at = 0;
    let start = 0;
    let end = 0;
    while (this.#step !== 'whole') {
      if (this.#step === 'data') {
        const length = Math.min(this.#left, bytes.length - at);
        if (start === end) {
          start = at;
          end = at;
        }
        if (end !== at) bytes.copyWithin(end, at, at + length);
        end += length;
        at += length;
        this.#left -= length;
        if (this.#left > 0) break;
        this.#step = 'data-end';
      }
      const next = this.#stepOver(bytes, at);
      if (next === undefined) break;
      at = next;
    }
    return { body: bytes.subarray(start, end), taken: at };
  }

  /** Goes on behind a line or the trailers; `undefined` when they are not whole. */
  #stepOver(bytes: Buffer, at: number): number | undefined {
    switch (this.#step) {
      case 'size':
        return this.#readSize(bytes, at);
      case 'data-end':
        return this.#endData(bytes, at);
      default:
        return this.#readTrailers(bytes, at);
    }
  }

  #readSize(bytes: Buffer, at: number): number | undefined {
    const end = this.#lines.line(bytes, at);
    if ((end ?? bytes.length) - at > MAX_LINE_BYTES) {
      throw new RefusedRequest(CHUNK_EXTENSIONS_TOO_LARGE);
    }
    if (end === undefined) return undefined;
    this.#left = sizeIn(bytes.toString('latin1', at, end));
    this.#step = this.#left === 0 ? 'trailers' : 'data';
    return end + 2;
  }

  #endData(bytes: Buffer, at: number): number | undefined {
    const first = bytes[at] ?? CR;
    const second = bytes[at + 1] ?? LF;
    if (first !== CR || second !== LF) {
      throw new RefusedRequest(malformed('a chunk is longer than it says'));
    }
    if (at + 2 > bytes.length) return undefined;
    this.#step = 'size';
    return at + 2;
  }

  #readTrailers(bytes: Buffer, at: number): number | undefined {
    const end = this.#lines.block(bytes, at);
    if ((end ?? bytes.length) - at > this.#limits.maxHeaderBytes) {
      throw new RefusedRequest(headersTooLarge(this.#limits));
    }
    if (end === undefined) return undefined;
    this.#trailers = readFields(bytes.toString('latin1', at, end), 0);
    if (this.#trailers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))) {
      throw new RefusedRequest(malformed('its trailers tell how long the body is'));
    }
    this.#step = 'whole';
    return end + 2;
  }
}

function sizeIn(line: string): number {
  const [digits = ''] = /^[\da-f]*/i.exec(line) ?? [];
  const extensions = line.slice(digits.length);
  const significant = digits.replace(/^0+(?=.)/, '');
  if (digits === '') throw new RefusedRequest(malformed('a chunk has no size'));
  if (significant.length > MAX_SIZE_DIGITS) {
    throw new RefusedRequest(malformed('the size of a chunk is beyond 64 bits'));
  }
  if (extensions.length > MAX_EXTENSION_BYTES) {
    throw new RefusedRequest(CHUNK_EXTENSIONS_TOO_LARGE);
  }
  if (!EXTENSIONS.test(extensions)) {
    throw new RefusedRequest(malformed('what is behind the size of a chunk is no extension'));
  }
  return Number.parseInt(significant, 16);
}
