import { createReadStream } from 'node:fs';

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 256 * 1024;

/** The lines of a file without their line feeds, one in memory at a time. Rejects as the file system does, and for a line above `maxBytes`. */
export async function* fileLines(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  // Without an encoding the chunks are buffers.
  const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      const last = chunk.subarray(from, end);
      yield rest.length === 0 ? last : Buffer.concat([...rest, last]);
      rest = [];
      length = 0;
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxBytes) {
      throw new Error(`a line of it is larger than ${maxBytes / 1024 / 1024} MiB`);
    }
  }
  if (length > 0) yield Buffer.concat(rest);
}
