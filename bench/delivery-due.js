// Of bench/delivery.js: how fast a plan is written, what memory it takes, and how late attempts begin.
import { load, parts, pending, recordedAt, requests } from './delivery-parts.js';
import { mailgunBody } from './mailgun-requests.js';

const rssMb = () => Math.round(process.memoryUsage.rss() / 1024 / 1024);
const HOUR_MS = 3_600_000;

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

/** Plans `count` deliveries; their requests are not looked at again. */
async function planned(runs, count, dueAtMs) {
  const run = await runs.create('bench', {}, Date.now(), process.pid);
  const sha256 = new Uint8Array(0);
  for (let number = 1; number <= count; ) {
    const rows = [];
    for (; rows.length < 2_000 && number <= count; number += 1) {
      const reference = { kind: 'capture', id: `${number}` };
      const source = `#${number}`;
      rows.push({ number, source, reference, sha256, dueAtMs: dueAtMs(number), position: number });
    }
    await runs.add(run, rows);
  }
  await runs.mark(run, 'open', process.pid, 0);
  return run;
}

/** Works on a run until `until` of its attempts have been told, and gives how late they began. */
async function lateness(run, runs, { settings, ports, dueAtMs, until }) {
  const { workOnRun } = await load('commands/replay-session.js');
  const stop = new AbortController();
  const lateMs = [];
  const nextAtMs = new Map();
  let most = 0;
  const output = {
    event: (event) => {
      if (event.type !== 'attempt') return;
      const { delivery, startedAtMs, nextAttemptAtMs } = event;
      const due = nextAtMs.get(delivery) ?? dueAtMs(Number(delivery));
      if (due !== undefined) lateMs.push(startedAtMs - Math.ceil(due));
      if (nextAttemptAtMs !== null) nextAtMs.set(delivery, nextAttemptAtMs);
      if (lateMs.length % 1_000 === 0) most = Math.max(most, rssMb());
      if (lateMs.length >= until) stop.abort();
    },
  };
  await workOnRun(run, runs, settings, {
    ...ports,
    output,
    stop: stop.signal,
    load: async () => () => loaded,
    runs: async () => runs,
  });
  lateMs.sort((a, b) => a - b);
  const at = (share) => lateMs[Math.min(lateMs.length - 1, Math.floor(lateMs.length * share))];
  return { attempts: lateMs.length, p50: at(0.5), p99: at(0.99), max: at(1), rssMb: most };
}

/** A plan of many deliveries that wait for their retries, and attempts among them. */
export async function plan() {
  const { history, settings, ports } = await parts();
  const { runs } = history;
  const laterMs = Date.now() + HOUR_MS;
  const work = Math.min(20_000, pending);
  const dueAtMs = (number) => (number <= work ? 1 : laterMs + (number % 300_000));
  const startedMs = performance.now();
  const run = await planned(runs, pending, dueAtMs);
  const planPerSecond = (pending * 1000) / (performance.now() - startedMs);
  const planRssMb = rssMb();
  const { rssMb: workRssMb } = await lateness(run, runs, { settings, ports, dueAtMs, until: work });
  const dueMs = performance.now();
  await runs.nextDueAtMs(run);
  const nextDueMs = Math.round((performance.now() - dueMs) * 100) / 100;
  await history.close();
  await ports.sender.close();
  return { planPerSecond, planRssMb, workRssMb, nextDueMs };
}

const EACH_SECOND = 1_000;
/** A thousand deliveries have no more than 40,000 retries. */
const MOST_RETRIES = 30_000;

/** 40 retries five minutes apart, 300 times faster, to a target whose answer is never the one wanted. */
async function neverAccepted(settings) {
  const { parseRetryChoice } = await load('providers/retry-profiles.js');
  const choice = await parseRetryChoice('40x5m');
  const profile = { ...choice.profile, success: [[299, 299]], stop: [] };
  return { ...settings, timeScale: 300, retry: { kind: 'profile', profile } };
}

/** A delivery falls due each millisecond, among a million that wait. */
export async function dueInRealTime() {
  const { history, settings, ports } = await parts();
  const { runs } = history;
  const baseMs = Date.now();
  const plannedAtMs = (number) =>
    number <= requests ? baseMs + number : baseMs + HOUR_MS + (number % 300_000);
  const run = await planned(runs, Math.max(pending, requests), plannedAtMs);
  // Planning took its time, and putting all of them off takes some more.
  const shiftMs = Date.now() - baseMs + 2_000 + pending / 100;
  await runs.putOff(run, shiftMs);
  const dueAtMs = (number) => plannedAtMs(number) + shiftMs;
  const late = await lateness(run, runs, { settings, ports, dueAtMs, until: requests });
  await history.close();
  await ports.sender.close();
  return late;
}

/** A thousand retries fall due each second, all within a moment of it, among a million that wait. */
export async function dueAgain() {
  const { history, settings, ports } = await parts();
  const { runs } = history;
  const laterMs = Date.now() + HOUR_MS;
  const dueAtMs = (number) => (number <= EACH_SECOND ? undefined : laterMs + (number % 300_000));
  const run = await planned(runs, pending, (number) => dueAtMs(number) ?? 1);
  const late = await lateness(run, runs, {
    settings: await neverAccepted(settings),
    ports,
    dueAtMs,
    until: Math.min(requests, MOST_RETRIES),
  });
  await history.close();
  await ports.sender.close();
  return late;
}

/** Time jumps to the next sleeper as soon as nothing else is left to do. */
function virtualClock() {
  let nowMs = Date.UTC(2026, 0, 1);
  const startMs = nowMs;
  const sleepers = new Set();
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    sleepUntil: (atMs, signal) => {
      if (atMs <= nowMs || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { atMs, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
      });
    },
    async runUntil(work) {
      let isDone = false;
      const done = () => {
        isDone = true;
      };
      work.then(done, done);
      while (!isDone) {
        for (let turn = 0; turn < 8; turn += 1) await new Promise((next) => setImmediate(next));
        const atMs = Math.min(...[...sleepers].map((sleeper) => sleeper.atMs));
        if (atMs !== Number.POSITIVE_INFINITY) nowMs = Math.max(nowMs, atMs);
        for (const sleeper of [...sleepers]) if (sleeper.atMs <= nowMs) sleeper.wake();
      }
      return await work;
    },
  };
}

/** The same in virtual time, with a target that answers at once: what is left is the engine's own doing. */
export async function dueInVirtualTime() {
  const { history, settings, ports } = await parts();
  const { runs } = history;
  const clock = virtualClock();
  const startMs = clock.nowMs();
  const dueAtMs = (number) => startMs + 1_000 * Math.floor(number / EACH_SECOND);
  const run = await planned(runs, requests, dueAtMs);
  const answer = { status: 200, headers: [], body: new Uint8Array(0) };
  const sender = { send: async () => ({ ok: true, response: answer }), close: async () => {} };
  const work = lateness(run, runs, {
    settings,
    ports: { ...ports, clock, sender },
    dueAtMs,
    until: requests,
  });
  const late = await clock.runUntil(work);
  await history.close();
  return late;
}
