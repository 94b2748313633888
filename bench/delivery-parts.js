// What the cases of bench/delivery.js have in common: the parts of the build, put together, and requests to deliver.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mailgunBody } from './mailgun-requests.js';

const [, , , build, url, connectionsText, requestsText, folder, pendingText] = process.argv;

export { folder, url };
export const connections = Number(connectionsText);
export const requests = Number(requestsText);
export const pending = Number(pendingText);
export const load = (file) => import(pathToFileURL(join(build, file)).href);
export const WARM_UP = 3_000;

/** Processor time of some work in microseconds for each request. */
export async function timed(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ...result, cpuUs: (user + system) / requests };
}

export async function parts({ survives = 'crash' } = {}) {
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
    { survives },
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

export const recordedAt = (number) => ({
  method: 'POST',
  path: '/hooks',
  body: mailgunBody(number),
  headers: [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'mailgun/treq-16.12.0'],
  ],
});

/** Fills the history as `listen` does. */
export async function capture(history, count) {
  const events = [{ name: 'delivered', wireName: 'delivered', id: 'x', recipient: null }];
  const facts = {
    bodySha256: '0'.repeat(64),
    provider: 'mailgun',
    events,
    verification: { status: 'ok', detail: '' },
    answered: { status: 200, source: 'default' },
    again: null,
  };
  const received = { url, receivedAtMs: Date.now(), httpVersion: '1.1', remoteAddress: '::1' };
  for (let number = 0; number < count; ) {
    const group = [];
    for (; group.length < 500 && number < count; number += 1) {
      group.push(history.append({ ...recordedAt(number), ...received }));
    }
    for (const { id } of await Promise.all(group)) history.describe(id, facts);
  }
}
