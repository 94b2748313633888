// A receiver for SMTP2GO, which signs nothing: the webhook is given a user and a password, https://user:password@host/…
// Run it:     PORT=3000 SECRET=user:password node examples/receivers/smtp2go.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtp2go --option auth=basic --secret user:password

import { timingSafeEqual } from 'node:crypto';
import { createWebhookServer, startIfRun } from './server.js';

/**
 * @param {object} options
 * @param {string} options.secret `user:password` of the webhook's URL
 * @param {(event: Record<string, unknown>) => void} [options.onEvent]
 */
export function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;

  return createWebhookServer({
    count: () => processed,
    receive: ({ headers, body }) => {
      if (!hasCredentials(headers.authorization, secret)) return { status: 401 };
      const event = readEvent(body, headers['content-type']);
      const id = event?.['id'];
      if (event === undefined || typeof id !== 'string') return { status: 400 };
      if (!seen.has(id)) {
        onEvent(event);
        seen.add(id);
        processed += 1;
      }
      return { status: 200 };
    },
  });
}

/**
 * @param {string | undefined} authorization
 * @param {string} secret
 */
export function hasCredentials(authorization = '', secret) {
  const expected = Buffer.from(`Basic ${Buffer.from(secret).toString('base64')}`);
  const received = Buffer.from(authorization);
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/**
 * An event as a form (the default of a webhook) or as JSON; `undefined` when it is neither.
 *
 * @param {Buffer} body
 * @param {string} [contentType]
 * @returns {Record<string, unknown> | undefined}
 */
export function readEvent(body, contentType = '') {
  const text = body.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

await startIfRun(import.meta.url, createReceiver);
