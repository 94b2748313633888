// A receiver for Mailgun's event webhooks: the signature stands in the body and covers a time and a token, not the event.
// Run it:     PORT=3000 SECRET=… node examples/receivers/mailgun.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider mailgun --count-url http://127.0.0.1:3000/count

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createWebhookServer, startIfRun } from './server.js';

/** Retries repeat the time of the first attempt for up to 8 hours. */
const MAX_AGE_SECONDS = 24 * 3600;
const MAX_AHEAD_SECONDS = 300;

/** Anything but 200 and 406 is sent again, up to six times. */
const REFUSED = { status: 406 };

/** @typedef {{ timestamp: string, token: string, signature: string }} Signature */

/**
 * @param {object} options
 * @param {string} options.secret the HTTP webhook signing key
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 * @param {() => number} [options.nowSeconds]
 */
export function createReceiver({
  secret,
  onEvent = () => {},
  nowSeconds = () => Date.now() / 1000,
}) {
  /** Digest of the body that came with each token. Kept as long as a token is good; a table in real life. */
  const tokens = new Map();
  let processed = 0;

  return createWebhookServer({
    count: () => processed,
    receive: ({ body }) => {
      const post = parse(body);
      const signature = signatureOf(post);
      const event = post?.['event-data'];
      if (signature === undefined || typeof event !== 'object' || event === null) return REFUSED;
      if (!isSigned(signature, secret)) return REFUSED;
      if (!isRecent(signature.timestamp, nowSeconds())) return REFUSED;
      const digest = createHash('sha256').update(body).digest('hex');
      const before = tokens.get(signature.token);
      // A retry repeats the very same body. The token with another body is a forgery.
      if (before !== undefined) return before === digest ? { status: 200 } : REFUSED;
      onEvent(event);
      tokens.set(signature.token, digest);
      processed += 1;
      return { status: 200 };
    },
  });
}

/**
 * The body as a JSON object, or `undefined`.
 *
 * @param {Buffer} body
 * @returns {Record<string, any> | undefined}
 */
export function parse(body) {
  try {
    const value = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The three texts of the signature; `undefined` when one is missing or something else than text.
 *
 * @param {Record<string, any> | undefined} post
 * @returns {Signature | undefined}
 */
export function signatureOf(post) {
  const { timestamp, token, signature } = post?.['signature'] ?? {};
  const areTexts = [timestamp, token, signature].every((part) => typeof part === 'string');
  return areTexts ? { timestamp, token, signature } : undefined;
}

/**
 * @param {Signature} received
 * @param {string} secret
 */
export function isSigned({ timestamp, token, signature }, secret) {
  const expected = createHmac('sha256', secret)
    .update(timestamp + token)
    .digest('hex');
  const [left, right] = [Buffer.from(signature), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * @param {string} timestamp Unix seconds
 * @param {number} nowSeconds
 */
export function isRecent(timestamp, nowSeconds, maxAgeSeconds = MAX_AGE_SECONDS) {
  const age = nowSeconds - Number(timestamp);
  return age <= maxAgeSeconds && age >= -MAX_AHEAD_SECONDS; // false for NaN as well
}

await startIfRun(import.meta.url, createReceiver);
