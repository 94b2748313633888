import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { DEFAULT_ANSWERS } from '../../src/capture/answer.ts';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { runListen } from '../../src/commands/listen.ts';
import type { ListenConfig, ListenPorts } from '../../src/commands/listen-config.ts';
import { type ExitCode, PortInUseError, UnknownNameError } from '../../src/core/errors.ts';
import type { OutputEvent, RequestEvent } from '../../src/core/events.ts';
import type { Fixture } from '../../src/core/fixture.ts';
import { seededRandom } from '../../src/core/random.ts';
import { httpListener } from '../../src/io/listener/http-listener.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { stubProvider } from '../helpers/captures.ts';
import { type FakeClock, fakeClock } from '../helpers/fake-clock.ts';
import { LISTEN_CONFIG } from '../helpers/listen-run.ts';
import { type KeptLog, keptLog } from '../helpers/listening.ts';
import { buildSigned, NOW_MS } from '../helpers/provider-cases.ts';
import { connectRaw, rawExchange } from '../helpers/raw-http.ts';

const SECRET: Secret = { kind: 'shared', value: '3f1c9a7be5d24680a1b2c3d4e5f60718' };

interface Run {
  readonly url: string;
  readonly exitCode: Promise<ExitCode>;
  readonly events: OutputEvent[];
  readonly clock: FakeClock;
  readonly log: KeptLog;
  readonly stop: AbortController;
  requests(): readonly RequestEvent[];
}

function portsFor(changes: Partial<ListenPorts>) {
  const clock = fakeClock(NOW_MS);
  const log = keptLog();
  const stop = new AbortController();
  const events: OutputEvent[] = [];
  const ports: ListenPorts = {
    listener: httpListener({ clock, logger: log }),
    openStore: async () => memoryStore(),
    clock,
    logger: log,
    output: {
      event: (event) => {
        events.push(event);
      },
    },
    secrets: async () => ({ secrets: [SECRET], origin: 'given' }),
    providers: [mailgun],
    random: seededRandom('listen'),
    testSecret: () => Promise.reject(new Error('not expected')),
    saveFixture: () => Promise.reject(new Error('not expected')),
    writeSignalFile: () => Promise.reject(new Error('not expected')),
    stop: stop.signal,
    pid: 4711,
    openSender: () => Promise.reject(new Error('not expected')),
    runCommand: () => Promise.reject(new Error('not expected')),
    ...changes,
  };
  return { clock, log, stop, events, ports };
}

/** Starts a listener and waits until it says it is ready. */
async function start(
  t: TestContext,
  config: Partial<ListenConfig> = {},
  changes: Partial<ListenPorts> = {},
): Promise<Run> {
  const { clock, log, stop, events, ports } = portsFor(changes);
  const exitCode = runListen({ ...LISTEN_CONFIG, ...config }, ports);
  t.after(async () => {
    stop.abort();
    await exitCode.catch(() => {});
  });
  let ended = false;
  exitCode.then(
    () => (ended = true),
    () => (ended = true),
  );
  while (!events.some(({ type }) => type === 'ready') && !ended) await clock.settle();
  const [ready] = events;
  assert.equal(ready?.type, 'ready');
  const requests = (): readonly RequestEvent[] =>
    events.filter((event) => event.type === 'request');
  return { url: ready.url, exitCode, events, clock, log, stop, requests };
}

function post(path: string, body = '{}'): string {
  return `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function statusOf(url: string, request: string): Promise<number> {
  return Number((await rawExchange(url, request)).toString('latin1').split(' ')[1]);
}

test('ready comes first, with the real port and the process id', async (t) => {
  const { url, events } = await start(t);
  assert.match(url, /^http:\/\/127\.0\.0\.1:[1-9]\d*\/$/);
  assert.deepEqual(events, [{ type: 'ready', url, ui: null, pid: 4711 }]);
});

test('a signed webhook is shown with provider, event, verdict and answer', async (t) => {
  const { url, requests, exitCode } = await start(t, { count: 1 });
  const event = mailgun.events.find(({ name }) => name === 'bounce');
  assert.ok(event !== undefined);
  const signed = buildSigned(mailgun, event, SECRET);
  const head = [
    `POST /hooks/test?tenant=7 HTTP/1.1`,
    ...signed.headers.map((pair) => pair.join(': ')),
    'Connection: close\r\n\r\n',
  ].join('\r\n');
  const raw = await rawExchange(url, Buffer.concat([Buffer.from(head), signed.body]));
  assert.match(raw.toString(), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nok$/s);
  assert.equal(await exitCode, 0);
  const [shown] = requests();
  assert.equal(shown?.request.id, '1');
  assert.equal(shown.request.receivedAtMs, NOW_MS);
  assert.deepEqual(Buffer.from(shown.request.body), Buffer.from(signed.body));
  assert.deepEqual(
    [shown.provider, shown.events[0]?.name, shown.verification.status, shown.answered],
    ['mailgun', 'bounce', 'ok', { status: 200, source: 'default' }],
  );
  assert.deepEqual([shown.again, shown.savedTo], [null, null]);
});

test('--count 3 ends with 0 after the third is shown and answered; a fourth is not taken', async (t) => {
  const { url, requests, exitCode } = await start(t, { count: 3 });
  const connection = await connectRaw(url);
  const one = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
  connection.write(['/1', '/2', '/3', '/4'].map(one).join(''));
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await connection.answer()).status);
  assert.deepEqual(statuses, [200, 200, 200, 503]);
  assert.equal(await exitCode, 0);
  assert.deepEqual(
    requests().map(({ request }) => [request.id, request.path]),
    [
      ['1', '/1'],
      ['2', '/2'],
      ['3', '/3'],
    ],
  );
  await assert.rejects(connectRaw(url));
});

test('the last answer of --count takes its --delay, though the request is shown at once', async (t) => {
  const { url, requests, exitCode, clock } = await start(t, {
    count: 1,
    answers: { ...DEFAULT_ANSWERS, delayMs: 60_000 },
  });
  const connection = await connectRaw(url);
  connection.write(post('/'));
  while (requests().length === 0) await clock.settle();
  await clock.advance(59_999);
  assert.equal(connection.socket.bytesRead, 0);
  await clock.advance(1);
  assert.equal((await connection.answer()).status, 200);
  assert.equal(await exitCode, 0);
  connection.destroy();
});

const endings: readonly {
  readonly what: string;
  readonly config: Partial<ListenConfig>;
  readonly by: 'stop' | 'time';
  readonly exitCode: ExitCode;
}[] = [
  { what: 'an open-ended listen that is stopped', config: {}, by: 'stop', exitCode: 0 },
  { what: '--timeout alone, stopped early', config: { timeoutMs: 9_000 }, by: 'stop', exitCode: 0 },
  { what: '--count not reached, stopped', config: { count: 2 }, by: 'stop', exitCode: 130 },
  {
    what: '--count not reached in time',
    config: { count: 2, timeoutMs: 9_000 },
    by: 'time',
    exitCode: 5,
  },
  { what: '--timeout alone', config: { timeoutMs: 9_000 }, by: 'time', exitCode: 0 },
];
for (const { what, config, by, exitCode } of endings) {
  test(`${what} ends with ${exitCode}`, async (t) => {
    const run = await start(t, config);
    assert.equal(await statusOf(run.url, post('/')), 200);
    if (by === 'stop') run.stop.abort();
    else await run.clock.advance(9_000);
    assert.equal(await run.exitCode, exitCode);
    assert.equal(run.requests().length, 1);
    assert.deepEqual(run.clock.sleepers(), []);
  });
}

test('a stop lets answers that are held back go out at once', async (t) => {
  const run = await start(t, { answers: { ...DEFAULT_ANSWERS, delayMs: 60_000 } });
  const connection = await connectRaw(run.url);
  connection.write(post('/'));
  while (run.requests().length === 0) await run.clock.settle();
  run.stop.abort();
  assert.equal((await connection.answer()).status, 200);
  connection.destroy();
  assert.equal(await run.exitCode, 0);
});

test('a stop that came before the start ends at once', async () => {
  const { ports, events } = portsFor({ stop: AbortSignal.abort() });
  assert.equal(await runListen(LISTEN_CONFIG, ports), 0);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['ready'],
  );
});

test('the answers follow the plan, and a refused sender is still shown', async (t) => {
  const { url, requests, stop, exitCode } = await start(t, {
    answers: { ...DEFAULT_ANSWERS, failFirst: { count: 1, status: 500 } },
    access: { basic: null, tokens: [{ name: 'key', value: 'k' }] },
  });
  for (const path of ['/', '/?key=k', '/?key=k']) await statusOf(url, post(path));
  stop.abort();
  await exitCode;
  assert.deepEqual(
    requests().map(({ answered }) => answered),
    [
      { status: 403, source: 'rule' },
      { status: 500, source: 'rule' },
      { status: 200, source: 'default' },
    ],
  );
});

test('--save writes each capture as a fixture before it is shown', async (t) => {
  const saved: [dir: string, fixture: Fixture, name: string][] = [];
  const { url, requests, exitCode } = await start(
    t,
    { count: 2, saveDir: 'captures', answers: { ...DEFAULT_ANSWERS, respond: [] } },
    {
      providers: [
        stubProvider({
          recognise: (view) => (view.request.path === '/known' ? 3 : 0),
          describe: () => [
            { name: null, wireName: '../Op ened\n', id: null, recipient: 'a@example.net' },
          ],
        }),
      ],
      saveFixture: async (dir, fixture, name) => {
        saved.push([dir, fixture, name]);
        return `${dir}/${name}`;
      },
    },
  );
  await rawExchange(url, post('/known', '\xff'));
  await rawExchange(url, post('/other'));
  assert.equal(await exitCode, 0);
  assert.deepEqual(
    requests().map(({ savedTo }) => savedTo),
    ['captures/mailgun/1-op-ened.yaml', 'captures/other/2-post.yaml'],
  );
  assert.deepEqual(saved[0], [
    'captures',
    {
      provider: 'mailgun',
      event: null,
      capturedAt: '2026-11-21T06:50:00.123Z',
      note: null,
      request: {
        method: 'POST',
        path: '/known',
        headers: [
          ['Host', 'a'],
          ['Connection', 'close'],
          ['Content-Length', '1'],
        ],
        body: { kind: 'bytes', bytes: Buffer.from([0xff]) },
      },
      response: {
        status: 200,
        headers: [['Content-Type', 'text/plain; charset=utf-8']],
        body: Buffer.from('ok'),
        durationMs: null,
      },
    },
    'mailgun/1-op-ened.yaml',
  ]);
});

test('a capture that can not be saved is still shown, with an error on the side', async (t) => {
  const { url, requests, exitCode, log } = await start(
    t,
    { count: 1, saveDir: 'captures' },
    { saveFixture: () => Promise.reject(new Error('disk full')) },
  );
  await rawExchange(url, post('/'));
  assert.equal(await exitCode, 0);
  assert.equal(requests()[0]?.savedTo, null);
  assert.deepEqual(log.lines, ['error: request 1 could not be saved: disk full']);
});

test('--port-file gets the number of the port, and --ready-file comes after it', async (t) => {
  const written: (readonly [string, string])[] = [];
  const { url, stop, exitCode } = await start(
    t,
    { readyFile: 'ready.json', portFile: 'port' },
    { writeSignalFile: async (path, text) => void written.push([path, text]) },
  );
  while (written.length < 2) await new Promise(setImmediate);
  stop.abort();
  await exitCode;
  assert.deepEqual(written[0], ['port', `${new URL(url).port}\n`]);
  assert.equal(written[1]?.[0], 'ready.json');
});

test('--ready-file gets the ready line once the listener can be reached', async (t) => {
  const written: string[] = [];
  let status = 0;
  const { url, stop, exitCode } = await start(
    t,
    { readyFile: 'ready.json' },
    {
      writeSignalFile: async (path, text) => {
        const ready: unknown = JSON.parse(text);
        assert.ok(typeof ready === 'object' && ready !== null && 'url' in ready);
        status = await statusOf(String(ready.url), post('/'));
        written.push(path, text);
      },
    },
  );
  while (written.length === 0) await new Promise(setImmediate);
  stop.abort();
  await exitCode;
  assert.equal(status, 200);
  assert.deepEqual(written, [
    'ready.json',
    `{"v":1,"type":"ready","url":"${url}","ui":null,"pid":4711}\n`,
  ]);
});

test('a ready file that can not be written ends the listener with that error', async () => {
  const { ports, events } = portsFor({
    writeSignalFile: () => Promise.reject(new Error('no such folder')),
  });
  await assert.rejects(runListen({ ...LISTEN_CONFIG, readyFile: 'x' }, ports), /no such folder/);
  const [ready] = events;
  assert.equal(ready?.type, 'ready');
  await assert.rejects(connectRaw(ready.url));
});

test('an output that fails ends the listener with that error, and the sender has its answer', async () => {
  const events: OutputEvent[] = [];
  const { ports } = portsFor({
    output: {
      event: (event) => {
        events.push(event);
        if (event.type === 'request') throw new Error('nowhere to write');
      },
    },
  });
  const failed = assert.rejects(runListen(LISTEN_CONFIG, ports), /nowhere to write/);
  while (events.length === 0) await new Promise(setImmediate);
  const [ready] = events;
  assert.equal(ready?.type, 'ready');
  assert.equal(await statusOf(ready.url, post('/')), 200);
  await failed;
  await assert.rejects(connectRaw(ready.url));
});

test('a port that is taken is a PortInUseError, and nothing is ready', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { ports, events } = portsFor({});
  await assert.rejects(runListen({ ...LISTEN_CONFIG, port: address.port }, ports), PortInUseError);
  assert.deepEqual(events, []);
});

test('a fixed provider that is not there, and an option nobody knows, are errors before listening', async () => {
  const { ports, events } = portsFor({});
  await assert.rejects(
    runListen({ ...LISTEN_CONFIG, provider: 'smtpeter' }, ports),
    UnknownNameError,
  );
  await assert.rejects(
    runListen({ ...LISTEN_CONFIG, options: { mailgun: { nonsense: '1' } } }, ports),
    UnknownNameError,
  );
  assert.deepEqual(events, []);
});
