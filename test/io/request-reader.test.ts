import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { flatFromPairs, type HeaderList } from '../../src/core/headers.ts';
import type { Refusal } from '../../src/io/listener/refusal.ts';
import type { RequestHead } from '../../src/io/listener/request-head.ts';
import { RequestReader } from '../../src/io/listener/request-reader.ts';
import { drawnWire } from '../helpers/drawn-wire.ts';
import { TEST_LIMITS } from '../helpers/listening.ts';

/** A request as both parsers tell it. */
interface ReadRequest {
  readonly start: readonly (string | undefined)[];
  readonly headers: readonly string[];
  readonly body: string;
  readonly trailers: readonly string[];
}

interface Reading {
  readonly requests: readonly ReadRequest[];
  readonly status: number | undefined;
  readonly isWithin: boolean;
}

function read(pieces: readonly Buffer[]): Reading {
  const requests: ReadRequest[] = [];
  let refusal: Refusal | undefined;
  let begun: RequestHead | undefined;
  let parts: Buffer[] = [];
  const reader = new RequestReader(TEST_LIMITS, {
    isFull: false,
    begin: (head) => {
      begun = head;
      parts = [];
    },
    body: (bytes) => parts.push(bytes),
    end: (trailers: HeaderList) => {
      requests.push({
        start: [begun?.method, begun?.target, begun?.httpVersion],
        headers: flatFromPairs(begun?.headers ?? []),
        body: Buffer.concat(parts).toString('latin1'),
        trailers: flatFromPairs(trailers),
      });
    },
    excess: () => {},
    refused: (given) => {
      refusal = given;
    },
  });
  for (const piece of pieces) reader.read(piece);
  return { requests, status: refusal?.status, isWithin: reader.isWithin };
}

/** What Node's parser makes of the same bytes: the requests that are whole. */
async function readByNode(bytes: Buffer): Promise<readonly ReadRequest[]> {
  const begun: { readonly request: IncomingMessage; readonly parts: Buffer[] }[] = [];
  const server = createServer({ requireHostHeader: false, insecureHTTPParser: false });
  server.on('request', (request, response) => {
    const parts: Buffer[] = [];
    begun.push({ request, parts });
    request.on('data', (part) => parts.push(Buffer.from(part)));
    request.on('error', () => {});
    response.on('error', () => {});
  });
  server.on('connect', () => {});
  server.on('clientError', () => {});
  const socket = new Duplex({ read() {}, write: (_bytes, _encoding, done) => done() });
  socket.on('error', () => {});
  // What node:http asks of a connection beside that it is a stream.
  const asSocket = Object.assign(socket, { setTimeout: () => socket });
  server.emit('connection', asSocket);
  socket.push(bytes);
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  socket.destroy();
  return begun
    .filter(({ request }) => request.complete)
    .map(({ request, parts }) => ({
      start: [request.method, request.url, request.httpVersion],
      headers: request.rawHeaders,
      body: Buffer.concat(parts).toString('latin1'),
      trailers: request.rawTrailers,
    }));
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts.map((at) => Math.min(at, bytes.length)), bytes.length];
  edges.sort((left, right) => left - right);
  // Copies: chunks are moved together in what a reader is given.
  return edges.slice(1).map((end, index) => Buffer.from(bytes.subarray(edges[index], end)));
}

test('however bytes are cut, the same requests are read, or the same refusal is given', () => {
  fc.assert(
    fc.property(drawnWire, fc.array(fc.nat(600), { maxLength: 6 }), (wire, cuts) => {
      const bytes = Buffer.from(wire, 'latin1');
      assert.deepEqual(read(cut(bytes, cuts)), read(cut(bytes, [])));
    }),
    { numRuns: 10_000 },
  );
});

test('byte by byte the same requests are read', () => {
  fc.assert(
    fc.property(drawnWire, (wire) => {
      const bytes = Buffer.from(wire, 'latin1');
      const all = Array.from(bytes, (_, at) => at);
      assert.deepEqual(read(cut(bytes, all)), read(cut(bytes, [])));
    }),
    { numRuns: 3_000 },
  );
});

test('what is taken, Node’s parser takes in the very same way', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(drawnWire, async (wire) => {
      // RFC 9110 5.6.3 allows a tab behind a value; behind a length Node's parser does not.
      fc.pre(!/(?:length|encoding):[^\r]*\t/i.test(wire));
      const bytes = Buffer.from(wire, 'latin1');
      const { requests } = read(cut(bytes, []));
      taken += requests.length;
      if (requests.length === 0) return;
      assert.deepEqual((await readByNode(bytes)).slice(0, requests.length), requests);
    }),
    { numRuns: 6_000 },
  );
  assert.ok(taken > 1_000, `only ${taken} requests were good`);
});

test('the body of many small chunks comes in one piece for each read', () => {
  const parts: Buffer[] = [];
  const ignore = (): void => {};
  const reader = new RequestReader(TEST_LIMITS, {
    isFull: false,
    begin: ignore,
    body: (bytes) => parts.push(bytes),
    end: ignore,
    excess: ignore,
    refused: ({ text }) => assert.fail(text),
  });
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
  reader.read(Buffer.from(`${head}${'1\r\nx\r\n'.repeat(10_000)}`));
  reader.read(Buffer.from('3;a=b\r\nyyy\r\n0\r\n\r\n'));
  assert.deepEqual(parts.map(String), ['x'.repeat(10_000), 'yyy']);
  assert.equal(reader.isWithin, false);
});
