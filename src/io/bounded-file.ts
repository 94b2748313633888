import { createReadStream } from 'node:fs';

/** Reads a file or a pipe to its end; `undefined` when it holds more than `maxBytes`. Rejects as the file system does. */
export async function readBoundedFile(path: string, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Without an encoding the chunks are buffers.
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
  }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
