import type { ServerResponse } from 'node:http';
import type { ListenerAnswer } from '../core/ports.ts';

/**
 * Writes an answer with its headers in the given order and case. `Content-Length` is made to fit the body and
 * `Transfer-Encoding` dropped, since the body is whole; Node adds `Date`, `Connection` and `Keep-Alive`.
 *
 * @throws {Error} when a header or the status can't stand in an answer; nothing has been written then
 */
export function writeAnswer(response: ServerResponse, answer: ListenerAnswer): void {
  const { status, headers, body, manner = { kind: 'whole' } } = answer;
  if (manner.kind === 'hang-up') {
    response.destroy();
    return;
  }
  const announced = Math.max(0, body.length + (manner.kind === 'wrong-length' ? manner.by : 0));
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new RangeError(`${status} is not the status of a final answer`);
  }
  // RFC 9110 8.6: no Content-Length with 204; with 304 it would speak of another answer.
  const bodyless = status === 204 || status === 304;
  const flat: string[] = [];
  let hasLength = bodyless;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding') continue;
    if (lower === 'content-length') {
      if (hasLength) continue;
      hasLength = true;
      flat.push(name, `${announced}`);
    } else {
      flat.push(name, value);
    }
  }
  if (!hasLength) flat.push('Content-Length', `${announced}`);
  response.writeHead(status, flat);
  if (manner.kind === 'slow') writeSlowly(response, body, manner.bytesPerSecond);
  else if (manner.kind === 'wrong-length') writeThenClose(response, body);
  else if (bodyless || body.length === 0) response.end();
  else response.end(body);
}

const PIECES_PER_SECOND = 10;

function writeSlowly(response: ServerResponse, body: Uint8Array, bytesPerSecond: number): void {
  const step = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  const everyMs = (1000 * step) / bytesPerSecond;
  let at = 0;
  response.flushHeaders();
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + step));
    at += step;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

/** The announced length is wrong on purpose, so the connection is of no use afterwards. */
function writeThenClose(response: ServerResponse, body: Uint8Array): void {
  response.shouldKeepAlive = false;
  response.write(body, () => response.destroy());
}
