import type { Writable } from 'node:stream';

const PIECES_PER_SECOND = 10;

/** Writes a body at a given speed and ends the stream; stops when that is closed. */
export function writeInPieces(stream: Writable, body: Uint8Array, bytesPerSecond: number): void {
  const step = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  const everyMs = (1000 * step) / bytesPerSecond;
  let at = 0;
  const timer = setInterval(() => {
    stream.write(body.subarray(at, at + step));
    at += step;
    if (at < body.length) return;
    clearInterval(timer);
    stream.end();
  }, everyMs);
  stream.once('close', () => clearInterval(timer));
}
