import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OK, startListener } from '../helpers/listening.ts';
import { connectRaw, parseAnswer, type RawAnswer, rawExchange } from '../helpers/raw-http.ts';

/** The one answer on a connection that is closed after it. */
function onlyAnswer(raw: Buffer): RawAnswer {
  const parsed = parseAnswer(raw, true);
  assert.ok(parsed !== null, `no answer in ${JSON.stringify(raw.toString('latin1'))}`);
  assert.equal(parsed.length, raw.length, 'more than one answer');
  return parsed.found;
}

function summary({ status, headers, body }: RawAnswer): readonly unknown[] {
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  return [status, value('content-type'), value('connection'), body.toString()];
}

const PLAIN = 'text/plain; charset=utf-8';

test('a body that says it is over the limit is answered 413 before it is sent', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 26_214_400 });
  const raw = await rawExchange(
    listener.url,
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 26214401\r\n\r\n',
  );
  assert.deepEqual(summary(onlyAnswer(raw)), [
    413,
    PLAIN,
    'close',
    'webhook-cli: the body is over the limit of 26.2 MB (26214400 bytes); raise it with --max-body\n',
  ]);
  assert.deepEqual(listener.arrived, []);
  assert.match(listener.log.lines[0] ?? '', /^warn: refused a request with 413: /);
});

test('a body of exactly the limit is taken', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 5 });
  for (const rest of [
    'Content-Length: 5\r\n\r\nabcde',
    'Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n',
  ]) {
    const raw = await rawExchange(
      listener.url,
      `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${rest}`,
    );
    assert.equal(onlyAnswer(raw).status, 200);
  }
});

test('a chunked body is answered 413 as soon as it passes the limit, whole or not', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 5 });
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
  for (const body of ['6\r\nabcdef\r\n', '3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n']) {
    const raw = await rawExchange(listener.url, head + body);
    assert.equal(onlyAnswer(raw).status, 413);
  }
  assert.deepEqual(listener.arrived, []);
});

test('a sender that reads only after it has sent all of a body that is too large finds its 413', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 1_000 });
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  const body = Buffer.alloc(20_000_000);
  connection.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`);
  await new Promise<void>((resolve, reject) => {
    connection.socket.write(body, (error) => (error ? reject(error) : resolve()));
  });
  connection.socket.resume();
  assert.equal((await connection.answer()).status, 413);
  connection.end();
  await connection.rest();
});

test('what is pipelined behind a chunked body that is too large is not taken', async (t) => {
  const listener = await startListener(t, undefined, { maxBodyBytes: 5 });
  const raw = await rawExchange(
    listener.url,
    'POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n' +
      'POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi',
  );
  assert.equal(onlyAnswer(raw).status, 413);
  assert.deepEqual(listener.arrived, []);
});

test('requests pipelined before one that is too large keep their own answers, and none behind it is taken', async (t) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const listener = await startListener(
    t,
    async () => {
      await released;
      return OK;
    },
    { maxBodyBytes: 5 },
  );
  const connection = await connectRaw(listener.url);
  const request = (path: string, body: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  connection.write(request('/1', 'fine') + request('/2', 'too large') + request('/3', 'late'));
  while (listener.arrived.length === 0) await new Promise(setImmediate);
  release();
  assert.equal((await connection.answer()).status, 200);
  assert.equal(onlyAnswer(await connection.rest()).status, 413);
  connection.destroy();
  assert.deepEqual(
    listener.arrived.map(({ path }) => path),
    ['/1'],
  );
});

test('headers over the limit are answered 431', async (t) => {
  const listener = await startListener(t, undefined, { maxHeaderBytes: 2_000 });
  const raw = await rawExchange(
    listener.url,
    `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(3_000)}\r\n\r\n`,
  );
  assert.deepEqual(summary(onlyAnswer(raw)), [
    431,
    PLAIN,
    'close',
    'webhook-cli: the headers are over the limit of 2.0 kB (2000 bytes); raise it with --max-headers\n',
  ]);
});

test('the head counts as it is on the wire: line, names, values, and what stands between them', async (t) => {
  const listener = await startListener(t, undefined, { maxHeaderBytes: 2_000 });
  const head = (bytes: number): string => {
    const start = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
    const small = 'A: b\r\n'.repeat(300);
    return `${start}${small}X: ${'x'.repeat(bytes - start.length - small.length - 7)}\r\n\r\n`;
  };
  assert.equal(head(2_000).length, 2_000);
  assert.equal(onlyAnswer(await rawExchange(listener.url, head(2_000))).status, 200);
  assert.equal(onlyAnswer(await rawExchange(listener.url, head(2_001))).status, 431);
  const path = `GET /${'p'.repeat(1_990)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
  assert.equal(onlyAnswer(await rawExchange(listener.url, path)).status, 431);
  assert.equal(listener.arrived.length, 1);
});

test('many small trailers over the limit are answered 431, and the request is not taken', async (t) => {
  const listener = await startListener(t, undefined, { maxHeaderBytes: 2_000 });
  const chunked = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n';
  const raw = await rawExchange(listener.url, `${chunked}${'A: b\r\n'.repeat(400)}\r\n`);
  assert.equal(onlyAnswer(raw).status, 431);
  assert.deepEqual(listener.arrived, []);
});

const slow: readonly (readonly [string, string])[] = [
  ['headers', 'POST / HTTP/1.1\r\nHost: a\r\n'],
  ['a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'],
];
for (const [what, bytes] of slow) {
  test(`a sender that is too slow with ${what} is answered 408`, async (t) => {
    const listener = await startListener(t, undefined, { requestTimeoutMs: 60 });
    assert.deepEqual(summary(onlyAnswer(await rawExchange(listener.url, bytes))), [
      408,
      PLAIN,
      'close',
      'webhook-cli: the request was not whole after 0.06 s; raise the limit with --request-timeout\n',
    ]);
    assert.deepEqual(listener.arrived, []);
  });
}

test('a connection nobody writes to is closed without an answer', async (t) => {
  const listener = await startListener(t, undefined, { requestTimeoutMs: 60 });
  assert.equal((await rawExchange(listener.url, '')).toString(), '');
});

test('a slow handler is no slow sender: its answer may take longer than a request may', async (t) => {
  const listener = await startListener(
    t,
    async () => {
      // Real time, since Node measures it: wait until the listener has given another sender its 408.
      const raw = await rawExchange(listener.url, 'GET / HTTP/1.1\r\n');
      assert.equal(onlyAnswer(raw).status, 408);
      return OK;
    },
    { requestTimeoutMs: 60 },
  );
  const raw = await rawExchange(listener.url, 'GET / HTTP/1.0\r\n\r\n');
  assert.equal(onlyAnswer(raw).status, 200);
});

test('a sender that does not read its answer is cut off; a handler may take longer than that', async (t) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const listener = await startListener(
    t,
    async ({ path }) => {
      if (path === '/slow') await released;
      return { ...OK, body: Buffer.alloc(1_000_000) };
    },
    { requestTimeoutMs: 60 },
  );
  const slow = await connectRaw(listener.url);
  slow.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  while (listener.arrived.length === 0) await new Promise(setImmediate);
  const unread = await connectRaw(listener.url);
  unread.socket.pause();
  unread.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20));
  const said = 'warn: cut off a sender that did not read its answer';
  while (!listener.log.lines.includes(said)) await new Promise(setImmediate);
  release();
  assert.equal((await slow.answer()).status, 200);
  slow.destroy();
  unread.destroy();
});

test('a sender that does not read an answer that waited for its turn is cut off too', async (t) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const large = Buffer.alloc(20_000_000);
  const listener = await startListener(
    t,
    async ({ path }) => {
      if (path === '/large') return { ...OK, body: large };
      await released;
      return OK;
    },
    { requestTimeoutMs: 60 },
  );
  const unread = await connectRaw(listener.url);
  unread.socket.pause();
  unread.write('GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /large HTTP/1.1\r\nHost: a\r\n\r\n');
  while (listener.arrived.length < 2) await new Promise(setImmediate);
  release();
  const said = 'warn: cut off a sender that did not read its answer';
  while (!listener.log.lines.includes(said)) await new Promise(setImmediate);
  unread.destroy();
});

test('connections over the cap are answered 503, and there is room again when one is closed', async (t) => {
  const listener = await startListener(t, undefined, { maxConnections: 2 });
  const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
  const first = await connectRaw(listener.url);
  const second = await connectRaw(listener.url);
  for (const connection of [first, second]) {
    connection.write(get);
    assert.equal((await connection.answer()).status, 200);
  }
  const third = await connectRaw(listener.url);
  assert.deepEqual(summary(await third.answer()), [
    503,
    PLAIN,
    'close',
    'webhook-cli: 2 connections are open, which is the limit; raise it with --max-connections\n',
  ]);
  third.destroy();
  first.end();
  await first.rest();
  for (;;) {
    const fourth = await connectRaw(listener.url);
    fourth.write(get);
    const { status } = await fourth.answer();
    fourth.destroy();
    if (status === 200) break;
  }
  second.destroy();
});

test('500 idle, slow and half-open connections do not stop a fast one, and one over the cap is told', async (t) => {
  const listener = await startListener(t, undefined, { maxConnections: 501 });
  const starts = [
    '',
    'P',
    'POST / HTTP/1.1\r\nHost: a\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab',
  ];
  const slow = await Promise.all(
    Array.from({ length: 500 }, async (_, at) => {
      const connection = await connectRaw(listener.url);
      connection.write(starts[at % starts.length] ?? '');
      return connection;
    }),
  );
  const fast = await connectRaw(listener.url);
  for (let times = 0; times < 3; times += 1) {
    fast.write('GET /fast HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal((await fast.answer()).status, 200);
  }
  assert.equal(onlyAnswer(await rawExchange(listener.url, 'GET / HTTP/1.0\r\n\r\n')).status, 503);
  assert.equal(listener.arrived.length, 3);
  for (const connection of [fast, ...slow]) connection.destroy();
});

const malformed: readonly (readonly [string, string])[] = [
  ['that is no HTTP', 'hello there\r\n\r\n'],
  ['with an unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n'],
  [
    'with both a length and a transfer coding',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  [
    'with two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
  ],
  ['with a control character in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: a\x01b\r\n\r\n'],
  [
    'with a bad chunk size',
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n',
  ],
  ['without a Host in HTTP/1.1', 'GET / HTTP/1.1\r\n\r\n'],
];
for (const [what, bytes] of malformed) {
  test(`a request ${what} is answered 400 and not taken`, async (t) => {
    const listener = await startListener(t);
    const answer = onlyAnswer(await rawExchange(listener.url, bytes));
    assert.equal(answer.status, 400);
    assert.match(answer.body.toString(), /^webhook-cli: this is not a well-formed HTTP request: ./);
    assert.deepEqual(listener.arrived, []);
  });
}

test('a good request before a malformed one on the same connection gets its own answer first', async (t) => {
  const listener = await startListener(t, async () => {
    await new Promise(setImmediate);
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiBREW!\r\n\r\n');
  assert.equal((await connection.answer()).status, 200);
  assert.equal(onlyAnswer(await connection.rest()).status, 400);
  connection.destroy();
  assert.equal(listener.arrived.length, 1);
});

test('a sender that closes its half before the request is whole is answered 400', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  connection.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc');
  connection.end();
  const answer = onlyAnswer(await connection.rest());
  assert.equal(answer.status, 400);
  assert.match(answer.body.toString(), /the sender stopped before it was whole/);
});

test('CONNECT is answered 405, and a reset after it harms nobody', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  connection.write('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n');
  assert.equal((await connection.answer()).status, 405);
  connection.socket.resetAndDestroy();
  assert.equal(onlyAnswer(await rawExchange(listener.url, 'GET / HTTP/1.0\r\n\r\n')).status, 200);
});
