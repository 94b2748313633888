import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { EnvironmentError, PortInUseError } from '../../src/core/errors.ts';
import type { HeaderPair } from '../../src/core/headers.ts';
import type { WebhookResponse } from '../../src/core/request.ts';
import { systemClock } from '../../src/io/clock.ts';
import { httpListener } from '../../src/io/listener/http-listener.ts';
import { gate } from '../helpers/gate.ts';
import { keptLog, OK, startListener, TEST_LIMITS } from '../helpers/listening.ts';
import { connectRaw, rawExchange } from '../helpers/raw-http.ts';

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('latin1');
}

test('headers keep their order, case, duplicates and latin1 values', async (t) => {
  const listener = await startListener(t);
  await rawExchange(
    listener.url,
    'POST /hook?a=1&a=%zz HTTP/1.1\r\nhOST: example.test:99\r\nX-B: one\r\nx-a: caf\xe9\r\nX-b: two\r\n' +
      'x-empty:\r\nConnection: close\r\nContent-LENGTH: 2\r\n\r\nhi',
  );
  const [request] = listener.arrived;
  assert.deepEqual(request?.headers, [
    ['hOST', 'example.test:99'],
    ['X-B', 'one'],
    ['x-a', 'caf\xe9'],
    ['X-b', 'two'],
    ['x-empty', ''],
    ['Connection', 'close'],
    ['Content-LENGTH', '2'],
  ]);
  assert.equal(request?.path, '/hook?a=1&a=%zz');
  assert.equal(request?.url, 'http://example.test:99/hook?a=1&a=%zz');
  assert.equal(request?.httpVersion, '1.1');
  assert.equal(request?.remoteAddress, '127.0.0.1');
  assert.ok(Math.abs((request?.receivedAtMs ?? 0) - Date.now()) < 60_000);
});

test('2,500 headers all arrive', async (t) => {
  const listener = await startListener(t);
  const many = Array.from({ length: 2_500 }, (_, index) => `h${index}: v\r\n`).join('');
  await rawExchange(listener.url, `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${many}\r\n`);
  assert.equal(listener.arrived[0]?.headers.length, 2_502);
  assert.deepEqual(listener.arrived[0]?.headers.at(-1), ['h2499', 'v']);
});

test('a path in absolute form stays as it is, and is the URL', async (t) => {
  const listener = await startListener(t);
  const target = 'http://Hooks.example.test/a/../b?x=%41';
  await rawExchange(listener.url, `POST ${target} HTTP/1.0\r\n\r\n`);
  assert.equal(listener.arrived[0]?.path, target);
  assert.equal(listener.arrived[0]?.url, target);
});

test('a tunnel that ends TLS says so, and the URL follows it', async (t) => {
  const listener = await startListener(t);
  await rawExchange(
    listener.url,
    'POST /a HTTP/1.1\r\nHost: 127.0.0.1:1\r\nX-Forwarded-Proto: https, http\r\nX-Forwarded-Host: me.tunnel.test\r\nConnection: close\r\n\r\n',
  );
  assert.equal(listener.arrived[0]?.url, 'https://me.tunnel.test/a');
});

for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT']) {
  test(`${method} is taken like any other method, with its body`, async (t) => {
    const listener = await startListener(t);
    const raw = await rawExchange(
      listener.url,
      `${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc`,
    );
    assert.match(text(raw), /^HTTP\/1\.1 200 OK\r\n/);
    assert.equal(listener.arrived[0]?.method, method);
    assert.equal(text(listener.arrived[0]?.body), 'abc');
  });
}

test('HEAD is answered with the headers alone', async (t) => {
  const listener = await startListener(t);
  const raw = text(
    await rawExchange(listener.url, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
  );
  assert.match(raw, /Content-Length: 2\r\n/);
  assert.ok(raw.endsWith('\r\n\r\n'));
});

test('an Upgrade is taken as the ordinary request it also is', async (t) => {
  const listener = await startListener(t);
  const raw = await rawExchange(
    listener.url,
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nx',
  );
  assert.match(text(raw), /^HTTP\/1\.1 200/);
  assert.equal(text(listener.arrived[0]?.body), 'x');
});

const bodies: readonly (readonly [string, Uint8Array])[] = [
  ['of 0 bytes', Buffer.alloc(0)],
  ['of invalid UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d, 0x0a])],
  ['that is compressed', gzipSync('{"a":1}')],
  ['of several hundred kilobytes', Buffer.alloc(300_000, 'abc\n')],
];
for (const [what, body] of bodies) {
  test(`a body ${what} arrives byte for byte, with a length and in chunks`, async (t) => {
    const listener = await startListener(t);
    const head =
      'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\n';
    await rawExchange(
      listener.url,
      Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]),
    );
    const middle = Math.floor(body.length / 2);
    const chunks = [body.subarray(0, middle), body.subarray(middle)]
      .filter((chunk) => chunk.length > 0)
      .flatMap((chunk) => [
        Buffer.from(`${chunk.length.toString(16)};ext=1\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ]);
    await rawExchange(
      listener.url,
      Buffer.concat([
        Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n`),
        ...chunks,
        Buffer.from('0\r\n\r\n'),
      ]),
    );
    assert.equal(listener.arrived.length, 2);
    for (const { body: arrived } of listener.arrived) {
      assert.deepEqual(Buffer.from(arrived), Buffer.from(body));
    }
  });
}

test('Expect: 100-continue is answered with 100 before the body is sent', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  connection.write(
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n',
  );
  assert.equal((await connection.answer()).statusLine, 'HTTP/1.1 100 Continue');
  connection.write('body');
  const answer = await connection.answer();
  assert.deepEqual([answer.status, text(answer.body)], [200, 'ok']);
  assert.equal(text(listener.arrived[0]?.body), 'body');
  connection.destroy();
});

test('Expect: 100-continue with a body over the limit is answered 413 and no 100', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 3 });
  const raw = await rawExchange(
    listener.url,
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n',
  );
  assert.match(text(raw), /^HTTP\/1\.1 413 /);
  assert.deepEqual(listener.arrived, []);
});

test('an expectation nobody knows does not stop a request', async (t) => {
  const listener = await startListener(t);
  const raw = await rawExchange(
    listener.url,
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx',
  );
  assert.match(text(raw), /^HTTP\/1\.1 200/);
});

test('a connection is kept alive between requests', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  for (const path of ['/1', '/2', '/3']) {
    connection.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx`);
    const { headers } = await connection.answer();
    assert.ok(headers.some(([name, value]) => name === 'Connection' && value === 'keep-alive'));
  }
  assert.deepEqual(
    listener.arrived.map(({ path }) => path),
    ['/1', '/2', '/3'],
  );
  connection.destroy();
});

test('pipelined requests are answered in their order, whichever is done first', async (t) => {
  const slow = gate();
  const listener = await startListener(t, async ({ path }) => {
    if (path === '/1') await slow.opened;
    else slow.open();
    return { ...OK, body: Buffer.from(path) };
  });
  const connection = await connectRaw(listener.url);
  connection.write(
    'POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nonePOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo',
  );
  assert.equal(text((await connection.answer()).body), '/1');
  assert.equal(text((await connection.answer()).body), '/2');
  assert.deepEqual(
    listener.arrived.map(({ body }) => text(body)),
    ['one', 'two'],
  );
  connection.destroy();
});

test('HTTP/1.0 needs no Host, and its connection is closed after the answer', async (t) => {
  const listener = await startListener(t);
  const raw = text(
    await rawExchange(listener.url, 'POST /a HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi'),
  );
  assert.match(raw, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(raw, /Connection: close\r\n/);
  assert.equal(listener.arrived[0]?.httpVersion, '1.0');
  assert.equal(listener.arrived[0]?.url, `${listener.url}a`);
});

test('a sender that closes its half after the request still gets its answer', async (t) => {
  const sent = gate();
  const listener = await startListener(t, async () => {
    await sent.opened;
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
  connection.end();
  await once(connection.socket, 'finish');
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate); // the listener sees the end
  sent.open();
  assert.equal((await connection.answer()).status, 200);
  connection.destroy();
});

test('the headers of an answer go out in the given order and case, and nothing but those of the connection is added', async (t) => {
  const headers: readonly HeaderPair[] = [
    ['x-Zulu', '1'],
    ['Set-Cookie', 'a=1'],
    ['X-alpha', 'caf\xe9'],
    ['Set-Cookie', 'b=2'],
    ['content-LENGTH', '99'],
    ['Transfer-Encoding', 'chunked'],
  ];
  const listener = await startListener(t, () => ({
    status: 418,
    headers,
    body: Buffer.from('tea'),
  }));
  const connection = await connectRaw(listener.url);
  connection.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const answer = await connection.answer();
  assert.equal(answer.statusLine, "HTTP/1.1 418 I'm a Teapot");
  assert.deepEqual(
    answer.headers.filter(([name]) => name !== 'Date'),
    [
      ['x-Zulu', '1'],
      ['Set-Cookie', 'a=1'],
      ['X-alpha', 'caf\xe9'],
      ['Set-Cookie', 'b=2'],
      ['content-LENGTH', '3'],
      ['Connection', 'keep-alive'],
      ['Keep-Alive', 'timeout=5'],
    ],
  );
  assert.equal(text(answer.body), 'tea');
  connection.destroy();
});

test('204 and 304 have neither body nor length', async (t) => {
  let status = 204;
  const listener = await startListener(t, () => ({ ...OK, status }));
  const connection = await connectRaw(listener.url);
  for (status of [204, 304]) {
    connection.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await connection.answer();
    assert.equal(answer.status, status);
    assert.ok(!answer.headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name)));
  }
  connection.destroy();
});

/** Each with a length of ten bytes too many. */
const tooLong: readonly (readonly [string, string, number, Buffer, RegExp])[] = [
  ['204', 'POST', 204, Buffer.from('ok'), /^HTTP\/1\.1 204 No Content\r\n.*\r\n\r\n$/s],
  ['HEAD', 'HEAD', 200, Buffer.from('ok'), /\r\nContent-Length: 12\r\n.*\r\n\r\n$/s],
  ['an empty body', 'POST', 200, Buffer.from(''), /\r\nContent-Length: 10\r\n.*\r\n\r\n$/s],
  ['a body', 'POST', 200, Buffer.from('ok'), /\r\nContent-Length: 12\r\n.*\r\n\r\nok$/s],
];
for (const [what, method, status, body, wanted] of tooLong) {
  test(`a wrong length on purpose: ${what} goes out before the connection is closed, and nobody is blamed`, async (t) => {
    const manner = { kind: 'wrong-length', by: 10 } as const;
    const answer = { status, headers: [['Connection', 'keep-alive']] as const, body, manner };
    const listener = await startListener(t, () => answer);
    const raw = await rawExchange(listener.url, `${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.match(text(raw), wanted);
    assert.deepEqual(listener.log.lines, []);
  });
}

const broken: readonly (readonly [string, () => Promise<WebhookResponse> | WebhookResponse])[] = [
  ['throws', () => Promise.reject(new Error('boom'))],
  ['gives a header with a line end', () => ({ ...OK, headers: [['X-A', 'a\r\nb: c']] })],
  ['gives a status that is none', () => ({ ...OK, status: 42 })],
];
for (const [what, handler] of broken) {
  test(`a handler that ${what} is answered 503, logged, and the next request goes on`, async (t) => {
    let first = true;
    const listener = await startListener(t, () => {
      if (!first) return OK;
      first = false;
      return handler();
    });
    const connection = await connectRaw(listener.url);
    connection.write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await connection.answer();
    assert.equal(answer.statusLine, 'HTTP/1.1 503 Service Unavailable');
    assert.match(text(answer.body), /could not be handled/);
    assert.match(listener.log.lines[0] ?? '', /^error: answered 503: /);
    connection.write('GET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal((await connection.answer()).status, 200);
    connection.destroy();
  });
}

test('a sender that goes away in the middle of its body is logged, and nothing else happens', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  connection.write(
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
  );
  await connection.answer();
  connection.socket.resetAndDestroy();
  while (listener.log.lines.length === 0) await new Promise(setImmediate);
  assert.deepEqual(listener.log.lines, ['warn: a sender went away before its request was whole']);
  assert.deepEqual(listener.arrived, []);
  assert.match(text(await rawExchange(listener.url, 'GET / HTTP/1.0\r\n\r\n')), /^HTTP\/1\.1 200/);
});

test('a port that is taken is a PortInUseError which names the port', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const http = httpListener({ clock: systemClock, logger: keptLog() });
  await assert.rejects(
    http.listen({ host: '127.0.0.1', port, limits: TEST_LIMITS }, async () => OK),
    (error) => {
      assert.ok(error instanceof PortInUseError);
      assert.equal(error.message, `port ${port} is already in use`);
      assert.equal(error.hint, 'pass --port 0 to pick a free one, or stop the other program');
      return true;
    },
  );
});

test('an address that is not of this machine is an EnvironmentError with a hint', async () => {
  const http = httpListener({ clock: systemClock, logger: keptLog() });
  await assert.rejects(
    http.listen({ host: '192.0.2.1', port: 0, limits: TEST_LIMITS }, async () => OK),
    (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.equal(error.message, '192.0.2.1 is not an address of this machine');
      assert.match(error.hint ?? '', /--host 127\.0\.0\.1/);
      return true;
    },
  );
});

test('the URL has the real port, with an IPv6 address in brackets and no wildcard', async (t) => {
  const http = httpListener({ clock: systemClock, logger: keptLog() });
  for (const [host, shape] of [
    ['::1', /^http:\/\/\[::1\]:[1-9]\d+\/$/],
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:[1-9]\d+\/$/],
  ] as const) {
    const running = await http.listen({ host, port: 0, limits: TEST_LIMITS }, async () => OK);
    t.after(() => running.close());
    assert.match(running.url, shape);
    assert.match(text(await rawExchange(running.url, 'GET / HTTP/1.0\r\n\r\n')), /^HTTP\/1\.1 200/);
  }
});

test('close with a signal lets answers take their time until it aborts, but not requests', async (t) => {
  const started = gate();
  const release = gate();
  const listener = await startListener(t, async ({ path }) => {
    if (path === '/late') started.open();
    await release.opened;
    return OK;
  });
  const half = await connectRaw(listener.url);
  half.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na');
  const late = await connectRaw(listener.url);
  late.write('GET /late HTTP/1.1\r\nHost: a\r\n\r\n');
  await started.opened;

  t.mock.timers.enable({ apis: ['setTimeout'] });
  const closed = listener.close(new AbortController().signal);
  t.mock.timers.tick(60_000);
  assert.equal(text(await half.rest()), '');
  release.open();
  assert.equal((await late.answer()).status, 200);
  await closed;
});

test('close with a signal cuts answers off a moment after it aborts', async (t) => {
  const started = gate();
  const listener = await startListener(t, async () => {
    started.open();
    return await new Promise(() => {});
  });
  const late = await connectRaw(listener.url);
  late.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await started.opened;

  t.mock.timers.enable({ apis: ['setTimeout'] });
  const hurry = new AbortController();
  const closed = listener.close(hurry.signal);
  hurry.abort();
  await new Promise(setImmediate);
  t.mock.timers.tick(2_000);
  assert.equal(text(await late.rest()), '');
  await closed;
});

test('close lets an answer under way finish, closes idle connections at once and takes no new ones', async (t) => {
  const started = gate();
  const release = gate();
  const listener = await startListener(t, async ({ path }) => {
    if (path !== '/slow') return OK;
    started.open();
    await release.opened;
    return OK;
  });
  const idle = await connectRaw(listener.url);
  idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await idle.answer();
  const untouched = await connectRaw(listener.url);
  const slow = await connectRaw(listener.url);
  slow.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await started.opened;

  const closed = listener.close();
  assert.equal(listener.close(), closed);
  assert.equal(text(await idle.rest()), '');
  assert.equal(text(await untouched.rest()), '');
  await assert.rejects(connectRaw(listener.url));
  release.open();
  const answer = await slow.answer();
  assert.equal(answer.status, 200);
  assert.ok(answer.headers.some(([name, value]) => name === 'Connection' && value === 'close'));
  await closed;
});
