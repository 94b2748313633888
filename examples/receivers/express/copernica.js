// SMTPeter and Copernica in Express: express.urlencoded() parses, and its `verify` keeps the bytes for the digest.
// Run it:     PORT=3000 SECRET="$(cat public-key.pem)" node examples/receivers/express/copernica.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtpeter --count-url http://127.0.0.1:3000/count

import express from 'express';
import { eventId, hasDigest, isRecent, isSigned } from '../copernica.js';
import { startIfRun } from '../server.js';
import { createApp, keepRawBody, LIMIT } from './app.js';

const NONCE_KEPT_MS = 120_000;

/**
 * @param {object} options
 * @param {string} [options.secret] the public key in PEM; without it the key is looked up in DNS
 * @param {(event: Record<string, string>) => void} [options.onEvent]
 */
export function createReceiver({ secret, onEvent = () => {} }) {
  const nonces = new Map(); // in a store that all processes share in real life
  const seen = new Set(); // a table with a unique key in real life

  return createApp({
    count: () => seen.size,
    handlers: [
      express.urlencoded({ extended: false, limit: LIMIT, verify: keepRawBody }),
      async (request, response) => {
        const { method, originalUrl, headers } = request;
        const body = request.rawBody ?? Buffer.alloc(0);
        // The target as it came: request.url loses the part that a router is mounted at.
        const delivery = { method, target: originalUrl, headers, body };
        const isGenuine =
          hasDigest(body, headers['digest']) &&
          isRecent(headers.date, Date.now()) &&
          (await isSigned(delivery, secret));
        if (!isGenuine) {
          response.sendStatus(401);
          return;
        }
        const nonce = headers['x-nonce'];
        for (const [old, atMs] of nonces) if (Date.now() - atMs > NONCE_KEPT_MS) nonces.delete(old);
        if (nonces.has(nonce)) {
          response.sendStatus(409);
          return;
        }
        if (request.body?.type === undefined) {
          response.sendStatus(400);
          return;
        }
        nonces.set(nonce, Date.now());
        const id = eventId(request.body);
        if (!seen.has(id)) {
          onEvent(request.body);
          seen.add(id);
        }
        response.sendStatus(200);
      },
    ],
  });
}

await startIfRun(import.meta.url, createReceiver);
