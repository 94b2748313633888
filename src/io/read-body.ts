import type { IncomingMessage } from 'node:http';
import { EMPTY_BYTES } from '../core/bytes.ts';

export interface BodyReader {
  whole(body: Uint8Array): void;
  /** May come more than once. */
  tooLarge(): void;
  /** The connection ended first. */
  aborted(): void;
}

/** Collects a body as sent; past the limit the rest is read and thrown away. */
export function readBody(request: IncomingMessage, maxBytes: number, reader: BodyReader): void {
  let chunks: Uint8Array[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) {
      chunks.push(chunk);
    } else {
      chunks = [];
      reader.tooLarge();
    }
  });
  request.on('end', () => {
    const [first] = chunks;
    reader.whole(chunks.length > 1 ? Buffer.concat(chunks) : (first ?? EMPTY_BYTES));
  });
  request.on('error', () => reader.aborted());
}
