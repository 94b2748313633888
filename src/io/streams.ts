import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/** A stream that results or talk go to. */
export interface TextSink {
  /** Resolves when the reader has room again. */
  write(chunk: string | Uint8Array): Promise<void> | void;
  /** Resolves when all that was written is handed on, or can't be. */
  flush?(): Promise<void>;
  /** Aborts when nothing can be written any more, with the error; a reader that goes away is no such trouble. */
  readonly failed?: AbortSignal;
  readonly isTty: boolean;
  readonly columns: number;
}

const DEFAULT_COLUMNS = 80;

/**
 * Wraps stdout or stderr. When the reader goes away (`| head`) writing turns into nothing and `onClosed` is told, so
 * that the command can end quietly; when it fails in another way (a full disk), `failed` aborts.
 */
export function textSink(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  onClosed: () => void,
): Required<TextSink> {
  const failure = new AbortController();
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') onClosed();
    else failure.abort(error);
  });
  return {
    isTty: stream.isTTY === true,
    get columns() {
      return stream.columns ?? DEFAULT_COLUMNS;
    },
    failed: failure.signal,
    flush: async () => {
      if (closed) return;
      await new Promise<void>((resolve) => {
        // A turn later: the error of a write is told after the write is.
        stream.write('', () => setImmediate(resolve));
      });
    },
    write: (chunk) => {
      if (closed || stream.write(chunk)) return undefined;
      return new Promise((resolve) => {
        const done = (): void => {
          stream.off('drain', done).off('error', done).off('close', done);
          resolve();
        };
        stream.on('drain', done).on('error', done).on('close', done);
      });
    },
  };
}

/** A file as a stream that writes all of a chunk or fails: Node's own stdout takes a part for the whole (a full disk). */
export function wholeWrites(fd: number): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
