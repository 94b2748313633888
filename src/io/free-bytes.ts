import { MessageChannel } from 'node:worker_threads';

/** A port that nobody listens to: what is sent to it is gone. */
const nowhere = closedPort();

/**
 * Frees the memory of bytes that nobody needs any more: waiting for the garbage collector, which counts only what is in
 * its own heap, would let a stream of chunks take tens of megabytes. Bytes that share their memory are left alone.
 */
export function freeBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== bytes.byteLength) return;
  try {
    nowhere.postMessage(null, [buffer]);
  } catch {
    // memory that must not change hands stays until it is collected
  }
}

function closedPort(): MessageChannel['port1'] {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}
