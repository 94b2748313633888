import type { Http1Exchange } from './http1-exchange.ts';

/** Requests of one connection that have no answer yet, in order of arrival: they are answered in that order. */
export class ExchangeQueue {
  readonly #exchanges: Http1Exchange[] = [];

  get length(): number {
    return this.#exchanges.length;
  }

  get first(): Http1Exchange | undefined {
    return this.#exchanges[0];
  }

  get last(): Http1Exchange | undefined {
    return this.#exchanges.at(-1);
  }

  /** What the first one lacks, for people; `undefined` when there is none. */
  get missing(): string | undefined {
    if (this.first === undefined) return undefined;
    return this.first.isComplete ? 'it had its answer' : 'its request was whole';
  }

  has(exchange: Http1Exchange): boolean {
    return this.#exchanges.includes(exchange);
  }

  add(exchange: Http1Exchange): void {
    this.#exchanges.push(exchange);
  }

  removeFirst(): void {
    this.#exchanges.shift();
  }

  /** They get no answers of their own any more. @param first - and all behind it; if it is not here, none */
  abandonFrom(first: Http1Exchange): void {
    const from = this.#exchanges.indexOf(first);
    if (from !== -1) for (const exchange of this.#exchanges.splice(from)) exchange.abandon();
  }

  abandonAll(): void {
    for (const exchange of this.#exchanges.splice(0)) exchange.abandon();
  }
}
