import type { Socket } from 'node:net';
import type { ListenerAnswer } from '../../core/ports.ts';
import { type Exchanges, reportFailure } from './exchanges.ts';
import type { AnswerWriter, WrittenAnswer } from './http1-answer.ts';
import { UNAVAILABLE } from './refusal.ts';
import { writeInPieces } from './write-in-pieces.ts';

/** A large body is handed on in slices, so that what was read of it shows, over TLS too. */
const SLICE_BYTES = 64 * 1024;

/** Puts answers of HTTP/1 on a connection, one after the other, each in its manner. */
export class AnswerSender {
  readonly #socket: Socket;
  readonly #exchanges: Exchanges;
  readonly #answers: AnswerWriter;
  #isSending = false;
  #stop: () => void = () => {};
  /** Goes on with a body once there is room for more of it. */
  #next: (() => void) | undefined;

  constructor(socket: Socket, exchanges: Exchanges, answers: AnswerWriter) {
    this.#socket = socket;
    this.#exchanges = exchanges;
    this.#answers = answers;
  }

  /** Whether an answer goes out piece by piece: no other may be sent meanwhile. */
  get isSending(): boolean {
    return this.#isSending;
  }

  /**
   * @param isHead - the request was HEAD
   * @param isLast - the connection closes after it
   * @param done - called when all of it is given to the connection, which may have to close then
   */
  send(
    answer: ListenerAnswer,
    isHead: boolean,
    isLast: boolean,
    done: (isLast: boolean) => void,
  ): void {
    const { manner } = answer;
    const { text, body, isLast: closes } = this.#written(answer, isHead, isLast);
    this.#socket.write(text, 'latin1');
    const end = (): void => {
      this.#isSending = false;
      done(closes || manner?.kind === 'wrong-length');
    };
    if (body === null) {
      end();
      return;
    }
    this.#isSending = true;
    if (manner?.kind === 'slow') {
      const socket = this.#socket;
      const sink = {
        get writableNeedDrain() {
          return socket.writableNeedDrain;
        },
        write: (piece: Uint8Array) => socket.write(piece),
        end,
      };
      this.#stop = writeInPieces(sink, body, manner.bytesPerSecond);
    } else this.#sendSlices(body, 0, end);
  }

  /** There is room again on the connection. */
  drained(): void {
    const next = this.#next;
    this.#next = undefined;
    next?.();
  }

  stop(): void {
    this.#stop();
    this.#next = undefined;
  }

  #sendSlices(body: Uint8Array, from: number, end: () => void): void {
    for (let at = from; at < body.length; ) {
      const hasRoom = this.#socket.write(body.subarray(at, at + SLICE_BYTES));
      at += SLICE_BYTES;
      if (hasRoom || at >= body.length) continue;
      this.#next = () => this.#sendSlices(body, at, end);
      return;
    }
    end();
  }

  #written(answer: ListenerAnswer, isHead: boolean, isLast: boolean): WrittenAnswer {
    const { clock, logger } = this.#exchanges;
    const circumstances = { isHead, isLast, nowMs: clock.nowMs() };
    try {
      return this.#answers.written(answer, circumstances);
    } catch (error) {
      reportFailure(error, logger);
      return this.#answers.written(UNAVAILABLE, circumstances);
    }
  }
}
