// SMTP2GO in Express: nothing is signed, so credentials are all there is; they are checked before the body is read.
// Run it:     PORT=3000 SECRET=user:password node examples/receivers/express/smtp2go.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtp2go --option auth=basic \
//               --secret user:password --count-url http://127.0.0.1:3000/count

import express from 'express';
import { startIfRun } from '../server.js';
import { hasCredentials } from '../smtp2go.js';
import { createApp, LIMIT } from './app.js';

/**
 * @param {object} options
 * @param {string} options.secret `user:password`, as in the URL of the webhook
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;

  return createApp({
    count: () => processed,
    handlers: [
      (request, response, next) => {
        if (hasCredentials(request.get('Authorization'), secret)) next();
        else response.sendStatus(401);
      },
      express.urlencoded({ extended: false, limit: LIMIT }),
      express.json({ limit: LIMIT }),
      (request, response) => {
        const event = request.body;
        if (typeof event?.id !== 'string') {
          response.sendStatus(400);
          return;
        }
        if (!seen.has(event.id)) {
          onEvent(event);
          seen.add(event.id);
          processed += 1;
        }
        response.sendStatus(200);
      },
    ],
  });
}

await startIfRun(import.meta.url, createReceiver);
