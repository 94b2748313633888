import type { Writable } from 'node:stream';

/** A stream that results or talk go to. */
export interface TextSink {
  /** Resolves when the reader has room again. */
  write(chunk: string | Uint8Array): Promise<void> | void;
  readonly isTty: boolean;
  readonly columns: number;
}

const DEFAULT_COLUMNS = 80;

/**
 * Wraps stdout or stderr. When the reader goes away (`| head`) writing turns into nothing and `onClosed` is told, so
 * that the command can end quietly.
 */
export function textSink(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  onClosed: () => void,
): TextSink {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    onClosed();
  });
  return {
    isTty: stream.isTTY === true,
    get columns() {
      return stream.columns ?? DEFAULT_COLUMNS;
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
