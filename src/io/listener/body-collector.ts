import { type BodyWriter, MAX_INLINE_BODY_BYTES, type StoredBody } from '../../core/body-files.ts';
import { EMPTY_BYTES } from '../../core/bytes.ts';
import { type Pausable, SpilledBody } from './spilled-body.ts';

export interface BodyRules {
  readonly maxBytes: number;
  /** Opens a file for a body too large for memory; `null` to keep every body there. */
  readonly openFile: (() => Promise<BodyWriter>) | null;
}

/** What comes of a body: one of these is called, once. */
export interface BodyReader {
  /** @param file - where the body is when it was too large for memory; `body` is empty then */
  whole(body: Uint8Array, file?: StoredBody): void;
  tooLarge(): void;
  /** It could not be written to its file. */
  failed(error: unknown): void;
}

/** Collects a body as sent, in memory or, beyond 1 MiB, in a file while it arrives. */
export class BodyCollector {
  readonly #source: Pausable;
  readonly #rules: BodyRules;
  readonly #reader: BodyReader;
  readonly #expected: number | null;
  /** All that came, while it came at once. */
  #only: Uint8Array | undefined;
  #room: Uint8Array | undefined;
  #bytes = 0;
  #isDropped = false;
  #spilled: SpilledBody | undefined;

  /**
   * @param source - paused while something is written
   * @param expected - bytes that were announced, at most `maxBytes`; `null` when that is not known
   */
  constructor(source: Pausable, rules: BodyRules, reader: BodyReader, expected: number | null) {
    this.#source = source;
    this.#rules = rules;
    this.#reader = reader;
    this.#expected = expected;
  }

  /** Takes more of it; the bytes are the collector's from now on. */
  take(part: Uint8Array): void {
    if (this.#isDropped) return;
    const bytes = this.#bytes + part.length;
    if (bytes > this.#rules.maxBytes) {
      this.drop();
      this.#reader.tooLarge();
      return;
    }
    if (this.#spilled !== undefined) this.#spilled.take([part]);
    else if (bytes > MAX_INLINE_BODY_BYTES && this.#rules.openFile !== null) {
      this.#spill(this.#rules.openFile, part);
    } else this.#keep(part, bytes);
    this.#bytes = bytes;
  }

  /** It has come to its end. */
  end(): void {
    if (this.#isDropped) return;
    const room = this.#room;
    if (this.#spilled !== undefined) {
      this.#spilled.finish((file) => this.#reader.whole(EMPTY_BYTES, file));
    } else if (room !== undefined && room.length > this.#bytes) {
      this.#reader.whole(Uint8Array.from(this.#collected())); // who keeps it would keep all the room
    } else this.#reader.whole(this.#collected());
  }

  /** Gives it up; nothing is called any more. */
  drop(): void {
    this.#isDropped = true;
    this.#only = undefined;
    this.#room = undefined;
    this.#spilled?.abort();
  }

  #spill(openFile: () => Promise<BodyWriter>, part: Uint8Array): void {
    this.#spilled = new SpilledBody(this.#source, openFile, (error) => {
      this.drop();
      this.#reader.failed(error);
    });
    this.#spilled.take([this.#collected(), part]);
    this.#only = undefined;
    this.#room = undefined;
  }

  /** In room that doubles: a list would hold an object for each byte that comes alone. */
  #keep(part: Uint8Array, bytes: number): void {
    if (this.#bytes === 0) {
      this.#only = part;
      return;
    }
    let room = this.#room;
    if (room === undefined || room.length < bytes) {
      room = Buffer.allocUnsafeSlow(Math.min(2 * bytes, this.#expected ?? 2 * bytes));
      room.set(this.#collected());
      this.#room = room;
      this.#only = undefined;
    }
    room.set(part, this.#bytes);
  }

  #collected(): Uint8Array {
    return this.#only ?? this.#room?.subarray(0, this.#bytes) ?? EMPTY_BYTES;
  }
}
