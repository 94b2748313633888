import type { StoredBody } from '../../core/body-files.ts';
import type { HeaderList } from '../../core/headers.ts';
import type { ListenerAnswer } from '../../core/ports.ts';
import { BodyCollector, type BodyReader, type BodyRules } from './body-collector.ts';
import type { RequestHead } from './request-head.ts';
import type { Pausable } from './spilled-body.ts';

/** What a connection does for its requests. */
export interface ExchangeOwner extends Pausable {
  /** The request and its body have come. */
  arrived(exchange: Http1Exchange, body: Uint8Array, file: StoredBody | undefined): void;
  bodyTooLarge(exchange: Http1Exchange): void;
  bodyFailed(exchange: Http1Exchange, error: unknown): void;
}

/** A request of HTTP/1 from its head to its answer. Its methods stand here once, and not as functions of each request. */
export class Http1Exchange implements BodyReader {
  readonly head: RequestHead;
  readonly body: BodyCollector;
  readonly #owner: ExchangeOwner;
  trailers: HeaderList = [];
  /** Whether its last byte has come. */
  isComplete = false;
  /** Whether the sender waits for `100 Continue`, and has not got it. */
  owesContinue: boolean;
  /** Waits for its turn. */
  answer: ListenerAnswer | undefined;
  /** It gets no answer of its own any more. */
  isAbandoned = false;

  constructor(owner: ExchangeOwner, head: RequestHead, rules: BodyRules) {
    this.#owner = owner;
    this.head = head;
    this.owesContinue = head.expectsContinue;
    this.body = new BodyCollector(owner, rules, this, head.length);
  }

  abandon(): void {
    this.isAbandoned = true;
    this.body.drop();
  }

  whole(body: Uint8Array, file?: StoredBody): void {
    this.#owner.arrived(this, body, file);
  }

  tooLarge(): void {
    this.#owner.bodyTooLarge(this);
  }

  failed(error: unknown): void {
    this.#owner.bodyFailed(this, error);
  }
}
