import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ListenerLimits } from '../../src/core/ports.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts';
import { OK, startListener, type TestListener } from '../helpers/listening.ts';
import { parseAnswer } from '../helpers/raw-http.ts';

const { privateKeyPem } = generateKeyPair('rsa-2048');
const certificatePem = selfSignedCertificate({
  privateKeyPem,
  commonName: 'test',
  notBeforeMs: Date.now() - 60_000,
  notAfterMs: Date.now() + 3_600_000,
  alternativeNames: { dnsNames: ['localhost'], addresses: [] },
});
const TLS = { certificatePem, privateKeyPem };

type Handler = Parameters<typeof startListener>[1];

async function listening(
  t: TestContext,
  limits: Partial<ListenerLimits> = {},
  handler?: Handler,
): Promise<TestListener> {
  return await startListener(t, handler, limits, TLS);
}

async function session(t: TestContext, { url }: TestListener): Promise<ClientHttp2Session> {
  const opened = connect(url, { ca: certificatePem, servername: 'localhost' });
  opened.on('error', () => {});
  t.after(() => opened.destroy());
  await once(opened, 'connect');
  return opened;
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function ask(
  client: ClientHttp2Session,
  headers: Record<string, string | readonly string[]>,
  body: Uint8Array | null = Buffer.alloc(0),
): Promise<Answer> {
  const stream = client.request({ ':method': 'POST', ':path': '/x', ...headers });
  let text = '';
  stream.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  stream.on('error', () => {}); // reset after the answer
  const answered = once(stream, 'response');
  if (body !== null) stream.end(body);
  const [answer] = await answered;
  if (!stream.closed) await once(stream, 'close');
  return { headers: answer, body: text };
}

test('HTTP/1.1 over TLS arrives byte for byte, and its URL says https', async (t) => {
  const listener = await listening(t);
  const { port } = new URL(listener.url);
  const socket = connectTls({
    port: Number(port),
    host: '127.0.0.1',
    ca: certificatePem,
    servername: 'localhost',
    ALPNProtocols: ['http/1.1'],
  });
  socket.write(
    Buffer.from(
      'POST /a HTTP/1.1\r\nhOST: b\r\nX-a: caf\xe9\r\nx-A: 2\r\nConnection: close\r\nContent-Length: 3\r\n\r\n\0\xff\n',
      'latin1',
    ),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  assert.equal(parseAnswer(Buffer.concat(chunks), true)?.found.status, 200);
  const [request] = listener.arrived;
  assert.equal(request?.url, 'https://b/a');
  assert.deepEqual(request?.headers, [
    ['hOST', 'b'],
    ['X-a', 'caf\xe9'],
    ['x-A', '2'],
    ['Connection', 'close'],
    ['Content-Length', '3'],
  ]);
  assert.deepEqual([...request.body], [0, 255, 10]);
});

test('HTTP/2 keeps the order and duplicates of headers, and every byte of a body', async (t) => {
  const listener = await listening(t);
  const client = await session(t, listener);
  const body = Buffer.alloc(300_000, Buffer.from([0, 255, 13, 10]));
  const sent = {
    ':method': 'PUT',
    ':path': '/hook?a=%zz',
    'x-b': '1',
    'x-a': ['2', '3'],
    'x-latin': 'caf\xe9',
  };
  const { headers, body: text } = await ask(client, sent, body);
  assert.deepEqual([headers[':status'], text], [200, 'ok']);
  const [request] = listener.arrived;
  assert.equal(request?.method, 'PUT');
  assert.equal(request?.path, '/hook?a=%zz');
  assert.equal(request?.httpVersion, '2');
  assert.deepEqual(request?.headers, [
    ['host', `localhost:${new URL(listener.url).port}`],
    ['x-b', '1'],
    ['x-a', '2'],
    ['x-a', '3'],
    ['x-latin', 'caf\xe9'],
  ]);
  assert.ok(body.equals(request.body));
  assert.equal(request.trailers, undefined);
});

test('HTTP/2 trailers are kept apart from the headers, whether a body came before them or none', async (t) => {
  const listener = await listening(t);
  const client = await session(t, listener);
  for (const body of [Buffer.alloc(300_000), Buffer.alloc(0)]) {
    const stream = client.request({ ':method': 'POST', 'x-a': '1' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'x-end': ['2', 'caf\xe9'] }));
    stream.resume().end(body);
    const [answer] = await once(stream, 'response');
    assert.equal(answer[':status'], 200);
    const request = listener.arrived.at(-1);
    assert.equal(request?.body.length, body.length);
    assert.deepEqual(request?.headers.slice(1), [['x-a', '1']]);
    assert.deepEqual(request?.trailers, [
      ['x-end', '2'],
      ['x-end', 'caf\xe9'],
    ]);
  }
});

test('HTTP/2 has the limits and the answers of HTTP/1, and the connection goes on', async (t) => {
  const limits = { maxBodyBytes: 1_000, maxHeaderBytes: 4_000, requestTimeoutMs: 150 };
  const listener = await listening(t, limits);
  const client = await session(t, listener);
  const statusOf = async (...given: Parameters<typeof ask>): Promise<unknown> =>
    (await ask(...given)).headers[':status'];
  assert.equal(await statusOf(client, { 'content-length': '1001' }, null), 413);
  assert.equal(await statusOf(client, {}, Buffer.alloc(1_001)), 413);
  assert.equal(await statusOf(client, { 'x-long': 'x'.repeat(4_000) }), 431);
  assert.equal(await statusOf(client, {}, null), 408);
  assert.deepEqual(listener.arrived, []);
  assert.equal(await statusOf(client, {}), 200);
});

test('two thousand streams that are reset at once leave the listener at work', async (t) => {
  const listener = await listening(t);
  const client = await session(t, listener);
  for (let count = 0; count < 2_000; count += 1) {
    const stream = client.request({ ':method': 'POST', ':path': '/reset' });
    stream.on('error', () => {});
    stream.close(8); // CANCEL
  }
  const other = await session(t, listener);
  assert.equal((await ask(other, {})).headers[':status'], 200);
  const errors = listener.log.lines.filter((line) => line.startsWith('error: '));
  assert.deepEqual(errors, []);
});

for (const manner of [{ kind: 'hang-up' }, { kind: 'wrong-length', by: 10 }] as const) {
  test(`HTTP/2: a sender is not blamed for an answer that is a ${manner.kind} on purpose`, async (t) => {
    const listener = await listening(t, {}, () => ({ ...OK, manner }));
    const client = await session(t, listener);
    const stream = client.request({ ':method': 'POST', ':path': '/' });
    stream.on('error', () => {});
    stream.resume().end('x');
    await new Promise((resolve) => stream.once('close', resolve)); // after an error, which is no failure here
    await listener.close();
    assert.deepEqual(
      listener.log.lines.filter((line) => !line.startsWith('debug: ')),
      [],
    );
  });
}

test('HTTP/2 takes its time for a request when that is longer than a timer holds', async (t) => {
  const listener = await listening(t, { requestTimeoutMs: 25 * 24 * 3_600_000 });
  const client = await session(t, listener);
  const stream = client.request({ ':method': 'POST', ':path': '/' });
  stream.write('a');
  await ask(client, {}); // the first one waits longer than this one takes
  stream.end('b');
  const [headers] = await once(stream, 'response');
  assert.equal(headers[':status'], 200);
});

test('a sender over HTTP/2 that goes away while it waits is said to have had no answer', async (t) => {
  let arrived = (): void => {};
  const here = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const listener = await listening(t, {}, () => {
    arrived();
    return new Promise(() => {});
  });
  const client = await session(t, listener);
  const stream = client.request({ ':method': 'POST', ':path': '/' });
  stream.on('error', () => {});
  stream.end('x');
  await here;
  stream.close(8);
  while (listener.log.lines.length === 0) await new Promise(setImmediate);
  assert.deepEqual(listener.log.lines, ['warn: a sender went away before it had its answer']);
});

test('a sender over HTTP/2 that does not read its answer is cut off', async (t) => {
  const listener = await listening(t, { requestTimeoutMs: 60 }, () => ({
    ...OK,
    body: Buffer.alloc(1_000_000),
  }));
  const client = await session(t, listener);
  const stream = client.request({ ':path': '/large' }); // nobody reads: its window stays full
  stream.on('error', () => {});
  await once(stream, 'response');
  const said = 'warn: cut off a sender that did not read its answer';
  while (!listener.log.lines.includes(said)) await new Promise(setImmediate);
  stream.destroy();
});

test('over TLS a sender that has closed its half gets its answer', async (t) => {
  const listener = await listening(t, {}, async () => {
    await new Promise(setImmediate);
    return OK;
  });
  const options = {
    port: Number(new URL(listener.url).port),
    host: '127.0.0.1',
    servername: 'localhost',
    ca: certificatePem,
    allowHalfOpen: true,
  };
  const socket = connectTls(options); // typed without allowHalfOpen, which it takes
  socket.end('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => {
    text += part;
  });
  await once(socket, 'end');
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nok$/s);
});

test('over TLS too close lets answers take their time until its signal aborts', async (t) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const listener = await listening(t, {}, async () => {
    await released;
    return OK;
  });
  const client = await session(t, listener);
  const asked = ask(client, {});
  while (listener.arrived.length === 0) await new Promise(setImmediate);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const closed = listener.close(new AbortController().signal);
  t.mock.timers.tick(60_000);
  release();
  assert.equal((await asked).headers[':status'], 200);
  client.destroy();
  await closed;
});

/** A client that says no more than what opens a connection of HTTP/2. */
async function greeted(listener: TestListener): Promise<TLSSocket> {
  const options = {
    port: Number(new URL(listener.url).port),
    host: '127.0.0.1',
    servername: 'localhost',
    ca: certificatePem,
    ALPNProtocols: ['h2'],
    allowHalfOpen: true,
  };
  const socket = connectTls(options);
  socket.on('error', () => {});
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
  await once(socket, 'data');
  return socket;
}

test('a connection of HTTP/2 ends when its client does', { timeout: 10_000 }, async (t) => {
  const socket = await greeted(await listening(t));
  socket.end();
  await once(socket, 'close');
});

test('an idle client of HTTP/2 does not keep the listener from closing', {
  timeout: 10_000,
}, async (t) => {
  const listener = await listening(t);
  const socket = await greeted(listener);
  t.after(() => socket.destroy());
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const closed = listener.close();
  t.mock.timers.tick(60_000);
  await closed;
});

for (const [what, bytes] of [
  ['plain HTTP', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['half a TLS hello', '\x16\x03\x01\x00\xc8\x01'],
  ['nothing', ''],
] as const) {
  test(`${what} on a TLS port is closed in time, and others are answered meanwhile`, async (t) => {
    const listener = await listening(t, { requestTimeoutMs: 100 });
    const socket = connectTcp(Number(new URL(listener.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(bytes, 'latin1');
    const closed = once(socket.resume(), 'close');
    const client = await session(t, listener);
    assert.equal((await ask(client, {})).headers[':status'], 200);
    await closed;
    assert.equal(listener.arrived.length, 1);
  });
}
