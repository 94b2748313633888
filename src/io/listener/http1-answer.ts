import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import { latin1Text } from '../../core/bytes.ts';
import type { ListenerAnswer } from '../../core/ports.ts';

/** How long an idle connection stays open, as senders are told. */
export const IDLE_TIMEOUT_MS = 5_000;

/** Up to this size a body goes out in one piece with the headers. */
const JOINED_BODY_BYTES = 16 * 1024;

/** What an answer depends on beside itself. */
export interface AnswerCircumstances {
  /** The request was HEAD: the head says what the body would be. */
  readonly isHead: boolean;
  /** The connection closes after it. */
  readonly isLast: boolean;
  readonly nowMs: number;
}

/** An answer as it goes out. */
export interface WrittenAnswer {
  /** Latin1: the head, and the body when that is small. */
  readonly text: string;
  /** What goes out behind it. */
  readonly body: Uint8Array | null;
  /** The connection closes after it, also when the answer itself says so. */
  readonly isLast: boolean;
}

/**
 * Writes an answer with its headers in the given order and case. `Content-Length` is made to fit the body, unless it is to
 * be wrong, and `Transfer-Encoding` is dropped, since the body is whole; `Date`, `Connection` and `Keep-Alive` are added.
 *
 * @throws {Error} when a header or the status can't stand in an answer
 */
function writtenAnswer(
  answer: ListenerAnswer,
  { isHead, isLast, nowMs }: AnswerCircumstances,
): WrittenAnswer {
  const { status, headers, body, manner = { kind: 'whole' } } = answer;
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new RangeError(`${status} is not the status of a final answer`);
  }
  // RFC 9110 8.6: no Content-Length with 204; with 304 it would speak of another answer.
  const isBodyless = status === 204 || status === 304;
  const announced = Math.max(0, body.length + (manner.kind === 'wrong-length' ? manner.by : 0));
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}`];
  const told = { length: isBodyless, date: false, connection: false, keepAlive: false };
  let closes = isLast;
  for (const [name, value] of headers) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding') continue;
    if (lower === 'content-length') {
      if (!told.length) lines.push(`${name}: ${announced}`);
      told.length = true;
      continue;
    }
    lines.push(`${name}: ${value}`);
    if (lower === 'date') told.date = true;
    else if (lower === 'keep-alive') told.keepAlive = true;
    else if (lower === 'connection') {
      told.connection = true;
      closes ||= /(?:^|\W)close(?:$|\W)/i.test(value);
    }
  }
  if (!told.length) lines.push(`Content-Length: ${announced}`);
  if (!told.date) lines.push(`Date: ${new Date(nowMs).toUTCString()}`);
  if (!told.connection) {
    lines.push(`Connection: ${closes ? 'close' : 'keep-alive'}`);
    if (!closes && !told.keepAlive) lines.push(`Keep-Alive: timeout=${IDLE_TIMEOUT_MS / 1000}`);
  }
  const head = `${lines.join('\r\n')}\r\n\r\n`;
  if (isBodyless || isHead || body.length === 0) return { text: head, body: null, isLast: closes };
  return manner.kind === 'whole' && body.length <= JOINED_BODY_BYTES
    ? { text: head + latin1Text(body), body: null, isLast: closes }
    : { text: head, body, isLast: closes };
}

/** Mostly one short answer is given again and again: it is written anew once a second, for its date. */
export class AnswerWriter {
  #answer: ListenerAnswer | undefined;
  #isHead = false;
  #isLast = false;
  #second = 0;
  #written: WrittenAnswer | undefined;

  /** @throws {Error} like {@link writtenAnswer} */
  written(answer: ListenerAnswer, circumstances: AnswerCircumstances): WrittenAnswer {
    const { isHead, isLast, nowMs } = circumstances;
    const second = Math.floor(nowMs / 1000);
    const isAgain =
      this.#answer === answer &&
      this.#isHead === isHead &&
      this.#isLast === isLast &&
      this.#second === second;
    if (isAgain && this.#written !== undefined) return this.#written;
    const written = writtenAnswer(answer, circumstances);
    if (written.body !== null) return written; // it would stay in memory
    this.#answer = answer;
    this.#isHead = isHead;
    this.#isLast = isLast;
    this.#second = second;
    this.#written = written;
    return written;
  }
}
