// What every receiver needs and no provider decides: read the whole body as bytes, take POST alone, always answer.

import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Delivery A webhook request, read to its end.
 * @property {string} method
 * @property {string} target path and query as on the request line
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {Buffer} body the bytes as they came: signatures are made over these
 */

/** @typedef {{ status: number, text?: string, headers?: Record<string, string> }} Answer */

/**
 * @param {object} options
 * @param {(delivery: Delivery) => Answer | Promise<Answer>} options.receive
 * @param {() => number} options.count how many events were processed so far; `GET /count` tells it
 * @param {number} [options.maxBodyBytes]
 * @returns {import('node:http').Server}
 */
export function createWebhookServer({ receive, count, maxBodyBytes = 5_000_000 }) {
  return createServer((request, response) => {
    /** @param {Answer} answer */
    const answer = ({ status, text = '', headers = {} }) => {
      response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(text);
    };
    if (request.method === 'GET' && request.url === '/count') {
      answer({ status: 200, text: `{"count":${count()}}` });
      return;
    }
    if (request.method !== 'POST') {
      answer({ status: 405, headers: { Allow: 'POST' } });
      return;
    }
    /** @type {Buffer[]} */
    const chunks = [];
    let size = 0;
    request.on('data', (/** @type {Buffer} */ chunk) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    request.on('end', async () => {
      if (size > maxBodyBytes) {
        answer({ status: 413 });
        return;
      }
      try {
        const { method = '', url = '/', headers } = request;
        answer(await receive({ method, target: url, headers, body: Buffer.concat(chunks) }));
      } catch {
        answer({ status: 500 }); // the provider will send it again
      }
    });
  });
}

/**
 * Starts a receiver when its file is run by itself: `PORT=3000 SECRET=… node examples/receivers/mailgun.js`.
 *
 * @param {string} moduleUrl `import.meta.url` of the file
 * @param {(options: { secret: string }) => import('node:http').Server | Promise<import('node:http').Server>} create
 */
export async function startIfRun(moduleUrl, create) {
  if (process.argv[1] !== fileURLToPath(moduleUrl)) return;
  const { PORT = '3000', SECRET } = process.env;
  // Without a secret everything would be refused, or worse: accepted.
  if (SECRET === undefined || SECRET === '') throw new Error('set SECRET');
  const server = (await create({ secret: SECRET })).listen(Number(PORT), '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : PORT;
    console.log(`receiving on http://127.0.0.1:${port}/`);
  });
}
