import type { Socket } from 'node:net';
import { isRecord } from '../core/shape.ts';

const CONTINUE = 100;
const PROCESSING = 102;
const NOT_MODIFIED = 304;

/**
 * Has undici's parser on a connection take two legal answers that it breaks off by itself: an interim `100 Continue`
 * that nobody asked for (RFC 9110 15.2.1), and a 304 whose `Content-Length` speaks of the body left out (8.6). undici
 * has no setting for them, so this reaches into it; where it does not find what it knows, everything stays as it is.
 */
export function takeLegalAnswers(socket: Socket): void {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => {
    return description === 'parser';
  });
  const parser: unknown = key === undefined ? undefined : Reflect.get(socket, key);
  if (!isRecord(parser) || !('contentLength' in parser)) return;
  const { onHeadersComplete: own } = parser;
  if (typeof own !== 'function') return;
  Reflect.set(parser, 'onHeadersComplete', (status: number, ...rest: readonly boolean[]) => {
    if (status === NOT_MODIFIED) Reflect.set(parser, 'contentLength', '');
    // Any other interim answer is passed over.
    const taken = status === CONTINUE ? PROCESSING : status;
    return Reflect.apply(own, parser, [taken, ...rest]);
  });
}
