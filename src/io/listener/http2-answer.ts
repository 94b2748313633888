import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { ListenerAnswer, Logger } from '../../core/ports.ts';
import { reportFailure } from './exchanges.ts';
import { UNAVAILABLE } from './refusal.ts';
import { writeInPieces } from './write-in-pieces.ts';

/** RFC 9113 8.2.2: what belongs to a connection of HTTP/1 must not be sent. */
const OF_HTTP1: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Writes an answer; one that can't stand in HTTP/2 becomes 503. */
export function writeHttp2Answer(
  stream: ServerHttp2Stream,
  answer: ListenerAnswer,
  isHead: boolean,
  logger: Logger,
): void {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  try {
    write(stream, answer, isHead);
  } catch (error) {
    reportFailure(error, logger);
    if (!stream.headersSent && !stream.destroyed) write(stream, UNAVAILABLE, isHead);
  }
}

function write(stream: ServerHttp2Stream, answer: ListenerAnswer, isHead: boolean): void {
  const { status, headers, body, manner = { kind: 'whole' } } = answer;
  if (manner.kind === 'hang-up') {
    stream.session?.destroy();
    return;
  }
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`${status} is not the status of a final answer in HTTP/2`);
  }
  const bodyless = status === 204 || status === 304 || isHead;
  const announced = Math.max(0, body.length + (manner.kind === 'wrong-length' ? manner.by : 0));
  const fields: OutgoingHttpHeaders = { ':status': status };
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (OF_HTTP1.has(lower) || lower === 'content-length') continue;
    const before = fields[lower];
    fields[lower] = before === undefined ? value : [before, value].flat().map(String);
  }
  if (status !== 204 && status !== 304) fields['content-length'] = `${announced}`;
  stream.respond(fields, { endStream: bodyless });
  if (bodyless) return;
  if (manner.kind === 'slow') {
    stream.once('close', writeInPieces(stream, body, manner.bytesPerSecond));
  } else if (manner.kind === 'wrong-length') {
    stream.write(body, () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  } else stream.end(body);
}
