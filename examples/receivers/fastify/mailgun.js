// Mailgun in Fastify: the signature stands in the JSON and does not cover it, so a parser may come first. It keeps the
// raw body for the digest that tells a retry from a forgery.
// Run it:     PORT=3000 SECRET=… node examples/receivers/fastify/mailgun.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider mailgun --count-url http://127.0.0.1:3000/count

import { createHash } from 'node:crypto';
import { isRecent, isSigned, signatureOf } from '../mailgun.js';
import { startIfRun } from '../server.js';
import { createApp, parseKeepingBytes, serverOf } from './app.js';

/** Anything but 200 and 406 is sent again, up to six times. */
const REFUSED = 406;

/**
 * @param {object} options
 * @param {string} options.secret the HTTP webhook signing key
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export async function createReceiver({ secret, onEvent = () => {} }) {
  const tokens = new Map(); // for as long as a token is good; a table in real life
  let processed = 0;
  const app = createApp(() => processed);
  parseKeepingBytes(app, 'application/json', JSON.parse);

  app.post('/', async (request, reply) => {
    const signature = signatureOf(request.body);
    const event = request.body?.['event-data'];
    const isGenuine =
      signature !== undefined &&
      isSigned(signature, secret) &&
      isRecent(signature.timestamp, Date.now() / 1000);
    if (!isGenuine || typeof event !== 'object' || event === null) {
      return reply.code(REFUSED).send();
    }
    const digest = createHash('sha256').update(request.rawBody).digest('hex');
    const before = tokens.get(signature.token);
    // A retry repeats the very same body. The token with another body is a forgery.
    if (before !== undefined) return reply.code(before === digest ? 200 : REFUSED).send();
    onEvent(event);
    tokens.set(signature.token, digest);
    processed += 1;
    return reply.code(200).send();
  });
  return await serverOf(app);
}

await startIfRun(import.meta.url, createReceiver);
