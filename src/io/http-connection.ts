import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long a refused sender may go on sending before it is cut off: closing at once could swallow the answer. */
const LINGER_MS = 2_000;

/** One connection of the listener: which requests on it are under way, and how it ends. */
export class HttpConnection {
  readonly #socket: Duplex;
  /** Requests without an answer yet, in order of arrival. */
  readonly #underWay: IncomingMessage[] = [];
  readonly #abandoned = new WeakSet<IncomingMessage>();
  #lastWords: Uint8Array | undefined;
  #closing = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** Nothing more is taken from this connection. */
  get refused(): boolean {
    return this.#lastWords !== undefined;
  }

  /** Whether a request waits for its answer, or for its turn to be answered. */
  get isBusy(): boolean {
    return this.#underWay.length > 0;
  }

  /** Whether a request is whole, and its answer is not, or not yet written. */
  get isAnswering(): boolean {
    return this.#underWay[0]?.complete === true;
  }

  /** Whether the answer to the only request under way is the last one before the connection closes. */
  get endsWithThisAnswer(): boolean {
    return this.#closing && this.#underWay.length === 1;
  }

  begin(request: IncomingMessage): void {
    this.#underWay.push(request);
  }

  finish(request: IncomingMessage): void {
    const index = this.#underWay.indexOf(request);
    if (index !== -1) this.#underWay.splice(index, 1);
    this.#goOn();
  }

  /** The request gets no answer on purpose. */
  giveUp(request: IncomingMessage): void {
    this.#abandoned.add(request);
  }

  /** Whether the request was given up, so that it gets no answer of its own. */
  abandoned(request: IncomingMessage): boolean {
    return this.#abandoned.has(request);
  }

  /**
   * Answers with `bytes` once every earlier request has its own answer, and closes.
   *
   * @param request - the refused one; without it, the latest if that isn't whole yet, else none that has begun
   */
  refuse(bytes: Uint8Array, request?: IncomingMessage): void {
    if (this.refused) return;
    this.#lastWords = bytes;
    const latest = this.#underWay.at(-1);
    const first = request ?? (latest?.complete === false ? latest : undefined);
    if (first !== undefined) {
      // Those pipelined behind a refused request are past the point where the connection closes.
      const given = this.#underWay.splice(this.#underWay.indexOf(first));
      for (const abandoned of given) this.#abandoned.add(abandoned);
    }
    this.#goOn();
  }

  /** Closes as soon as no request is under way. */
  close(): void {
    this.#closing = true;
    this.#goOn();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #goOn(): void {
    if (this.#underWay.length > 0 || this.#socket.destroyed) return;
    if (this.#lastWords !== undefined) this.#say(this.#lastWords);
    else if (this.#closing) this.#socket.end(() => this.#socket.destroy());
  }

  #say(lastWords: Uint8Array): void {
    if (this.#socket.writableEnded) return;
    this.#socket.end(lastWords);
    this.#socket.resume();
    const timer = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    this.#socket.once('close', () => clearTimeout(timer));
  }
}
