import type { Socket } from 'node:net';

/** What had come over a connection when an error ended it. */
const READ_BYTES = new WeakMap<Error, number>();

/** `UND_ERR_SOCKET` is undici's for a connection that was closed. */
const LOST: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Remembers that for the errors of a connection; called before anybody else listens to them. */
export function watchUse(socket: Socket): void {
  socket.on('error', (error) => READ_BYTES.set(error, socket.bytesRead));
}

/** Whether the other side closed a connection over which something had come before. */
export function isLostAfterUse(error: Error): boolean {
  return isConnectionLost(error) && (READ_BYTES.get(error) ?? 0) > 0;
}

/** Whether the other side closed the connection. */
export function isConnectionLost(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && LOST.has(error.code);
}
