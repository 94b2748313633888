// What the Fastify receivers share. Signatures are made over bytes, so the parsers keep them before they parse.

import { createServer } from 'node:http';
import fastify from 'fastify';

/** Providers put up to 500 events in a request; the default is 1 MiB. */
const BODY_LIMIT = 5_000_000;

/** @typedef {import('fastify').FastifyInstance} App */

/** @param {() => number} count how many events were processed so far */
export function createApp(count) {
  const app = fastify({ bodyLimit: BODY_LIMIT });
  app.decorateRequest('rawBody', null);
  app.get('/count', async () => ({ count: count() }));
  app.route({
    method: ['GET', 'OPTIONS'],
    url: '/',
    handler: async (_request, reply) => reply.code(405).header('Allow', 'POST').send(),
  });
  return app;
}

/**
 * Takes every content type as bytes.
 *
 * @param {App} app
 */
export function takeBytes(app) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * Parses one content type, and keeps the bytes as `request.rawBody`; what does not parse is refused with 400.
 *
 * @param {App} app
 * @param {string} contentType
 * @param {(text: string) => unknown} parse
 */
export function parseKeepingBytes(app, contentType, parse) {
  app.addContentTypeParser(contentType, { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body;
    try {
      done(null, parse(body.toString('utf8')));
    } catch (error) {
      done(Object.assign(error, { statusCode: 400 }));
    }
  });
}

/**
 * A server for the app. In real life `await app.listen({ port })` does it.
 *
 * @param {App} app
 */
export async function serverOf(app) {
  await app.ready();
  return createServer(app.routing);
}
