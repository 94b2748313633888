// Receivers that are wrong on purpose, one mistake each: what not to write, and what `webhook-cli doctor` is tested with.
// Run one: PORT=3000 SECRET=… MISTAKE=no-check node examples/receivers/mistakes.js

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import * as copernica from './copernica.js';
import * as mailgun from './mailgun.js';
import * as mailtrap from './mailtrap.js';
import { createWebhookServer, startIfRun } from './server.js';
import * as smtp2go from './smtp2go.js';

/** @typedef {import('./server.js').Answer} Answer */
/** @typedef {import('node:http').Server} Server */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {{ provider: string, about: string, create: (options: { secret: string }) => Server }} Mistake */

// ---- Mailtrap: an HMAC over the raw body, and several events in a request

/**
 * The parts of a receiver that a mistake replaces.
 *
 * @typedef {object} MailtrapParts
 * @property {(body: Buffer, signature: string | undefined, secret: string) => boolean} isSigned
 * @property {(body: Buffer, contentType: string | undefined) => unknown[] | undefined} readEvents
 * @property {(event: any, seen: Set<unknown>) => boolean | Answer} process whether it was new, or how to refuse it
 * @property {Answer} success
 * @property {Answer} refusal
 * @property {number} delayMs
 * @property {number} maxBodyBytes
 * @property {boolean} checksFirst
 */

/** @type {MailtrapParts} */
const RIGHT = {
  isSigned: mailtrap.isSigned,
  readEvents: mailtrap.readEvents,
  process: (event, seen) => {
    if (!mailtrap.isEvent(event) || seen.has(event['event_id'])) return false;
    seen.add(event['event_id']);
    return true;
  },
  success: { status: 200 },
  refusal: { status: 401 },
  delayMs: 0,
  maxBodyBytes: 5_000_000,
  checksFirst: true,
};

/**
 * @param {string} about
 * @param {Partial<MailtrapParts>} wrong
 * @returns {Mistake}
 */
function mailtrapMistake(about, wrong) {
  const parts = { ...RIGHT, ...wrong };
  /** @param {{ secret: string }} options */
  const create = ({ secret }) => {
    const seen = new Set();
    let processed = 0;
    return createWebhookServer({
      count: () => processed,
      maxBodyBytes: parts.maxBodyBytes,
      receive: async ({ headers, body }) => {
        const signed = parts.isSigned(body, headers['mailtrap-signature']?.toString(), secret);
        if (!signed && parts.checksFirst) return parts.refusal;
        const events = parts.readEvents(body, headers['content-type']);
        if (events === undefined) return { status: 400 };
        for (const event of events) {
          const done = parts.process(event, seen);
          if (typeof done === 'object') return done;
          if (done) processed += 1;
        }
        // Without unref a test would have to wait for it.
        if (parts.delayMs > 0) await new Promise((end) => setTimeout(end, parts.delayMs).unref());
        return signed ? parts.success : parts.refusal;
      },
    });
  };
  return { provider: 'mailtrap', about, create };
}

/**
 * The correct receiver with something in front of it that passes requests on by calling `next`.
 *
 * @param {string} about
 * @param {() => (request: IncomingMessage, response: ServerResponse, next: () => void) => void} open
 * @returns {Mistake}
 */
function mailtrapBehind(about, open) {
  /** @param {{ secret: string }} options */
  const create = (options) => {
    const right = mailtrap.createReceiver(options);
    const front = open();
    return createServer((request, response) => {
      const next = () => void right.emit('request', request, response);
      if (request.url === '/count') next();
      else front(request, response, next);
    });
  };
  return { provider: 'mailtrap', about, create };
}

/**
 * @param {string | Uint8Array} key
 * @param {string | Uint8Array} data
 */
function hmac(key, data) {
  return createHmac('sha256', key).update(data).digest('hex');
}

const KNOWN_EVENTS = [
  'delivery',
  'soft bounce',
  'bounce',
  'reject',
  'open',
  'click',
  'unsubscribe',
  'spam',
];

/** @type {Record<string, Mistake>} */
const MAILTRAP_MISTAKES = {
  'no-check': mailtrapMistake('checks nothing at all', { isSigned: () => true }),
  'presence-only': mailtrapMistake('looks whether there is a signature, not at it', {
    isSigned: (_body, signature) => signature !== undefined,
  }),
  'empty-passes': mailtrapMistake('checks a signature only if there is one', {
    isSigned: (body, signature, secret) => !signature || mailtrap.isSigned(body, signature, secret),
  }),
  'compares-beginnings': mailtrapMistake('compares only as much as it was given', {
    isSigned: (body, signature = 'none', secret) => hmac(secret, body).startsWith(signature),
  }),
  'throws-on-length': mailtrapMistake('gives timingSafeEqual texts of unequal length', {
    isSigned: (body, signature = '', secret) =>
      timingSafeEqual(Buffer.from(signature), Buffer.from(hmac(secret, body))),
  }),
  'signs-parsed-body': mailtrapMistake('parses the body and signs what it writes anew', {
    isSigned: (body, signature, secret) => {
      try {
        return hmac(secret, JSON.stringify(JSON.parse(body.toString()))) === signature;
      } catch {
        return false;
      }
    },
  }),
  'hex-decodes-key': mailtrapMistake('takes the secret for hexadecimal bytes', {
    isSigned: (body, signature, secret) => hmac(Buffer.from(secret, 'hex'), body) === signature,
  }),
  'reads-latin1': mailtrapMistake('turns the body into text in the wrong encoding', {
    isSigned: (body, signature, secret) => hmac(secret, body.toString('latin1')) === signature,
  }),
  'processes-before-checking': mailtrapMistake('refuses a forgery after it has processed it', {
    checksFirst: false,
  }),
  'says-yes-to-all': mailtrapMistake('answers 200 to forgeries too, so that nobody tries again', {
    refusal: { status: 200 },
  }),
  'crashes-on-emoji': mailtrapMistake('stores in columns of three bytes a character', {
    process: (event, seen) => {
      if (/[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(event))) throw new Error('bad character');
      return RIGHT.process(event, seen);
    },
  }),
  'crashes-on-unknown-events': mailtrapMistake('looks up a handler and calls what it finds', {
    process: (event, seen) => {
      const handlers = Object.fromEntries(
        KNOWN_EVENTS.map((name) => [name, () => RIGHT.process(event, seen)]),
      );
      return /** @type {() => boolean} */ (handlers[event.event])();
    },
  }),
  'refuses-unknown-fields': mailtrapMistake('checks events against a strict schema', {
    process: (event, seen) =>
      'webhook_cli_extra' in event ? { status: 422 } : RIGHT.process(event, seen),
  }),
  'needs-optional-fields': mailtrapMistake('takes an optional field for granted', {
    process: (event, seen) => event.category.trim() !== '' && RIGHT.process(event, seen),
  }),
  'crashes-on-bad-json': mailtrapMistake('parses without a catch', {
    readEvents: (body) => JSON.parse(body.toString()).events,
  }),
  'trusts-content-type': mailtrapMistake('uses a body that nothing has parsed', {
    readEvents: (body, contentType) => {
      const parsed = contentType === 'application/json' ? JSON.parse(body.toString()) : undefined;
      return parsed.events;
    },
  }),
  'small-limit': mailtrapMistake('takes bodies of 100 kB at most', { maxBodyBytes: 100_000 }),
  'answers-201': mailtrapMistake('answers 201 Created', { success: { status: 201 } }),
  redirects: mailtrapMistake('sends every request elsewhere', {
    success: { status: 308, headers: { Location: 'https://hooks.example.com/' } },
  }),
  slow: mailtrapMistake('does the work before it answers', { delayMs: 40_000 }),
  'processes-twice': mailtrapMistake('does not tell repeats', { process: () => true }),
  'refuses-repeats': mailtrapMistake('answers 409 to an event it has seen', {
    process: (event, seen) => RIGHT.process(event, seen) || { status: 409 },
  }),
  'needs-order': mailtrapMistake('refuses what comes before the delivery of its message', {
    process: (event, seen) => {
      const delivery = `delivery of ${event.message_id}`;
      if (event.event === 'delivery') seen.add(delivery);
      const isLater = event.event === 'open' || event.event === 'click';
      return isLater && !seen.has(delivery) ? { status: 404 } : RIGHT.process(event, seen);
    },
  }),
  'first-event-only': mailtrapMistake('takes the first event of a request for the only one', {
    readEvents: (body, contentType) => mailtrap.readEvents(body, contentType)?.slice(0, 1),
  }),
  'all-or-nothing': mailtrapMistake('lets one bad event spoil the batch', {
    process: (event, seen) =>
      event.event_id === undefined ? { status: 500 } : RIGHT.process(event, seen),
  }),
  'one-at-a-time': mailtrapBehind('turns requests away while it is busy', () => {
    let busy = false;
    return (_request, response, next) => {
      if (busy) {
        response.writeHead(503).end();
        return;
      }
      busy = true;
      response.once('finish', () => {
        busy = false;
      });
      setTimeout(next, 20);
    };
  }),
  'leaves-get-hanging': mailtrapBehind('answers nothing but POST', () => {
    return (request, _response, next) => {
      if (request.method === 'POST') next();
    };
  }),
};

// ---- Mailgun: the signature stands in the body, over a time and a token

/**
 * @typedef {object} MailgunParts
 * @property {(post: Record<string, any> | undefined) => any} signatureOf
 * @property {(signature: any, secret: string) => boolean} isSigned
 * @property {(timestamp: string, nowSeconds: number) => boolean} isRecent
 * @property {boolean} remembersTokens
 * @property {Answer} refusal
 */

/**
 * @param {string} about
 * @param {Partial<MailgunParts>} wrong
 * @returns {Mistake}
 */
function mailgunMistake(about, wrong) {
  /** @type {MailgunParts} */
  const parts = { ...mailgun, remembersTokens: true, refusal: { status: 406 }, ...wrong };
  /** @param {{ secret: string }} options */
  const create = ({ secret }) => {
    const tokens = new Set();
    let processed = 0;
    return createWebhookServer({
      count: () => processed,
      receive: ({ body }) => {
        const post = mailgun.parse(body);
        const signature = parts.signatureOf(post);
        const isGenuine =
          signature !== undefined &&
          parts.isSigned(signature, secret) &&
          parts.isRecent(signature.timestamp, Date.now() / 1000);
        if (!isGenuine || post?.['event-data'] === undefined) return parts.refusal;
        if (parts.remembersTokens && tokens.has(signature.token)) return parts.refusal;
        tokens.add(signature.token);
        processed += 1;
        return { status: 200 };
      },
    });
  };
  return { provider: 'mailgun', about, create };
}

/** @type {Record<string, Mistake>} */
const MAILGUN_MISTAKES = {
  'compares-with-==': mailgunMistake('compares with ==, which converts lists to text', {
    signatureOf: (post) => post?.['signature'],
    isSigned: ({ timestamp, token, signature }, secret) =>
      // biome-ignore lint/suspicious/noDoubleEquals: the mistake itself
      hmac(secret, timestamp + token) == signature,
  }),
  'mailgun-hex-decodes-key': mailgunMistake('takes the signing key for hexadecimal bytes', {
    isSigned: ({ timestamp, token, signature }, secret) =>
      hmac(Buffer.from(secret, 'hex'), timestamp + token) === signature,
  }),
  'ignores-time': mailgunMistake('does not look at the time', { isRecent: () => true }),
  'short-memory': mailgunMistake('refuses what is two minutes old, late retries among it', {
    isRecent: (timestamp, nowSeconds) => mailgun.isRecent(timestamp, nowSeconds, 120),
  }),
  'accepts-replays': mailgunMistake('does not remember tokens', { remembersTokens: false }),
  'refuses-with-401': mailgunMistake('answers 401, after which Mailgun tries again', {
    refusal: { status: 401 },
  }),
};

// ---- SMTPeter and Copernica: an HTTP signature that covers the digest of the body

/**
 * @param {string} about
 * @param {Partial<Pick<typeof copernica, 'hasDigest' | 'isRecent' | 'isSigned'>>} wrong
 * @returns {Mistake}
 */
function smtpeterMistake(about, wrong) {
  const { hasDigest, isRecent, isSigned } = { ...copernica, ...wrong };
  /** @param {{ secret: string }} options */
  const create = ({ secret }) => {
    const seen = new Set();
    return createWebhookServer({
      count: () => seen.size,
      receive: async (delivery) => {
        const { headers, body } = delivery;
        const isGenuine =
          hasDigest(body, headers['digest']) &&
          isRecent(headers.date, Date.now()) &&
          (await isSigned(delivery, secret));
        if (!isGenuine) return { status: 401 };
        const event = copernica.readEvent(body, headers['content-type']);
        if (event === undefined) return { status: 400 };
        seen.add(copernica.eventId(event));
        return { status: 200 };
      },
    });
  };
  return { provider: 'smtpeter', about, create };
}

/** @type {Record<string, Mistake>} */
const SMTPETER_MISTAKES = {
  'ignores-digest': smtpeterMistake('checks the signature, but not the body it speaks for', {
    hasDigest: () => true,
  }),
  'digest-only': smtpeterMistake('checks the digest, which anyone can compute', {
    isSigned: async () => true,
  }),
  'smtpeter-ignores-time': smtpeterMistake('does not look at the Date', { isRecent: () => true }),
};

// ---- SMTP2GO: user and password

/** @type {Record<string, Mistake>} */
const SMTP2GO_MISTAKES = {
  'checks-user-only': {
    provider: 'smtp2go',
    about: 'looks at the user name and not at the password',
    create: ({ secret }) => {
      const seen = new Set();
      return createWebhookServer({
        count: () => seen.size,
        receive: ({ headers, body }) => {
          const [, credentials = ''] = (headers.authorization ?? '').split(' ');
          const [user] = Buffer.from(credentials, 'base64').toString().split(':');
          if (user !== secret.split(':')[0]) return { status: 401 };
          const id = smtp2go.readEvent(body, headers['content-type'])?.['id'];
          if (id === undefined) return { status: 400 };
          seen.add(id);
          return { status: 200 };
        },
      });
    },
  },
};

/** Every mistake by its name. */
export const MISTAKES = {
  ...MAILTRAP_MISTAKES,
  ...MAILGUN_MISTAKES,
  ...SMTPETER_MISTAKES,
  ...SMTP2GO_MISTAKES,
};

/** @param {{ secret: string, mistake?: string }} options */
export function createReceiver({ secret, mistake = process.env['MISTAKE'] ?? '' }) {
  const found = MISTAKES[mistake];
  if (found === undefined) {
    throw new Error(`set MISTAKE to one of ${Object.keys(MISTAKES).join(', ')}`);
  }
  return found.create({ secret });
}

await startIfRun(import.meta.url, createReceiver);
