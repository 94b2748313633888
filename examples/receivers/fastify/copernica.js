// SMTPeter and Copernica in Fastify: a parser for forms keeps the bytes for the digest.
// Run it:     PORT=3000 SECRET="$(cat public-key.pem)" node examples/receivers/fastify/copernica.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtpeter --count-url http://127.0.0.1:3000/count

import { eventId, hasDigest, isRecent, isSigned } from '../copernica.js';
import { startIfRun } from '../server.js';
import { createApp, parseKeepingBytes, serverOf } from './app.js';

const NONCE_KEPT_MS = 120_000;

/**
 * @param {object} options
 * @param {string} [options.secret] the public key in PEM; without it the key is looked up in DNS
 * @param {(event: Record<string, string>) => void} [options.onEvent]
 */
export async function createReceiver({ secret, onEvent = () => {} }) {
  const nonces = new Map(); // in a store that all processes share in real life
  const seen = new Set(); // a table with a unique key in real life
  const app = createApp(() => seen.size);
  parseKeepingBytes(app, 'application/x-www-form-urlencoded', (text) =>
    Object.fromEntries(new URLSearchParams(text)),
  );

  app.post('/', {
    preHandler: async (request, reply) => {
      const { method, originalUrl, headers } = request;
      const body = request.rawBody ?? Buffer.alloc(0);
      const isGenuine =
        hasDigest(body, headers['digest']) &&
        isRecent(headers.date, Date.now()) &&
        (await isSigned({ method, target: originalUrl, headers, body }, secret));
      if (!isGenuine) return reply.code(401).send();
      const nonce = headers['x-nonce'];
      for (const [old, atMs] of nonces) if (Date.now() - atMs > NONCE_KEPT_MS) nonces.delete(old);
      if (nonces.has(nonce)) return reply.code(409).send();
    },
    handler: async (request, reply) => {
      if (request.body?.type === undefined) return reply.code(400).send();
      nonces.set(request.headers['x-nonce'], Date.now());
      const id = eventId(request.body);
      if (!seen.has(id)) {
        onEvent(request.body);
        seen.add(id);
      }
      return reply.code(200).send();
    },
  });
  return await serverOf(app);
}

await startIfRun(import.meta.url, createReceiver);
