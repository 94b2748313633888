import type { ServerResponse } from 'node:http';
import type { ListenerAnswer } from '../core/ports.ts';
import { writeInPieces } from './write-in-pieces.ts';

/** Up to this size a body goes out in one piece with the headers. */
const JOINED_BODY_BYTES = 16 * 1024;

/**
 * Writes an answer with its headers in the given order and case. `Content-Length` is made to fit the body and
 * `Transfer-Encoding` dropped, since the body is whole; Node adds `Date`, `Connection` and `Keep-Alive`.
 *
 * @throws {Error} when a header or the status can't stand in an answer; nothing has been written then
 */
export function writeAnswer(response: ServerResponse, answer: ListenerAnswer): void {
  const { status, body, manner = { kind: 'whole' } } = answer;
  if (manner.kind === 'hang-up') {
    response.destroy();
    return;
  }
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new RangeError(`${status} is not the status of a final answer`);
  }
  // RFC 9110 8.6: no Content-Length with 204; with 304 it would speak of another answer.
  const bodyless = status === 204 || status === 304;
  const announced = Math.max(0, body.length + (manner.kind === 'wrong-length' ? manner.by : 0));
  if (manner.kind === 'whole' && !bodyless && body.length <= JOINED_BODY_BYTES) {
    const { headers, text } = preparedFrom(answer);
    response.writeHead(status, headers);
    response.end(text, 'latin1'); // Node joins text to the headers, and bytes not
    return;
  }
  response.writeHead(status, flatHeaders(answer, bodyless ? null : announced));
  if (manner.kind === 'slow') {
    response.flushHeaders();
    writeInPieces(response, body, manner.bytesPerSecond);
  } else if (manner.kind === 'wrong-length') writeThenClose(response, body);
  else if (bodyless || body.length === 0) response.end();
  else response.end(body);
}

/** The parts of a short answer as Node takes them. */
interface Prepared {
  readonly answer: ListenerAnswer;
  readonly headers: string[];
  readonly text: string;
}

/** Of the last short answer: mostly one is given again and again. */
let last: Prepared | undefined;

function preparedFrom(answer: ListenerAnswer): Prepared {
  if (last?.answer !== answer) {
    last = { answer, headers: flatHeaders(answer, answer.body.length), text: latin1(answer.body) };
  }
  return last;
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** @param announced - the length to tell, or `null` for none */
function flatHeaders({ headers }: ListenerAnswer, announced: number | null): string[] {
  const flat: string[] = [];
  let hasLength = announced === null;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding') continue;
    if (lower !== 'content-length') flat.push(name, value);
    else if (!hasLength) flat.push(name, `${announced}`);
    hasLength ||= lower === 'content-length';
  }
  if (!hasLength) flat.push('Content-Length', `${announced}`);
  return flat;
}

/** The announced length is wrong on purpose, so the connection is of no use afterwards; the head goes out in any case. */
function writeThenClose(response: ServerResponse, body: Uint8Array): void {
  const { socket } = response.req;
  response.end(body, () => socket.destroySoon());
}
