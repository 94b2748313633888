import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { HeaderPair } from '../../src/core/headers.ts';

/** A request as it was on the wire. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
}

export interface RawTarget {
  /** Origin alone, without a slash. */
  readonly url: string;
  readonly requests: RawRequest[];
}

/** What a target does with a request: writes its answer, closes, or both. `number` counts the requests from 1. */
export type RawReply = (socket: Socket, request: RawRequest, number: number) => void;

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/**
 * A server without an HTTP library, which would tidy what it reads and writes: it keeps requests byte for byte, and
 * answers 200 unless told otherwise.
 */
export async function startRawTarget(
  t: Pick<TestContext, 'after'>,
  reply: RawReply = (socket) => socket.write(ANSWER),
): Promise<RawTarget> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    let received = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let next = firstRequest(received); next !== null; next = firstRequest(received)) {
        received = received.subarray(next.length);
        requests.push(next.request);
        reply(socket, next.request, requests.length);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

function firstRequest(
  bytes: Buffer,
): { readonly request: RawRequest; readonly length: number } | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [line = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [, method = '', path = ''] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(line) ?? [];
  const headers = lines.map((text): HeaderPair => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(text) ?? [];
    return [name, value];
  });
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (value('transfer-encoding') !== undefined) throw new Error('chunks were not expected');
  const end = headEnd + 4 + Number(value('content-length') ?? 0);
  if (bytes.length < end) return null;
  const body = Buffer.from(bytes.subarray(headEnd + 4, end));
  return { request: { method, path, headers, body }, length: end };
}
