// Receivers in Express that are wrong on purpose, one mistake each: what is often written, and what doctor is tested with.
// Run one: PORT=3000 SECRET=… MISTAKE=express-writes-json-anew node examples/receivers/express/mistakes.js

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import * as copernica from '../copernica.js';
import * as mailgun from '../mailgun.js';
import * as mailtrap from '../mailtrap.js';
import { startIfRun } from '../server.js';
import * as smtp2go from '../smtp2go.js';
import { keepRawBody, LIMIT } from './app.js';

/**
 * @typedef {object} Options
 * @property {string} secret
 * @property {(delivery: import('../server.js').Delivery) => void} [onChecked] told what each check was made over
 */

/** @typedef {{ provider: string, about: string, path?: string, create: (options: Options) => import('node:http').Server }} Mistake */

const raw = express.raw({ type: () => true, limit: LIMIT });
const form = express.urlencoded({ extended: false, limit: LIMIT, verify: keepRawBody });

/**
 * @param {string} secret
 * @param {string | Buffer} data
 */
function hmac(secret, data) {
  return createHmac('sha256', secret).update(data).digest('hex');
}

/** @param {(app: any, done: (id: unknown) => void) => void} route sets the app up; `done` counts an event once */
function serverWith(route) {
  const seen = new Set();
  const app = express();
  app.get('/count', (_request, response) => void response.json({ count: seen.size }));
  route(app, (id) => void seen.add(id));
  app.use((error, _request, response, _next) => {
    response.sendStatus(error.status ?? 500);
  });
  return createServer(app);
}

// ---- Mailtrap

/**
 * @typedef {object} MailtrapParts
 * @property {any[]} parsers
 * @property {(request: any) => string | Buffer} signedBody
 * @property {(request: any, signature: string, expected: string) => boolean} fits
 */

/**
 * @param {string} about
 * @param {Partial<MailtrapParts>} wrong
 * @returns {Mistake}
 */
function mailtrapMistake(about, wrong) {
  /** @type {MailtrapParts} */
  const parts = {
    parsers: [raw],
    signedBody: ({ body }) => body ?? '',
    fits: (_request, signature, expected) => signature === expected,
    ...wrong,
  };
  return {
    provider: 'mailtrap',
    about,
    create: ({ secret, onChecked = () => {} }) =>
      serverWith((app, done) => {
        app.post('/', ...parts.parsers, (request, response) => {
          const { method, originalUrl: target, headers } = request;
          const signed = parts.signedBody(request);
          onChecked({ method, target, headers, body: Buffer.from(signed) });
          const signature = request.get('Mailtrap-Signature') ?? '';
          if (!parts.fits(request, signature, hmac(secret, signed))) {
            response.sendStatus(401);
            return;
          }
          const { body } = request;
          const events = Buffer.isBuffer(body)
            ? mailtrap.readEvents(body, request.get('Content-Type'))
            : body?.events;
          for (const event of events?.filter(mailtrap.isEvent) ?? []) done(event.event_id);
          response.sendStatus(events === undefined ? 400 : 200);
        });
      }),
  };
}

/** @type {Record<string, Mistake>} */
const MAILTRAP_MISTAKES = {
  'express-parses-first': mailtrapMistake('puts express.json() before express.raw()', {
    // The body has been read: raw() leaves the object alone, and an object has no bytes to sign.
    parsers: [express.json({ limit: LIMIT }), raw],
  }),
  'express-writes-json-anew': mailtrapMistake('signs JSON.stringify(req.body)', {
    parsers: [express.json({ limit: LIMIT })],
    signedBody: ({ body }) => JSON.stringify(body ?? {}),
  }),
  'express-signs-text': mailtrapMistake('signs req.body.toString("latin1")', {
    signedBody: ({ body }) => body?.toString('latin1') ?? '',
  }),
  'express-no-length-check': mailtrapMistake('gives timingSafeEqual what it was sent', {
    fits: (_request, signature, expected) =>
      timingSafeEqual(Buffer.from(signature), Buffer.from(expected)),
  }),
  'express-default-limit': mailtrapMistake('leaves the limit of express.raw() at 100 kB', {
    parsers: [express.raw({ type: () => true })],
  }),
  'express-json-only': mailtrapMistake(
    'reads application/json alone, and uses a body that is not there',
    {
      parsers: [express.raw({ type: 'application/json', limit: LIMIT })],
      signedBody: ({ body }) => body.toString('utf8'),
    },
  ),
  'express-trusts-inside': mailtrapMistake('lets the own network in, by X-Forwarded-For', {
    parsers: [
      (request, _response, next) => {
        request.app.set('trust proxy', true);
        next();
      },
      raw,
    ],
    fits: ({ ip }, signature, expected) => ip.startsWith('10.') || signature === expected,
  }),
};

// ---- Mailgun

/** @type {Record<string, Mistake>} */
const MAILGUN_MISTAKES = {
  'express-compares-with-==': {
    provider: 'mailgun',
    about: 'compares req.body.signature.signature with ==',
    create: ({ secret }) => {
      const tokens = new Map();
      return serverWith((app, done) => {
        app.post('/', express.json({ limit: LIMIT, verify: keepRawBody }), (request, response) => {
          const { timestamp, token, signature } = request.body?.signature ?? {};
          const text = request.rawBody?.toString();
          const isGenuine =
            // biome-ignore lint/suspicious/noDoubleEquals: the mistake itself
            hmac(secret, `${timestamp}${token}`) == signature &&
            mailgun.isRecent(timestamp, Date.now() / 1000) &&
            (tokens.get(token) ?? text) === text;
          if (isGenuine) {
            tokens.set(token, text);
            done(token);
          }
          response.sendStatus(isGenuine ? 200 : 406);
        });
      });
    },
  },
};

// ---- SMTPeter and Copernica

/**
 * @typedef {object} SmtpeterParts
 * @property {string} mount where the router stands
 * @property {any} trustProxy
 * @property {(request: any) => Buffer} body
 * @property {(request: any) => string} target
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
    mount: '/',
    trustProxy: false,
    body: ({ rawBody }) => rawBody ?? Buffer.alloc(0),
    target: ({ originalUrl }) => originalUrl,
    host: ({ headers }) => headers.host,
    isSigned: copernica.isSigned,
    ...wrong,
  };
  return {
    provider: 'smtpeter',
    about,
    path: parts.mount,
    create: ({ secret, onChecked = () => {} }) =>
      serverWith((app, done) => {
        app.set('trust proxy', parts.trustProxy);
        const router = express.Router();
        app.use(parts.mount, router);
        router.post('/', form, async (request, response) => {
          const headers = { ...request.headers, host: parts.host(request) };
          const body = parts.body(request);
          const delivery = { method: request.method, target: parts.target(request), headers, body };
          onChecked(delivery);
          const fits = await parts.isSigned(delivery, secret);
          const isGenuine =
            fits &&
            copernica.hasDigest(body, headers['digest']) &&
            copernica.isRecent(headers.date, Date.now());
          const isEvent = request.body?.type !== undefined;
          if (isGenuine && isEvent) done(copernica.eventId(request.body));
          response.sendStatus(isGenuine ? (isEvent ? 200 : 400) : 401);
        });
      }),
  };
}

/** @type {Record<string, Mistake>} */
const SMTPETER_MISTAKES = {
  'express-writes-form-anew': smtpeterMistake('takes the digest of a form written from req.body', {
    body: ({ body }) => Buffer.from(new URLSearchParams(body).toString()),
  }),
  'express-signs-mounted-path': smtpeterMistake('takes req.url in a mounted router for the path', {
    mount: '/hooks',
    target: ({ url }) => url,
  }),
  'express-trusts-forwarded-host': smtpeterMistake('takes the host from X-Forwarded-Host', {
    trustProxy: true,
    // With trust proxy on, req.host is what the sender says.
    host: ({ host }) => host,
  }),
  'express-forgets-await': smtpeterMistake('does not await a check that is asynchronous', {
    // A promise is true, whatever comes of it.
    isSigned: (delivery, secret) => Boolean(copernica.isSigned(delivery, secret).catch(() => {})),
  }),
};

// ---- SMTP2GO

/** @type {Record<string, Mistake>} */
const SMTP2GO_MISTAKES = {
  'express-checks-after-reading': {
    provider: 'smtp2go',
    about: 'calls next() after it has refused',
    create: ({ secret }) =>
      serverWith((app, done) => {
        app.post(
          '/',
          (request, response, next) => {
            if (!smtp2go.hasCredentials(request.get('Authorization'), secret)) {
              response.sendStatus(401);
            }
            next(); // without return before it: the handler runs all the same
          },
          form,
          express.json({ limit: LIMIT }),
          (request, response) => {
            const id = request.body?.id;
            if (id !== undefined) done(id);
            if (!response.headersSent) response.sendStatus(id === undefined ? 400 : 200);
          },
        );
      }),
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
