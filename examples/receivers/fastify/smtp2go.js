// SMTP2GO in Fastify: nothing is signed, so credentials are all there is; onRequest checks them before the body is read.
// Run it:     PORT=3000 SECRET=user:password node examples/receivers/fastify/smtp2go.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtp2go --option auth=basic \
//               --secret user:password --count-url http://127.0.0.1:3000/count

import { startIfRun } from '../server.js';
import { hasCredentials } from '../smtp2go.js';
import { createApp, parseKeepingBytes, serverOf } from './app.js';

/**
 * @param {object} options
 * @param {string} options.secret `user:password`, as in the URL of the webhook
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export async function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;
  const app = createApp(() => processed);
  // JSON has a parser of its own; forms need one.
  parseKeepingBytes(app, 'application/x-www-form-urlencoded', (text) =>
    Object.fromEntries(new URLSearchParams(text)),
  );

  app.post('/', {
    onRequest: async (request, reply) => {
      if (!hasCredentials(request.headers.authorization, secret)) return reply.code(401).send();
    },
    handler: async (request, reply) => {
      const event = request.body;
      if (typeof event?.id !== 'string') return reply.code(400).send();
      if (!seen.has(event.id)) {
        onEvent(event);
        seen.add(event.id);
        processed += 1;
      }
      return reply.code(200).send();
    },
  });
  return await serverOf(app);
}

await startIfRun(import.meta.url, createReceiver);
