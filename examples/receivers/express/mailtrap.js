// Mailtrap in Express: express.raw() keeps the body as bytes, whatever its type, and the handler parses after the check.
// Run it:     PORT=3000 SECRET=… node examples/receivers/express/mailtrap.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider mailtrap --count-url http://127.0.0.1:3000/count

import express from 'express';
import { isEvent, isSigned, readEvents } from '../mailtrap.js';
import { startIfRun } from '../server.js';
import { createApp, LIMIT } from './app.js';

/**
 * @param {object} options
 * @param {string} options.secret the webhook's signing secret
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;

  return createApp({
    count: () => processed,
    handlers: [
      express.raw({ type: () => true, limit: LIMIT }),
      (request, response) => {
        const body = request.body ?? Buffer.alloc(0); // there is none when nothing was sent
        if (!isSigned(body, request.get('Mailtrap-Signature'), secret)) {
          response.sendStatus(401);
          return;
        }
        const events = readEvents(body, request.get('Content-Type'));
        if (events === undefined) {
          response.sendStatus(400);
          return;
        }
        for (const event of events.filter(isEvent)) {
          const id = event['event_id'] ?? JSON.stringify(event);
          if (seen.has(id)) continue;
          onEvent(event);
          seen.add(id);
          processed += 1;
        }
        response.sendStatus(200);
      },
    ],
  });
}

await startIfRun(import.meta.url, createReceiver);
