// What the Express receivers share. Signatures are made over bytes, so each route keeps them before anything parses.

import { createServer } from 'node:http';
import express from 'express';

/** Providers put up to 500 events in a request; the default of 100 kB is too little. */
export const LIMIT = '5mb';

/**
 * For `verify` of express.json() and express.urlencoded(): the bytes, before they are parsed.
 *
 * @param {any} request
 * @param {unknown} _response
 * @param {Buffer} bytes
 */
export function keepRawBody(request, _response, bytes) {
  request.rawBody = bytes;
}

/**
 * An app with one webhook at `/`: takes POST alone, tells its count, and answers every error in a word.
 *
 * @param {object} options
 * @param {() => number} options.count how many events were processed so far
 * @param {import('express').RequestHandler[]} options.handlers of the webhook, parser first
 */
export function createApp({ count, handlers }) {
  const app = express();
  app.disable('x-powered-by');
  app.get('/count', (_request, response) => {
    response.json({ count: count() });
  });
  app.post('/', ...handlers);
  app.all('/', (_request, response) => {
    response.set('Allow', 'POST').sendStatus(405);
  });
  // Four parameters make it an error handler. What a parser refuses has a status: 400, 413, 415.
  app.use((error, _request, response, _next) => {
    response.sendStatus(error.status ?? 500);
  });
  return createServer(app);
}
