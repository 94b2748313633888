import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';

export interface HeldTarget {
  readonly url: string;
  /** Bodies in the order in which they arrived. */
  readonly bodies: readonly string[];
  /** Resolves when so many have arrived. */
  arrivals(count: number): Promise<void>;
  /** Answers what is held back, and holds nothing back any more. */
  release(): void;
  /** Refuses connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** A target that keeps the bodies it gets and answers 200, but not to those that it holds back. */
export async function heldTarget(
  t: Pick<TestContext, 'after'>,
  holds: (body: string, ordinal: number) => boolean = () => false,
): Promise<HeldTarget> {
  const bodies: string[] = [];
  const held: ServerResponse[] = [];
  let isHolding = true;
  let wake: () => void = () => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      bodies.push(body);
      if (isHolding && holds(body, bodies.length)) held.push(response);
      else response.end();
      wake();
    });
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    bodies,
    arrivals: async (count) => {
      while (bodies.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    release: () => {
      isHolding = false;
      for (const response of held.splice(0)) response.end();
    },
    down: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    up: () => listen(port),
  };
}
