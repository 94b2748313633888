import type { Socket } from 'node:net';

/** How long a refused sender may go on sending before it is cut off: closing at once could swallow the answer. */
const LINGER_MS = 2_000;

/** The last a listener says on a connection; nothing is read from it any more. */
export class LastWords {
  readonly #socket: Socket;
  readonly #bytes: Uint8Array;
  #linger: NodeJS.Timeout | undefined;

  constructor(socket: Socket, bytes: Uint8Array) {
    this.#socket = socket;
    this.#bytes = bytes;
  }

  /** Says them behind all that was written, and closes a moment after they were read. */
  say(): void {
    if (this.#socket.writableEnded) return;
    this.#socket.end(this.#bytes, () => {
      if (this.#socket.destroyed) return;
      this.#linger = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    });
  }

  /** The connection is closed. */
  stop(): void {
    clearTimeout(this.#linger);
  }
}
