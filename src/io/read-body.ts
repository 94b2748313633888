import type { Readable } from 'node:stream';
import { type BodyWriter, MAX_INLINE_BODY_BYTES, type StoredBody } from '../core/body-files.ts';
import { EMPTY_BYTES } from '../core/bytes.ts';
import { SpilledBody } from './spilled-body.ts';

export interface BodyRules {
  readonly maxBytes: number;
  /** Opens a file for a body too large for memory; `null` to keep every body there. */
  readonly openFile: (() => Promise<BodyWriter>) | null;
}

/** What comes of a body: one of these is called, once; `tooLarge` and `aborted` may both be. */
export interface BodyReader {
  /** Whether the source ended before the body did, for sources that do not tell. */
  isCut?(): boolean;
  /** @param file - where the body is when it was too large for memory; `body` is empty then */
  whole(body: Uint8Array, file?: StoredBody): void;
  /** The rest is read and thrown away. */
  tooLarge(): void;
  /** The connection ended first. */
  aborted(): void;
  /** It could not be written to its file; the rest is read and thrown away. */
  failed(error: unknown): void;
}

/**
 * Collects a body as sent, in memory or, beyond 1 MiB, in a file while it arrives.
 *
 * @returns gives the body up, for a source that ends without a word
 */
export function readBody(source: Readable, rules: BodyRules, reader: BodyReader): () => void {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  let isDropped = false;
  let spilled: SpilledBody | undefined;
  const drop = (): void => {
    isDropped = true;
    chunks = [];
    spilled?.abort();
  };
  source.on('data', (chunk: Uint8Array) => {
    if (isDropped) return;
    bytes += chunk.length;
    if (bytes > rules.maxBytes) {
      drop();
      reader.tooLarge();
      return;
    }
    if (spilled !== undefined) {
      spilled.take([chunk]);
      return;
    }
    chunks.push(chunk);
    if (bytes <= MAX_INLINE_BODY_BYTES || rules.openFile === null) return;
    spilled = new SpilledBody(source, rules.openFile, (error) => {
      drop();
      reader.failed(error);
    });
    spilled.take(chunks);
    chunks = [];
  });
  source.on('end', () => {
    if (reader.isCut?.() === true) drop();
    if (isDropped) return;
    if (spilled === undefined) reader.whole(joined(chunks));
    else spilled.finish((file) => reader.whole(EMPTY_BYTES, file));
  });
  source.on('error', () => {
    drop();
    reader.aborted();
  });
  return drop;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first = EMPTY_BYTES] = chunks;
  return chunks.length > 1 ? Buffer.concat(chunks) : first;
}
