import type { Socket } from 'node:net';
import type { BodyRules } from './body-collector.ts';
import type { Exchanges } from './exchanges.ts';
import { AnswerWriter, IDLE_TIMEOUT_MS } from './http1-answer.ts';
import { Http1Connection, type Http1Host } from './http1-connection.ts';
import { tooManyConnections } from './refusal.ts';

const MIN_TICK_MS = 10;
const MAX_TICK_MS = 1_000;
/** So many times the time for a request an answer may be unread: long enough that a slow request gets its 408 first. */
const UNREAD_FACTOR = 2;
/** A time is over when so many ticks have passed: the first may have come at once. */
const TICKS_MORE = 1;

/** The connections of a listener that speak HTTP/1. */
export class Http1Connections implements Http1Host {
  readonly exchanges: Exchanges;
  readonly bodyRules: BodyRules;
  readonly answers = new AnswerWriter();
  readonly requestTicks: number;
  readonly idleTicks: number;
  readonly unreadTicks: number;
  readonly #connections = new Set<Http1Connection>();
  readonly #tickMs: number;
  #tick = 0;
  /** Runs while a connection is open. */
  #ticking: NodeJS.Timeout | undefined;

  constructor(exchanges: Exchanges) {
    const { limits, openBody = null } = exchanges;
    this.exchanges = exchanges;
    this.bodyRules = { maxBytes: limits.maxBodyBytes, openFile: openBody };
    const tickMs = Math.min(
      Math.max(Math.ceil(limits.requestTimeoutMs / 4), MIN_TICK_MS),
      MAX_TICK_MS,
    );
    this.requestTicks = Math.ceil(limits.requestTimeoutMs / tickMs) + TICKS_MORE;
    this.unreadTicks = UNREAD_FACTOR * this.requestTicks;
    this.idleTicks = Math.ceil(IDLE_TIMEOUT_MS / tickMs) + TICKS_MORE;
    this.#tickMs = tickMs;
  }

  get tick(): number {
    return this.#tick;
  }

  /** Open connections. */
  get count(): number {
    return this.#connections.size;
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  destroyUnasked(): void {
    for (const connection of this.#connections) connection.destroyUnasked();
  }

  destroy(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  connected(socket: Socket): void {
    const { isFull, limits } = this.exchanges;
    const isOneTooMany = isFull();
    const connection = new Http1Connection(socket, this);
    this.#connections.add(connection);
    this.#ticking ??= setInterval(() => this.check(), this.#tickMs).unref();
    socket.once('close', () => this.#disconnected(connection));
    if (isOneTooMany) connection.refuse(tooManyConnections(limits));
  }

  /** Looks at the time of every connection; the time goes on by this alone. */
  check(): void {
    this.#tick += 1;
    for (const connection of this.#connections) connection.check();
  }

  #disconnected(connection: Http1Connection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }
}
