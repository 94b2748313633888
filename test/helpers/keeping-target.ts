import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { HeaderPair } from '../../src/core/headers.ts';
import { pairsFromFlat } from '../../src/core/headers.ts';

export interface KeptRequest {
  readonly path: string;
  readonly headers: readonly HeaderPair[];
  readonly body: string;
}

/** A target that keeps all that arrives, and answers as told by the number of the request (from 1). */
export async function keepingTarget(
  t: Pick<TestContext, 'after'>,
  statusOf: (ordinal: number) => number = () => 200,
): Promise<{ readonly url: string; readonly kept: readonly KeptRequest[] }> {
  const kept: KeptRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      kept.push({
        path: request.url ?? '',
        headers: pairsFromFlat(request.rawHeaders),
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.writeHead(statusOf(kept.length)).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server on TCP has an address of this kind.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, kept };
}
