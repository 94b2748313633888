// Mailtrap in Fastify: a parser for every content type hands the body on as bytes, and a hook checks before the handler.
// Run it:     PORT=3000 SECRET=… node examples/receivers/fastify/mailtrap.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider mailtrap --count-url http://127.0.0.1:3000/count

import { isEvent, isSigned, readEvents } from '../mailtrap.js';
import { startIfRun } from '../server.js';
import { createApp, serverOf, takeBytes } from './app.js';

/**
 * @param {object} options
 * @param {string} options.secret the webhook's signing secret
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export async function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;
  const app = createApp(() => processed);
  takeBytes(app);

  app.post('/', {
    preHandler: async (request, reply) => {
      const body = request.body ?? Buffer.alloc(0); // there is none when nothing was sent
      // Without `return` the handler would run all the same.
      if (!isSigned(body, request.headers['mailtrap-signature'], secret)) {
        return reply.code(401).send();
      }
    },
    handler: async (request, reply) => {
      const body = request.body ?? Buffer.alloc(0);
      const events = readEvents(body, request.headers['content-type']);
      if (events === undefined) return reply.code(400).send();
      for (const event of events.filter(isEvent)) {
        const id = event['event_id'] ?? JSON.stringify(event);
        if (seen.has(id)) continue;
        onEvent(event);
        seen.add(id);
        processed += 1;
      }
      return reply.code(200).send();
    },
  });
  return await serverOf(app);
}

await startIfRun(import.meta.url, createReceiver);
