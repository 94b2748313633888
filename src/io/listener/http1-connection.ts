import type { Socket } from 'node:net';
import type { StoredBody } from '../../core/body-files.ts';
import type { HeaderList } from '../../core/headers.ts';
import type { ListenerAnswer } from '../../core/ports.ts';
import { AnswerSender } from './answer-sender.ts';
import type { BodyRules } from './body-collector.ts';
import { ExchangeQueue } from './exchange-queue.ts';
import { arrivedRequest, type Exchanges, reportFailure } from './exchanges.ts';
import type { AnswerWriter } from './http1-answer.ts';
import { type ExchangeOwner, Http1Exchange } from './http1-exchange.ts';
import { LastWords } from './last-words.ts';
import {
  bodyTooLarge,
  malformed,
  NO_ROOM,
  type Refusal,
  refusalBytes,
  tooSlow,
  UNAVAILABLE,
} from './refusal.ts';
import type { RequestHead } from './request-head.ts';
import { RequestReader, type RequestSink } from './request-reader.ts';
import { SenderTime, type TimeLimits, UnreadTime } from './sender-time.ts';

/** What all connections of a listener share. */
export interface Http1Host extends TimeLimits {
  readonly exchanges: Exchanges;
  readonly bodyRules: BodyRules;
  readonly answers: AnswerWriter;
}

/** Requests of one connection that may wait for their answers; the next ones are not read yet. */
const MAX_UNDER_WAY = 100;
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const NOTHING = Buffer.alloc(0);

/** One connection of HTTP/1: hands its requests to the handler, and writes the answers in their order. */
export class Http1Connection implements RequestSink, ExchangeOwner {
  readonly #socket: Socket;
  readonly #host: Http1Host;
  readonly #reader: RequestReader;
  readonly #sender: AnswerSender;
  readonly #time: SenderTime;
  readonly #unread: UnreadTime;
  readonly #remoteAddress: string | null;
  readonly #underWay = new ExchangeQueue();
  #bodyWaits = false;
  #isPaused = false;
  /** Whether the sender has closed its half. */
  #isEnded = false;
  #hasExcess = false;
  #isClosing = false;
  #isHurried = false;
  /** Set when a request was refused: nothing more is taken. */
  #lastWords: LastWords | undefined;

  constructor(socket: Socket, host: Http1Host) {
    this.#socket = socket;
    this.#host = host;
    this.#reader = new RequestReader(host.exchanges.limits, this);
    this.#remoteAddress = socket.remoteAddress ?? null;
    this.#sender = new AnswerSender(socket, host.exchanges, host.answers);
    this.#time = new SenderTime(host);
    this.#unread = new UnreadTime(host);
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('end', () => this.#ended());
    socket.on('drain', () => this.#drained());
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => this.#closed());
  }

  get isFull(): boolean {
    return this.#underWay.length >= MAX_UNDER_WAY || this.#socket.writableNeedDrain;
  }

  /** Closes as soon as no request is under way. */
  close(): void {
    this.#isClosing = true;
    this.#goOn();
  }

  /** Takes the time for what is asked already, and for no more: cuts it off when a request would have to come first. */
  destroyUnasked(): void {
    this.#isHurried = true;
    this.#goOn();
  }

  /** Cuts it off, with the answers that are under way. */
  destroy(): void {
    this.#tellOfLost('cut off a sender');
    this.#cutOff();
  }

  /** Looks at the time; to be called at every tick. */
  check(): void {
    const { limits, logger } = this.#host.exchanges;
    const unread = this.#socket.writableLength;
    if (this.#unread.isOver(unread)) {
      logger.warn('cut off a sender that did not read its answer');
      this.#cutOff();
      return;
    }
    if (this.#lastWords !== undefined) return;
    if (this.isFull || this.#underWay.last?.owesContinue === true) {
      this.#time.standsStill();
      return;
    }
    if (unread > 0) this.#time.answerIsWritten();
    const over = this.#time.isOver(this.#reader.isWithin);
    if (over === 'request' && this.#socket.bytesRead > 0) this.refuse(tooSlow(limits));
    else if (over === 'request' || (over === 'idle' && this.#underWay.length === 0)) {
      // Opened in advance and not used: a 408 could be taken for the answer to a later request.
      this.#cutOff();
    }
  }

  /**
   * Answers so once every earlier request has its own answer, and closes.
   *
   * @param exchange - the refused one; without it, the latest if that isn't complete yet, else none that has begun
   */
  refuse(refusal: Refusal, exchange?: Http1Exchange): void {
    const isRefused = this.#lastWords !== undefined;
    if (isRefused && (exchange === undefined || !this.#underWay.has(exchange))) return;
    const { logger, clock } = this.#host.exchanges;
    logger.warn(`refused a request with ${refusal.status}: ${refusal.text}`);
    this.#lastWords = new LastWords(this.#socket, refusalBytes(refusal, clock.nowMs()));
    this.#reader.stop();
    const { last } = this.#underWay;
    const first = exchange ?? (last?.isComplete === false ? last : undefined);
    // Those pipelined behind a refused request are past the point where the connection closes.
    if (first !== undefined) this.#underWay.abandonFrom(first);
    this.#flow();
    this.#goOn();
  }

  // What the reader finds.

  begin(head: RequestHead): void {
    const exchange = new Http1Exchange(this, head, this.#host.bodyRules);
    this.#underWay.add(exchange);
    if (exchange.owesContinue) this.#sayContinue();
  }

  body(bytes: Buffer): void {
    this.#underWay.last?.body.take(bytes);
  }

  end(trailers: HeaderList): void {
    const exchange = this.#underWay.last;
    if (exchange === undefined) return;
    this.#time.requestIsWhole();
    exchange.isComplete = true;
    exchange.trailers = trailers;
    exchange.body.end();
  }

  excess(): void {
    this.#hasExcess = true;
    const { logger } = this.#host.exchanges;
    logger.warn(
      'more came behind the last request of a connection, and was thrown away: a body needs its length told',
    );
  }

  refused(refusal: Refusal): void {
    this.refuse(refusal);
  }

  // What bodies need.

  pause(): void {
    this.#bodyWaits = true;
    this.#flow();
  }

  resume(): void {
    this.#bodyWaits = false;
    this.#flow();
  }

  bodyTooLarge(exchange: Http1Exchange): void {
    this.refuse(bodyTooLarge(this.#host.exchanges.limits), exchange);
  }

  bodyFailed(exchange: Http1Exchange, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#host.exchanges.logger.error(`answered 503: ${reason}`);
    this.refuse(NO_ROOM, exchange);
  }

  /** By callbacks: an `await` more for each request can be measured. */
  arrived(exchange: Http1Exchange, body: Uint8Array, file: StoredBody | undefined): void {
    if (exchange.isAbandoned) return;
    const { method, target, headers, httpVersion } = exchange.head;
    const { exchanges } = this.#host;
    const remoteAddress = this.#remoteAddress;
    const { trailers } = exchange;
    const fields = { method, path: target, headers, httpVersion, remoteAddress, trailers };
    exchanges.handler(arrivedRequest(fields, body, file, exchanges)).then(
      (answer) => this.#answered(exchange, answer),
      (error: unknown) => {
        reportFailure(error, exchanges.logger);
        this.#answered(exchange, UNAVAILABLE);
      },
    );
  }

  #read(bytes: Buffer): void {
    this.#reader.read(bytes);
    this.#flow();
    if (this.#reader.isWithin) this.#time.requestRuns();
  }

  /** Whether a request is whole, and its answer is not, or not yet read. */
  get #isAnswering(): boolean {
    return this.#underWay.first?.isComplete === true || this.#socket.writableLength > 0;
  }

  /** Whether no further request is to be waited for. */
  get #isOver(): boolean {
    return this.#isClosing || (this.#isEnded && !this.#reader.isWithin);
  }

  #drained(): void {
    this.#unread.isRead();
    this.#sender.drained();
    this.#goOn();
  }

  #ended(): void {
    this.#isEnded = true;
    this.#goOn();
  }

  #answered(exchange: Http1Exchange, answer: ListenerAnswer): void {
    exchange.answer = answer;
    if (this.#underWay.first === exchange) this.#goOn();
  }

  /** Does whatever is next: writes answers, reads on, or ends. */
  #goOn(): void {
    if (this.#socket.destroyed || this.#sender.isSending) return;
    const { first } = this.#underWay;
    if (first?.answer !== undefined) {
      if (this.#socket.writableNeedDrain) return; // the answers before it are not read yet
      this.#write(first, first.answer);
      return;
    }
    this.#sayContinue();
    if (this.#lastWords === undefined) {
      this.#reader.read(NOTHING);
      this.#flow();
      if (this.#isEnded && this.#reader.isWithin && !this.isFull) {
        this.refuse(malformed('the sender stopped before it was whole'));
      }
    }
    if (this.#lastWords === undefined && this.#isHurried && !this.#isAnswering) {
      this.destroy();
    } else if (this.#underWay.length === 0) {
      if (this.#lastWords !== undefined) this.#lastWords.say();
      else if (this.#isOver) this.#finish();
    }
  }

  #write({ head }: Http1Exchange, answer: ListenerAnswer): void {
    if (answer.manner?.kind === 'hang-up') {
      this.#cutOff();
      return;
    }
    const isOnly = this.#underWay.length === 1;
    const endsHere = isOnly && this.#isOver && this.#lastWords === undefined;
    const isLast = !head.keepsAlive || endsHere;
    this.#sender.send(answer, head.method === 'HEAD', isLast, this.#done);
  }

  /** The first request has its answer. */
  readonly #done = (isLast: boolean): void => {
    this.#underWay.removeFirst();
    this.#time.answerIsWritten();
    if (isLast) this.#finish();
    else this.#goOn();
  };

  /** Takes nothing more, and closes when all is read. */
  #finish(): void {
    this.#reader.stop();
    this.#underWay.abandonAll();
    if (this.#hasExcess || this.#isPaused) this.#sayLast(NOTHING);
    else this.#socket.destroySoon();
  }

  /** What still comes is read: to close before that could swallow what was said. */
  #sayLast(bytes: Uint8Array): void {
    this.#lastWords ??= new LastWords(this.#socket, bytes);
    this.#flow();
    this.#lastWords.say();
  }

  /** The sender's turn to go on with the body, once its request is the first without an answer. */
  #sayContinue(): void {
    const { first } = this.#underWay;
    if (first?.owesContinue !== true || first.isComplete) return;
    first.owesContinue = false;
    this.#socket.write(CONTINUE, 'latin1');
  }

  /** Reads from the socket, or does not; what comes after a refusal is read and thrown away. */
  #flow(): void {
    const isPaused = this.#lastWords === undefined && (this.#bodyWaits || this.isFull);
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#socket.pause();
    else this.#socket.resume();
  }

  #closed(): void {
    this.#lastWords?.stop();
    this.#sender.stop();
    this.#reader.stop();
    this.#tellOfLost('a sender went away');
    this.#underWay.abandonAll();
  }

  /** Once, however many requests there are. */
  #tellOfLost(how: string): void {
    const { missing } = this.#underWay;
    if (missing !== undefined) this.#host.exchanges.logger.warn(`${how} before ${missing}`);
  }

  #cutOff(): void {
    this.#underWay.abandonAll();
    this.#socket.destroy();
  }
}
