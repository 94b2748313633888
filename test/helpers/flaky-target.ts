import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import { seededRandom } from '../../src/core/random.ts';

/** What a target saw of one request, told by its body. */
interface Seen {
  readonly arrivals: number;
  readonly accepted: number;
}

export interface FlakyTarget {
  readonly url: string;
  readonly seen: ReadonlyMap<string, Seen>;
  /** Requests that arrived. */
  arrivals(): number;
  /** Resolves when so many have arrived. */
  afterArrivals(count: number): Promise<void>;
}

/** A target that refuses a share of requests with 503, and never answers a smaller share. */
export async function flakyTarget(
  t: Pick<TestContext, 'after'>,
  { seed, failing, hanging }: { seed: string; failing: number; hanging: number },
): Promise<FlakyTarget> {
  const random = seededRandom(seed);
  const seen = new Map<string, Seen>();
  let arrivals = 0;
  let wake: () => void = () => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const draw = random.next();
      const before = seen.get(body) ?? { arrivals: 0, accepted: 0 };
      const isAccepted = draw >= failing + hanging;
      seen.set(body, {
        arrivals: before.arrivals + 1,
        accepted: before.accepted + (isAccepted ? 1 : 0),
      });
      arrivals += 1;
      wake();
      if (draw < hanging) return;
      response.writeHead(isAccepted ? 200 : 503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    seen,
    arrivals: () => arrivals,
    afterArrivals: async (count) => {
      while (arrivals < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
