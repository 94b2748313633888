// One case of bench/delivery.js in a process of its own; prints one JSON object.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Pool } from 'undici';
import { mailgunBody } from './mailgun-requests.js';

const [, , name, build, url, connectionsText, requestsText, folder, pendingText] = process.argv;
const connections = Number(connectionsText);
const requests = Number(requestsText);
const load = (file) => import(pathToFileURL(join(build, file)).href);
const rssMb = () => Math.round(process.memoryUsage.rss() / 1024 / 1024);
const WARM_UP = 3_000;

async function bareLoop() {
  const pool = new Pool(new URL(url).origin, { connections });
  const body = mailgunBody(1);
  const headers = ['Content-Type', 'application/json', 'User-Agent', 'bench'];
  let left = 0;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const response = await pool.request({ method: 'POST', path: '/', headers, body });
      for await (const _chunk of response.body);
    }
  };
  const round = async (count) => {
    left = count;
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: connections }, worker));
    return (count * 1000) / (performance.now() - startedMs);
  };
  await round(WARM_UP);
  const perSecond = await round(requests);
  await pool.destroy();
  return { perSecond };
}

async function parts() {
  const [
    { openHttpSender },
    { systemClock },
    { parseTarget },
    { loadProvider },
    { NO_RETRY },
    { openSqlite },
    { openHistory },
    { bodyFiles },
  ] = await Promise.all([
    load('io/http-client.js'),
    load('io/clock.js'),
    load('delivery/target.js'),
    load('providers/index.js'),
    load('providers/retry-profiles.js'),
    load('io/sqlite.js'),
    load('store/open-history.js'),
    load('io/body-files.js'),
  ]);
  const clock = systemClock;
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const sender = openHttpSender({
    connections,
    insecure: false,
    caPem: null,
    clientCertificate: null,
    servername: null,
  });
  const mailgun = await loadProvider('mailgun');
  const history = await openHistory(
    join(folder, 'history.db'),
    { openDatabase: openSqlite, bodies: bodyFiles(join(folder, 'bodies')), clock, logger },
    { survives: 'crash' },
  );
  const settings = {
    target: parseTarget(url),
    timeScale: 1,
    timeoutMs: null,
    concurrency: connections,
    ratePerSecond: null,
    headers: [],
    skewMs: 0,
    tamper: null,
    seed: 'bench',
    fixedNowMs: null,
    retry: { kind: 'profile', profile: NO_RETRY },
    verbatim: false,
    pid: process.pid,
  };
  const ports = {
    clock,
    sender,
    logger,
    output: { event() {} },
    stop: new AbortController().signal,
    providers: [mailgun],
    secrets: async () => ({
      origin: 'given',
      secrets: [{ kind: 'shared', value: mailgun.secret.testSecret }],
    }),
    optionsFor: () => ({}),
    keyPair: () => {
      throw new Error('not needed');
    },
  };
  return { history, settings, ports, mailgun };
}

const recordedAt = (number) => ({
  method: 'POST',
  path: '/hooks',
  body: mailgunBody(number),
  headers: [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'mailgun/treq-16.12.0'],
  ],
});

/** Unique bodies, from memory: the engine, with or without signing. */
async function memory(signed) {
  const { history, settings, ports, mailgun } = await parts();
  const [{ runDeliveries }, { replayDeliveries }] = await Promise.all([
    load('delivery/engine.js'),
    load('commands/replay-delivery.js'),
  ]);
  const make = replayDeliveries({ ...settings, verbatim: !signed }, ports);
  const bodies = Array.from({ length: 2_000 }, (_, number) => recordedAt(number));
  const source = async function* (count) {
    for (let number = 1; number <= count; number += 1) {
      const request = bodies[number % bodies.length];
      const recorded = {
        ok: true,
        source: 'bench',
        request,
        provider: signed ? mailgun : null,
        options: {},
        ownProfile: settings.retry.profile,
      };
      yield await make(recorded, { number, source: 'bench', begunAtMs: null }, Date.now());
    }
  };
  await runDeliveries(source(WARM_UP), { ...settings, run: 'warm' }, ports);
  const { summary } = await runDeliveries(source(requests), { ...settings, run: 'bench' }, ports);
  await history.close();
  await ports.sender.close();
  return summary;
}

/** What `replay` does with captures of the history: read again, signed, every attempt on record. */
async function journal() {
  const { history, settings, ports } = await parts();
  const [{ runReplay }, { NO_DISORDER }, { sourceLoader }, { replaySources }] = await Promise.all([
    load('commands/replay.js'),
    load('delivery/disorder.js'),
    load('commands/source-loader.js'),
    load('commands/replay-sources.js'),
  ]);
  const kept = 2_000;
  for (let number = 0; number < kept; number += 1) {
    await history.append({
      ...recordedAt(number),
      receivedAtMs: Date.now(),
      url,
      httpVersion: '1.1',
      remoteAddress: '127.0.0.1',
    });
  }
  const fixtures = async function* () {};
  let summary;
  const output = {
    event: (event) => {
      if (event.type === 'summary') summary = event;
    },
  };
  const config = {
    ...settings,
    dryRun: false,
    cwd: folder,
    optionNames: [],
    disorder: { ...NO_DISORDER, duplicate: Math.ceil(requests / kept) - 1 },
  };
  const all = {
    ...ports,
    output,
    runs: async () => history.runs,
    load: async () => sourceLoader({ fixtures, history }),
  };
  const selection = { failed: false, filter: null };
  const sources = (words) =>
    replaySources(words, selection, { fixtures, history: async () => history });
  await runReplay(
    { ...config, disorder: { ...NO_DISORDER, duplicate: 2 } },
    sources(['1..1000']),
    all,
  );
  await runReplay(config, sources([`1..${kept}`]), all);
  await history.close();
  await ports.sender.close();
  return summary;
}

/** A plan of many deliveries that wait for their retries, and attempts among them. */
async function plan() {
  const { history, settings, ports } = await parts();
  const [{ workOnRun }] = await Promise.all([load('commands/replay-session.js')]);
  const count = Number(pendingText);
  const { runs } = history;
  const run = await runs.create('bench', {}, Date.now(), process.pid);
  const sha256 = Buffer.alloc(32, 7);
  const startedMs = performance.now();
  const laterMs = Date.now() + 3_600_000;
  for (let number = 1; number <= count; ) {
    const rows = [];
    for (; rows.length < 2_000 && number <= count; number += 1) {
      const reference = {
        kind: 'fixture',
        file: `fixtures/mailgun/event-${number % 1000}.yaml`,
        document: 0,
      };
      rows.push({
        number,
        source: reference.file,
        reference,
        sha256,
        dueAtMs: number <= 20_000 ? 1 : laterMs + (number % 300_000),
        position: number,
      });
    }
    await runs.add(run, rows);
  }
  const planPerSecond = (count * 1000) / (performance.now() - startedMs);
  const planRssMb = rssMb();
  const { requestDigest } = await load('commands/replay-plan.js');
  const loaded = {
    file: 'x',
    index: 0,
    source: 'x',
    fixture: {
      provider: null,
      event: null,
      capturedAt: null,
      note: null,
      response: null,
      request: { ...recordedAt(1), body: { kind: 'bytes', bytes: mailgunBody(1) } },
    },
  };
  void requestDigest;
  const stop = new AbortController();
  let ended = 0;
  const output = {
    event: ({ type }) => {
      if (type === 'delivery') ended += 1;
      if (ended >= Math.min(20_000, count)) stop.abort();
    },
  };
  await runs.mark(run, 'open', process.pid, 0);
  await workOnRun(run, runs, settings, {
    ...ports,
    output,
    stop: stop.signal,
    load: async () => async () => loaded,
    runs: async () => runs,
  });
  const dueMs = performance.now();
  await runs.nextDueAtMs(run);
  const nextDueMs = Math.round((performance.now() - dueMs) * 100) / 100;
  const workRssMb = rssMb();
  await history.close();
  await ports.sender.close();
  return { planPerSecond, planRssMb, workRssMb, nextDueMs };
}

const CASES = {
  pool: bareLoop,
  unsigned: () => memory(false),
  signed: () => memory(true),
  journal,
  plan,
};
process.stdout.write(JSON.stringify(await CASES[name]()));
