import type { ServerResponse } from 'node:http';
import type { WebhookResponse } from '../core/request.ts';

/**
 * Writes an answer with its headers in the given order and case. `Content-Length` is made to fit the body and
 * `Transfer-Encoding` dropped, since the body is whole; Node adds `Date`, `Connection` and `Keep-Alive`.
 *
 * @throws {Error} when a header or the status can't stand in an answer; nothing has been written then
 */
export function writeAnswer(response: ServerResponse, answer: WebhookResponse): void {
  const { status, headers, body } = answer;
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
      flat.push(name, `${body.length}`);
    } else {
      flat.push(name, value);
    }
  }
  if (!hasLength) flat.push('Content-Length', `${body.length}`);
  response.writeHead(status, flat);
  if (bodyless || body.length === 0) response.end();
  else response.end(body);
}
