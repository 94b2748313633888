import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { HeaderPair } from '../../src/core/headers.ts';

/** An answer as it was on the wire. */
export interface RawAnswer {
  readonly statusLine: string;
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
}

/** One TCP connection on which a test says exactly what it wants, byte for byte. */
export interface RawConnection {
  readonly socket: Socket;
  /** Writes bytes; text is taken as latin1. */
  write(bytes: Uint8Array | string): void;
  /** Takes the next whole answer off the connection (`100 Continue` counts as one). */
  answer(): Promise<RawAnswer>;
  /** Everything that still comes until the server closes the connection. */
  rest(): Promise<Buffer>;
  /** Says that no more will be written, and goes on reading. */
  end(): void;
  destroy(): void;
}

export async function connectRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    allowHalfOpen: true,
    noDelay: true,
  });
  let received = Buffer.alloc(0);
  let ended = false;
  let notify = (): void => {};
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    notify();
  });
  const finish = (): void => {
    ended = true;
    notify();
  };
  socket.on('end', finish).on('close', finish);
  socket.on('error', finish); // a reset connection has given all it had
  await once(socket, 'connect');

  /** Waits until `take` finds what it wants in the bytes received so far, and removes that much. */
  const take = async <T>(
    find: (bytes: Buffer, ended: boolean) => { readonly found: T; readonly length: number } | null,
  ): Promise<T> => {
    for (;;) {
      const hit = find(received, ended);
      if (hit !== null) {
        received = received.subarray(hit.length);
        return hit.found;
      }
      if (ended) throw new Error(`the connection ended after ${JSON.stringify(text(received))}`);
      await new Promise<void>((resolve) => {
        notify = resolve;
      });
    }
  };

  return {
    socket,
    write: (bytes) => {
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    answer: () => take(parseAnswer),
    rest: () => take((bytes, over) => (over ? { found: bytes, length: bytes.length } : null)),
    end: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

/** Writes `bytes` on a connection of its own and returns all raw bytes that come back until it is closed. */
export async function rawExchange(url: string, bytes: Uint8Array | string): Promise<Buffer> {
  const connection = await connectRaw(url);
  try {
    connection.write(bytes);
    return await connection.rest();
  } finally {
    connection.destroy();
  }
}

/** Reads one answer at the front of `bytes`; `null` when it is not whole yet. */
export function parseAnswer(
  bytes: Buffer,
  ended: boolean,
): { readonly found: RawAnswer; readonly length: number } | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [statusLine = '', ...lines] = text(bytes.subarray(0, headEnd)).split('\r\n');
  const headers = lines.map((line): HeaderPair => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const status = Number(statusLine.split(' ')[1]);
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const start = headEnd + 4;
  const bodyless = status < 200 || status === 204 || status === 304;
  const length = bodyless ? '0' : value('content-length');
  if (value('transfer-encoding') !== undefined)
    throw new Error('a chunked answer was not expected');
  if (length === undefined && !ended) return null;
  const end = length === undefined ? bytes.length : start + Number(length);
  if (bytes.length < end) return null;
  return { found: { statusLine, status, headers, body: bytes.subarray(start, end) }, length: end };
}

function text(bytes: Buffer): string {
  return bytes.toString('latin1');
}
