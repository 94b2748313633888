// Receivers in Fastify that are wrong on purpose, one mistake each: what is often written, and what doctor is tested with.
// Run one: PORT=3000 SECRET=… MISTAKE=fastify-writes-json-anew node examples/receivers/fastify/mistakes.js

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import querystring from 'node:querystring';
import fastify from 'fastify';
import * as copernica from '../copernica.js';
import * as mailtrap from '../mailtrap.js';
import { startIfRun } from '../server.js';
import { parseKeepingBytes, takeBytes } from './app.js';

/**
 * @typedef {object} Options
 * @property {string} secret
 * @property {(delivery: import('../server.js').Delivery) => void} [onChecked] told what each check was made over
 */

/** @typedef {{ provider: string, about: string, create: (options: Options) => Promise<import('node:http').Server> }} Mistake */

const BODY_LIMIT = 5_000_000;

/**
 * @param {string} secret
 * @param {string | Buffer} data
 */
function hmac(secret, data) {
  return createHmac('sha256', secret).update(data).digest('hex');
}

/**
 * @param {object} settings of Fastify
 * @param {(app: any, done: (id: unknown) => void) => void} route sets the app up; `done` counts an event once
 */
async function serverWith(settings, route) {
  const seen = new Set();
  const app = fastify({ bodyLimit: BODY_LIMIT, ...settings });
  app.decorateRequest('rawBody', null);
  app.get('/count', async () => ({ count: seen.size }));
  route(app, (id) => void seen.add(id));
  await app.ready();
  return createServer(app.routing);
}

// ---- Mailtrap

/**
 * @typedef {object} MailtrapParts
 * @property {(app: any) => void} parsers
 * @property {(request: any) => string | Buffer} signedBody
 * @property {(request: any, signature: string, expected: string) => boolean} fits
 * @property {object} settings of Fastify
 * @property {object} routeOptions
 */

/**
 * @param {string} about
 * @param {Partial<MailtrapParts>} wrong
 * @returns {Mistake}
 */
function mailtrapMistake(about, wrong) {
  /** @type {MailtrapParts} */
  const parts = {
    parsers: takeBytes,
    signedBody: ({ body }) => body ?? '',
    fits: (_request, signature, expected) => signature === expected,
    settings: {},
    routeOptions: {},
    ...wrong,
  };
  return {
    provider: 'mailtrap',
    about,
    create: async ({ secret, onChecked = () => {} }) =>
      await serverWith(parts.settings, (app, done) => {
        parts.parsers(app);
        app.post('/', parts.routeOptions, async (request, reply) => {
          const { method, originalUrl: target, headers, body } = request;
          const signed = parts.signedBody(request);
          onChecked({ method, target, headers, body: Buffer.from(signed) });
          const signature = headers['mailtrap-signature'] ?? '';
          if (!parts.fits(request, signature, hmac(secret, signed))) return reply.code(401).send();
          const events = Buffer.isBuffer(body)
            ? mailtrap.readEvents(body, headers['content-type'])
            : body?.events;
          for (const event of events?.filter(mailtrap.isEvent) ?? []) done(event.event_id);
          return reply.code(events === undefined ? 400 : 200).send();
        });
      }),
  };
}

const EVENTS_SCHEMA = {
  type: 'object',
  properties: {
    events: {
      type: 'array',
      items: { type: 'object', required: ['event', 'event_id', 'category'] },
    },
  },
};

/** @type {Record<string, Mistake>} */
const MAILTRAP_MISTAKES = {
  'fastify-writes-json-anew': mailtrapMistake('signs JSON.stringify(request.body)', {
    parsers: () => {}, // Fastify has one for JSON, and the bytes are gone
    signedBody: ({ body }) => JSON.stringify(body ?? {}),
  }),
  'fastify-no-length-check': mailtrapMistake('gives timingSafeEqual what it was sent', {
    fits: (_request, signature, expected) =>
      timingSafeEqual(Buffer.from(signature), Buffer.from(expected)),
  }),
  'fastify-strict-schema': mailtrapMistake('requires optional fields in the schema of the route', {
    parsers: (app) => parseKeepingBytes(app, 'application/json', JSON.parse),
    signedBody: ({ rawBody }) => rawBody ?? '',
    routeOptions: { schema: { body: EVENTS_SCHEMA } },
  }),
  'fastify-small-limit': mailtrapMistake('sets bodyLimit to 64 kB', {
    settings: { bodyLimit: 65_536 },
  }),
  'fastify-decodes-by-charset': mailtrapMistake('decodes the body by the charset of its type', {
    signedBody: ({ body, headers }) => {
      const [, charset = 'utf8'] = /charset=([\w-]+)/.exec(headers['content-type'] ?? '') ?? [];
      return body?.toString(charset) ?? '';
    },
  }),
  'fastify-trusts-inside': mailtrapMistake('lets the own network in, by trustProxy: true', {
    settings: { trustProxy: true },
    fits: ({ ip }, signature, expected) => ip.startsWith('10.') || signature === expected,
  }),
};

// ---- SMTPeter and Copernica

/**
 * @typedef {object} SmtpeterParts
 * @property {object} settings of Fastify
 * @property {(request: any) => Buffer} body
 * @property {(request: any) => string} host
 * @property {(delivery: any, secret: string) => boolean | Promise<boolean>} isSigned
 */

/**
 * @param {string} about
 * @param {Partial<SmtpeterParts>} wrong
 * @returns {Mistake}
 */
function smtpeterMistake(about, wrong) {
  /** @type {SmtpeterParts} */
  const parts = {
    settings: {},
    body: ({ rawBody }) => rawBody ?? Buffer.alloc(0),
    host: ({ headers }) => headers.host,
    isSigned: copernica.isSigned,
    ...wrong,
  };
  return {
    provider: 'smtpeter',
    about,
    create: async ({ secret, onChecked = () => {} }) =>
      await serverWith(parts.settings, (app, done) => {
        parseKeepingBytes(app, 'application/x-www-form-urlencoded', (text) => ({
          ...querystring.parse(text),
        }));
        app.post('/', async (request, reply) => {
          const { method, originalUrl: target } = request;
          const headers = { ...request.headers, host: parts.host(request) };
          const body = parts.body(request);
          onChecked({ method, target, headers, body });
          const fits = await parts.isSigned({ method, target, headers, body }, secret);
          const isGenuine =
            fits &&
            copernica.hasDigest(body, headers['digest']) &&
            copernica.isRecent(headers.date, Date.now());
          if (!isGenuine) return reply.code(401).send();
          if (request.body?.type === undefined) return reply.code(400).send();
          done(copernica.eventId(request.body));
          return reply.code(200).send();
        });
      }),
  };
}

/** @type {Record<string, Mistake>} */
const SMTPETER_MISTAKES = {
  'fastify-writes-form-anew': smtpeterMistake('takes the digest of querystring.stringify', {
    body: ({ body }) => Buffer.from(querystring.stringify(body ?? {})),
  }),
  'fastify-trusts-forwarded-host': smtpeterMistake('takes the host by trustProxy: true', {
    settings: { trustProxy: true },
    // With trustProxy on, request.host is what the sender says.
    host: ({ host }) => host,
  }),
  'fastify-forgets-await': smtpeterMistake('does not await a check that is asynchronous', {
    // A promise is true, whatever comes of it.
    isSigned: (delivery, secret) => Boolean(copernica.isSigned(delivery, secret).catch(() => {})),
  }),
};

/** Every mistake by its name. */
export const MISTAKES = { ...MAILTRAP_MISTAKES, ...SMTPETER_MISTAKES };

/** @param {{ secret: string, mistake?: string }} options */
export async function createReceiver({ secret, mistake = process.env['MISTAKE'] ?? '' }) {
  const found = MISTAKES[mistake];
  if (found === undefined) {
    throw new Error(`set MISTAKE to one of ${Object.keys(MISTAKES).join(', ')}`);
  }
  return await found.create({ secret });
}

await startIfRun(import.meta.url, createReceiver);
