// A receiver for Mailtrap: the signature is an HMAC over the raw body, and a request has up to 500 events.
// Run it:     PORT=3000 SECRET=… node examples/receivers/mailtrap.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider mailtrap --count-url http://127.0.0.1:3000/count

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createWebhookServer, startIfRun } from './server.js';

/** @typedef {Record<string, unknown>} MailtrapEvent */

/**
 * @param {object} options
 * @param {string} options.secret the webhook's signing secret: 32 hex characters, used as text
 * @param {(event: MailtrapEvent) => void} [options.onEvent]
 */
export function createReceiver({ secret, onEvent = () => {} }) {
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;

  /** @param {MailtrapEvent} event */
  const processOnce = (event) => {
    // Audit events have no id; then the whole event is one.
    const id = event['event_id'] ?? JSON.stringify(event);
    if (seen.has(id)) return;
    onEvent(event);
    seen.add(id);
    processed += 1;
  };

  return createWebhookServer({
    count: () => processed,
    receive: ({ headers, body }) => {
      if (!isSigned(body, headers['mailtrap-signature'], secret)) return { status: 401 };
      const events = readEvents(body, headers['content-type']);
      if (events === undefined) return { status: 400 };
      // One event that makes no sense must not stop the others: the whole batch would be sent again, 40 times.
      for (const event of events) if (isEvent(event)) processOnce(event);
      return { status: 200 }; // nothing else is a success to Mailtrap
    },
  });
}

/**
 * @param {Uint8Array} body
 * @param {string | string[] | undefined} signature
 * @param {string} secret
 */
export function isSigned(body, signature, secret) {
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'));
  const received = Buffer.from(String(signature ?? ''));
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/**
 * The events of a body, as one JSON object or as one JSON object a line; `undefined` when it is neither.
 *
 * @param {Buffer} body
 * @param {string} [contentType]
 * @returns {unknown[] | undefined}
 */
export function readEvents(body, contentType = '') {
  const text = body.toString('utf8');
  try {
    if (contentType.startsWith('application/jsonl')) {
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    }
    const { events } = JSON.parse(text);
    return Array.isArray(events) ? events : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is MailtrapEvent}
 */
export function isEvent(value) {
  return typeof value === 'object' && value !== null && 'event' in value;
}

await startIfRun(import.meta.url, createReceiver);
