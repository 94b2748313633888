// A receiver for SMTPeter and Copernica Marketing Suite: an HTTP signature over the request line, headers and a digest.
// Run it:     PORT=3000 SECRET="$(cat public-key.pem)" node examples/receivers/copernica.js
// Examine it: webhook-cli doctor http://127.0.0.1:3000/ --provider smtpeter --count-url http://127.0.0.1:3000/count
// In earnest leave the key out: publishedKey finds it in DNS, where it changes once a month.

import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';
import { createWebhookServer, startIfRun } from './server.js';

/** @typedef {import('./server.js').Delivery} Delivery */

const MAX_AGE_MS = 60_000;
const MUST_BE_SIGNED = ['(request-target)', 'host', 'date', 'x-copernica-id', 'digest'];

/**
 * @param {object} options
 * @param {string} [options.secret] the public key in PEM; without it the key is looked up in DNS
 * @param {(event: Record<string, string>) => void} [options.onEvent]
 * @param {() => number} [options.nowMs]
 */
export function createReceiver({ secret, onEvent = () => {}, nowMs = Date.now }) {
  const nonces = new Map(); // those of the last minute; in real life in a store that all processes share
  const seen = new Set(); // a table with a unique key in real life
  let processed = 0;

  return createWebhookServer({
    count: () => processed,
    receive: async (delivery) => {
      const { headers, body } = delivery;
      if (!hasDigest(body, headers['digest'])) return { status: 401 };
      if (!isRecent(headers.date, nowMs())) return { status: 401 };
      if (!(await isSigned(delivery, secret))) return { status: 401 };
      const nonce = headers['x-nonce'];
      for (const [old, atMs] of nonces) if (nowMs() - atMs > 2 * MAX_AGE_MS) nonces.delete(old);
      if (nonce !== undefined && nonces.has(nonce)) return { status: 409 };
      const event = readEvent(body, headers['content-type']);
      if (event === undefined) return { status: 400 };
      nonces.set(nonce, nowMs());
      const id = eventId(event);
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
 * @param {Uint8Array} body
 * @param {string | string[] | undefined} digest
 */
export function hasDigest(body, digest) {
  const [, value = ''] = /^sha-256=(.+)$/i.exec(String(digest ?? '')) ?? [];
  const expected = createHash('sha256').update(body).digest();
  const received = Buffer.from(value, 'base64');
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/**
 * @param {string | undefined} date
 * @param {number} nowMs
 */
export function isRecent(date, nowMs) {
  return Math.abs(nowMs - Date.parse(date ?? '')) <= MAX_AGE_MS; // false for NaN as well
}

/**
 * @param {Delivery} delivery
 * @param {string} [publicKey]
 */
export async function isSigned({ method, target, headers }, publicKey) {
  const parameters = new Map(
    [...String(headers['signature'] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const names = (parameters.get('headers') ?? '').toLowerCase().split(' ');
  if (parameters.get('algorithm') !== 'rsa-sha256') return false;
  if (!MUST_BE_SIGNED.every((name) => names.includes(name))) return false;
  const text = names
    .map((name) =>
      name === '(request-target)'
        ? `${name}: ${method.toLowerCase()} ${target}`
        : `${name}: ${headers[name] ?? ''}`,
    )
    .join('\n');
  const key = publicKey ?? (await publishedKey(parameters.get('keyId') ?? ''));
  const signature = Buffer.from(parameters.get('signature') ?? '', 'base64');
  return key !== undefined && verify('sha256', Buffer.from(text), createPublicKey(key), signature);
}

/**
 * The public key in DNS, in PEM. Names elsewhere than under copernica.com belong to someone else.
 *
 * @param {string} keyId
 */
async function publishedKey(keyId) {
  if (!/^[\w.-]+\.copernica\.com$/.test(keyId)) return undefined;
  const [record = []] = await resolveTxt(keyId);
  const [, base64] = /p=([^;]+)/.exec(record.join('')) ?? [];
  return base64 && `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}

/**
 * @param {Buffer} body
 * @param {string} [contentType]
 * @returns {Record<string, string> | undefined}
 */
export function readEvent(body, contentType = '') {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return undefined;
  const event = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  return event['type'] === undefined ? undefined : event;
}

/**
 * Events have no id of their own: the message (or profile), the type and the time make one.
 *
 * @param {Record<string, string>} event
 */
export function eventId({ id, subprofile, profile, type, time }) {
  return [id ?? subprofile ?? profile, type, time].join(':');
}

await startIfRun(import.meta.url, createReceiver);
