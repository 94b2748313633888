/** A larger body is kept in a file of its own, and goes there while it arrives. */
export const MAX_INLINE_BODY_BYTES = 1024 * 1024;

/** A larger body is not read back from its file to be recognised, verified or shown. */
export const MAX_BODY_AT_HAND_BYTES = 25 * 1024 * 1024;

/** A body in a file, named by the SHA-256 of its content in hex. */
export interface StoredBody {
  readonly sha256: string;
  readonly bytes: number;
}

/** Takes one body in chunks. After `finish` it is on the disk to stay, after `abort` it is gone. */
export interface BodyWriter {
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<StoredBody>;
  abort(): Promise<void>;
}

/**
 * Bodies too large for a database row, each content once.
 *
 * @throws {EnvironmentError} from every method when the file system refuses
 */
export interface BodyFiles {
  open(): Promise<BodyWriter>;
  /** Whether the file is there now; synchronous, to be asked inside a transaction. */
  has(sha256: string): boolean;
  /** Removes the file if it is there; synchronous like `has`. @returns bytes freed */
  remove(sha256: string): number;
  /** The whole body; checked against its name. */
  read(sha256: string): Promise<Uint8Array>;
  /** The body a chunk at a time; fails after the last one when the whole does not fit its name. */
  stream(sha256: string): AsyncIterable<Uint8Array>;
  /** Finished bodies last written before `beforeMs`. */
  olderThan(beforeMs: number): Promise<readonly string[]>;
  /** Removes what crashes left half written before `beforeMs`. @returns how many files */
  removeUnfinished(beforeMs: number): Promise<number>;
}
