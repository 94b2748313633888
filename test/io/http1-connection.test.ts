import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { ArrivedRequest, ListenerAnswer } from '../../src/core/ports.ts';
import { systemClock } from '../../src/io/clock.ts';
import { httpListener } from '../../src/io/listener/http-listener.ts';
import { Http1Connections } from '../../src/io/listener/http1-connections.ts';
import { gate } from '../helpers/gate.ts';
import { type KeptLog, keptLog, OK, startListener, TEST_LIMITS } from '../helpers/listening.ts';
import { connectRaw, rawExchange } from '../helpers/raw-http.ts';

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

interface TimedListener {
  readonly url: string;
  readonly arrived: ArrivedRequest[];
  readonly log: KeptLog;
  /** Lets so many seconds pass, as far as connections are concerned. */
  pass(seconds: number): Promise<void>;
}

async function timedListener(
  t: TestContext,
  answer: ListenerAnswer | Promise<ListenerAnswer> = OK,
): Promise<TimedListener> {
  const arrived: ArrivedRequest[] = [];
  const log = keptLog();
  const connections = new Http1Connections({
    clock: systemClock,
    logger: log,
    limits: { ...TEST_LIMITS, requestTimeoutMs: 10_000 },
    scheme: 'http',
    address: '127.0.0.1',
    handler: async (request) => {
      arrived.push(request);
      return await answer;
    },
    isFull: () => false,
  });
  const server = createServer({ allowHalfOpen: true }, (socket) => connections.connected(socket));
  t.after(() => {
    server.close();
    connections.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrived,
    log,
    pass: async (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        connections.check(); // which the listener does once a second
        await turns(2);
      }
    },
  };
}

test('an idle connection is closed after five seconds, and one that goes on is not', async (t) => {
  const listener = await timedListener(t);
  const { pass } = listener;
  const idle = await connectRaw(listener.url);
  const used = await connectRaw(listener.url);
  for (const connection of [idle, used]) {
    connection.write(GET);
    await connection.answer();
  }
  await pass(4);
  used.write(GET);
  await used.answer();
  await pass(4);
  assert.equal((await idle.rest()).toString(), '');
  used.write(GET);
  assert.equal((await used.answer()).status, 200);
  used.destroy();
});

test('empty lines give a sender no more time, neither before a request nor after one', async (t) => {
  const listener = await timedListener(t);
  const { pass } = listener;
  const first = await connectRaw(listener.url);
  const after = await connectRaw(listener.url);
  after.write(GET);
  await after.answer();
  for (let second = 0; second < 12; second += 1) {
    for (const connection of [first, after]) connection.write('\r\n');
    await turns(4);
    await pass(1);
  }
  assert.match((await first.rest()).toString(), /^HTTP\/1\.1 408 /);
  assert.equal((await after.rest()).toString(), '');
});

test('an answer that is not read yet is no idle connection', async (t) => {
  const body = Buffer.alloc(10_000_000, 'x');
  const listener = await timedListener(t, { ...OK, body });
  const { pass } = listener;
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  connection.write(GET);
  while (listener.arrived.length === 0) await turns(1);
  await pass(20);
  connection.socket.resume();
  assert.equal((await connection.answer()).body.length, body.length);
  connection.destroy();
});

test('of many pipelined requests a hundred wait at once, and all are answered in their order', async (t) => {
  const release = gate();
  const listener = await startListener(t, async ({ path }) => {
    await release.opened;
    return { ...OK, body: Buffer.from(path) };
  });
  const connection = await connectRaw(listener.url);
  const paths = Array.from({ length: 350 }, (_, at) => `/${at}`);
  connection.write(paths.map((path) => GET.replace('/ ', `${path} `)).join(''));
  while (listener.arrived.length < 100) await turns(1);
  await turns(20);
  assert.equal(listener.arrived.length, 100);
  connection.end();
  release.open();
  const answers: string[] = [];
  for (const _ of paths) answers.push((await connection.answer()).body.toString());
  assert.deepEqual(answers, paths);
  assert.deepEqual(listener.log.lines, []);
});

test('large answers to a sender that has closed its half all arrive', async (t) => {
  const body = Buffer.alloc(300_000, 'x');
  const listener = await startListener(t, () => ({ ...OK, body }));
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  connection.write(GET.repeat(20));
  connection.end();
  while (listener.arrived.length === 0) await turns(1);
  await turns(20);
  connection.socket.resume();
  for (let times = 0; times < 20; times += 1) {
    assert.equal((await connection.answer()).body.length, body.length);
  }
  assert.equal((await connection.rest()).length, 0);
  assert.deepEqual(listener.log.lines, []);
});

test('100 Continue for a pipelined request comes behind the answer to the one before it', async (t) => {
  const release = gate();
  const listener = await startListener(t, async ({ path }) => {
    if (path === '/1') await release.opened;
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write(GET.replace('/ ', '/1 '));
  connection.write(
    'POST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n',
  );
  while (listener.arrived.length === 0) await turns(1);
  release.open();
  assert.equal((await connection.answer()).status, 200);
  assert.equal((await connection.answer()).status, 100);
  connection.write('x');
  assert.equal((await connection.answer()).status, 200);
  connection.destroy();
});

test('requests behind one that closes the connection are not taken', async (t) => {
  const listener = await startListener(t);
  const last = GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  const raw = await rawExchange(listener.url, last + GET + GET);
  assert.equal(raw.toString().split('HTTP/1.1 200').length, 2);
  assert.equal(listener.arrived.length, 1);
});

test('a connection of HTTP/1.0 is kept when the sender asks for that', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  for (let times = 0; times < 2; times += 1) {
    connection.write('GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n');
    const { headers } = await connection.answer();
    assert.ok(headers.some(([name, value]) => name === 'Connection' && value === 'keep-alive'));
  }
  connection.destroy();
});

test('an answer that says it closes the connection does', async (t) => {
  const listener = await startListener(t, () => ({ ...OK, headers: [['connection', 'Close']] }));
  const raw = (await rawExchange(listener.url, GET)).toString();
  assert.match(raw, /\r\nconnection: Close\r\n/);
  assert.doesNotMatch(raw, /keep-alive/i);
});

test('an answer given again has the date of its time, and the head alone for HEAD', async (t) => {
  let nowMs = Date.UTC(2026, 0, 1, 0, 0, 0, 900);
  const clock = { nowMs: () => nowMs };
  const answer: ListenerAnswer = { ...OK, headers: [['X-A', 'b']] };
  const limits = TEST_LIMITS;
  const running = await httpListener({ clock, logger: keptLog() }).listen(
    { host: '127.0.0.1', port: 0, limits },
    async () => answer,
  );
  t.after(() => running.close());
  const dateOf = async (method: string): Promise<string> => {
    const request = `${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    const raw = (await rawExchange(running.url, request)).toString();
    assert.equal(raw.endsWith('\r\n\r\nok'), method === 'GET', raw);
    assert.match(raw, /\r\nContent-Length: 2\r\n/);
    return /\r\nDate: (.*)\r\n/.exec(raw)?.[1] ?? '';
  };
  assert.equal(await dateOf('GET'), 'Thu, 01 Jan 2026 00:00:00 GMT');
  assert.equal(await dateOf('HEAD'), 'Thu, 01 Jan 2026 00:00:00 GMT');
  nowMs += 100;
  assert.equal(await dateOf('GET'), 'Thu, 01 Jan 2026 00:00:01 GMT');
  assert.equal(await dateOf('HEAD'), 'Thu, 01 Jan 2026 00:00:01 GMT');
});

test('an answer’s own Date goes out in the place of the listener’s', async (t) => {
  const listener = await startListener(t, () => ({ ...OK, headers: [['date', 'once']] }));
  const raw = (await rawExchange(listener.url, 'GET / HTTP/1.0\r\n\r\n')).toString();
  assert.deepEqual(raw.match(/\r\ndate: .*/gi), ['\r\ndate: once']);
});

test('a sender that goes away before its answer is told of once', async (t) => {
  const release = gate();
  const listener = await startListener(t, async () => {
    await release.opened;
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write(GET);
  while (listener.arrived.length === 0) await turns(1);
  connection.socket.resetAndDestroy();
  while (listener.log.lines.length === 0) await turns(1);
  release.open();
  await turns(10);
  assert.deepEqual(listener.log.lines, ['warn: a sender went away before it had its answer']);
});

test('a body in single bytes arrives whole', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  const body = Array.from({ length: 300 }, (_, at) => String.fromCharCode(at % 256)).join('');
  connection.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300\r\n\r\n');
  for (const byte of body) {
    connection.write(byte);
    await turns(1);
  }
  assert.equal((await connection.answer()).status, 200);
  assert.equal(Buffer.from(listener.arrived[0]?.body ?? []).toString('latin1'), body);
  connection.destroy();
});

test('a sender that has closed its half gets all its answers, when the first of them is the last to come', async (t) => {
  const release = gate();
  const listener = await startListener(t, async ({ path }) => {
    if (path === '/0') await release.opened;
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write(Array.from({ length: 250 }, (_, at) => GET.replace('/ ', `/${at} `)).join(''));
  connection.end();
  while (listener.arrived.length < 100) await turns(1);
  await turns(20);
  release.open();
  for (let at = 0; at < 250; at += 1) assert.equal((await connection.answer()).status, 200);
  assert.equal(listener.arrived.length, 250);
});

test('half a request behind one that waits for its answer is refused after that, also when no more can come', async (t) => {
  const release = gate();
  const listener = await startListener(t, async () => {
    await release.opened;
    return OK;
  });
  const connection = await connectRaw(listener.url);
  connection.write(`${GET}GET /par`);
  connection.end();
  while (listener.log.lines.length === 0) await turns(1);
  release.open();
  assert.equal((await connection.answer()).status, 200);
  assert.equal((await connection.answer()).status, 400);
});

const unread: readonly (readonly [string, ListenerAnswer['manner']])[] = [
  ['a large answer', { kind: 'whole' }],
  ['a slow answer', { kind: 'slow', bytesPerSecond: 1_000_000_000 }],
];
for (const [what, manner] of unread) {
  test(`a sender that reads nothing of ${what} is cut off, even if it goes on sending`, async (t) => {
    const body = Buffer.alloc(20_000_000);
    const listener = await timedListener(t, { ...OK, body, ...(manner && { manner }) });
    const connection = await connectRaw(listener.url);
    connection.write(`${GET}POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n`);
    while (connection.socket.bytesRead < 10_000) await turns(1);
    connection.socket.pause();
    for (let second = 0; second < 30; second += 1) {
      connection.write('x');
      await listener.pass(1);
    }
    assert.deepEqual(listener.log.lines, ['warn: cut off a sender that did not read its answer']);
    connection.destroy();
  });
}

test('answers before a refusal are read in peace, however long that takes', async (t) => {
  const body = Buffer.alloc(3_000_000, 'x');
  const listener = await startListener(t, () => ({ ...OK, body }));
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  connection.write(`${GET.repeat(5)}BREW!\r\n\r\n`);
  while (listener.arrived.length === 0) await turns(1);
  for (let second = 0; second < 10; second += 1) {
    await turns(5);
    t.mock.timers.tick(1_000);
  }
  connection.socket.resume();
  for (let times = 0; times < 5; times += 1) {
    assert.equal((await connection.answer()).body.length, body.length);
  }
  assert.equal((await connection.answer()).status, 400);
  connection.destroy();
});

test('a body that can’t be stored is answered 503, whatever stands behind it', async (t) => {
  const file = {
    write: async () => {},
    finish: () => Promise.reject(new Error('no room')),
    abort: async () => {},
  };
  const log = keptLog();
  const running = await httpListener({
    clock: systemClock,
    logger: log,
    openBody: async () => file,
  }).listen(
    { host: '127.0.0.1', port: 0, limits: { ...TEST_LIMITS, maxBodyBytes: 5_000_000 } },
    async () => OK,
  );
  t.after(() => running.close());
  const bytes = 2_000_000;
  const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`;
  const connection = await connectRaw(running.url);
  connection.write(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes), Buffer.from('BREW!')]));
  assert.equal((await connection.answer()).status, 503);
  connection.end();
  assert.equal((await connection.rest()).length, 0);
});

test('who waits for 100 Continue behind a slow answer is not too slow', async (t) => {
  const release = gate();
  const listener = await timedListener(
    t,
    release.opened.then(() => OK),
  );
  const connection = await connectRaw(listener.url);
  connection.write(GET);
  connection.write(
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n',
  );
  while (listener.arrived.length === 0) await turns(1);
  await turns(5);
  await listener.pass(30);
  release.open();
  const statuses = [(await connection.answer()).status, (await connection.answer()).status];
  connection.write('x');
  assert.deepEqual([...statuses, (await connection.answer()).status], [200, 100, 200]);
  connection.destroy();
});

test('what comes behind the last request of a connection is told of', async (t) => {
  const listener = await startListener(t);
  await rawExchange(listener.url, 'POST / HTTP/1.0\r\n\r\n\r\n');
  assert.deepEqual(listener.log.lines, []);
  await rawExchange(listener.url, 'POST / HTTP/1.0\r\n\r\nhi');
  assert.match(listener.log.lines.join(), /^warn: more came behind the last request/);
});

test('many requests of a sender that goes away are told of once', async (t) => {
  const listener = await startListener(t, () => new Promise(() => {}));
  const connection = await connectRaw(listener.url);
  connection.write(GET.repeat(50));
  while (listener.arrived.length < 50) await turns(1);
  connection.socket.resetAndDestroy();
  while (listener.log.lines.length === 0) await turns(1);
  await turns(5);
  assert.deepEqual(listener.log.lines, ['warn: a sender went away before it had its answer']);
});

test('answers before one that hangs up arrive, however slowly they are read', async (t) => {
  const body = Buffer.alloc(60_000, 'x');
  const listener = await startListener(t, ({ path }) =>
    path === '/last' ? { ...OK, manner: { kind: 'hang-up' } } : { ...OK, body },
  );
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  connection.write(GET.repeat(99) + GET.replace('/ ', '/last '));
  while (listener.arrived.length === 0) await turns(1);
  await turns(20);
  connection.socket.resume();
  for (let times = 0; times < 99; times += 1) {
    assert.equal((await connection.answer()).body.length, body.length);
  }
  assert.equal((await connection.rest()).length, 0);
});

test('the last answer of a connection arrives whole, whatever the sender sends behind its request', async (t) => {
  const body = Buffer.alloc(9_000_000, 'x');
  const listener = await startListener(t, () => ({ ...OK, body }));
  const connection = await connectRaw(listener.url);
  connection.socket.pause();
  connection.write(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  connection.write(Buffer.alloc(300_000, 'y'));
  while (listener.arrived.length === 0) await turns(1);
  await turns(20);
  connection.socket.resume();
  assert.equal((await connection.answer()).body.length, body.length);
  connection.destroy();
});
