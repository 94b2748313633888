import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { ForwardQueue } from '../../src/commands/forward-queue.ts';
import { EnvironmentError } from '../../src/core/errors.ts';
import type { ForwardRecord } from '../../src/core/forward-record.ts';
import type { OutgoingRequest, SendResult } from '../../src/core/ports.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { keptLog } from '../helpers/listening.ts';
import { arrived } from '../store/opened-history.ts';

const URL = 'http://127.0.0.1:3000/hooks';
const TARGET = { origin: 'http://127.0.0.1:3000', path: '/hooks', credentials: null };
const SETTINGS = { routes: [], ackFirst: true, timeoutMs: 1_000, headers: [], host: null };

const answers = (status = 200): SendResult => ({
  ok: true,
  response: { status, headers: [], body: Buffer.from('') },
});
const fails = (kind: 'refused' | 'invalid' | 'aborted', detail: string): SendResult => ({
  ok: false,
  failure: { kind, detail },
});

/** A queue over a store in memory; `react` is the target. */
async function started(
  bodies: readonly string[],
  react: (body: string, request: OutgoingRequest) => SendResult | Promise<SendResult>,
  reading: { readonly failure?: Error } = {},
) {
  const memory = memoryStore();
  const store = {
    ...memory,
    whole: async (request: CapturedRequest) => {
      if (reading.failure !== undefined) throw reading.failure;
      return await memory.whole(request);
    },
  };
  const pending = store.pendingForwards();
  const clock = fakeClock();
  const log = keptLog();
  const stop = new AbortController();
  const sent: string[] = [];
  const told: string[] = [];
  const records: (ForwardRecord | null)[] = [];
  const add = async (body: string): Promise<void> => {
    const { id } = await store.append(arrived({ body: Buffer.from(body) }));
    await pending.add(id, [URL]);
  };
  for (const body of bodies) await add(body);
  const queue = new ForwardQueue(TARGET, SETTINGS, {
    clock,
    logger: log,
    store,
    stop: stop.signal,
    sender: {
      send: async (request) => {
        const body = Buffer.from(request.body).toString();
        sent.push(body);
        return await react(body, request);
      },
      close: async () => {},
    },
    pending: {
      next: pending.next,
      remove: async (id, target, record) => {
        records.push(record);
        await pending.remove(id, target, record);
      },
    },
    isNext: () => true,
    sent: async ({ source, status, error }) => {
      told.push(`${source} ${status ?? error}`);
    },
  });
  const ended = queue.run();
  return { store, pending, clock, log, stop, sent, told, records, add, queue, ended };
}

test('what waits is sent in order, what comes later too, and each outcome is kept and told', async () => {
  const { clock, add, queue, ended, sent, told, records, pending } = await started(
    ['a', 'b'],
    (body) => answers(body === 'b' ? 500 : 200),
  );
  await clock.settle();
  assert.deepEqual(sent, ['a', 'b']);
  await add('c');
  queue.notify();
  await clock.settle();
  queue.stop();
  await ended;
  assert.deepEqual(sent, ['a', 'b', 'c']);
  // Any answer is an answer: what it says is the business of who sent the request.
  assert.deepEqual(told, ['#1 200', '#2 500', '#3 200']);
  assert.deepEqual(
    records.map((record) => record?.response?.status),
    [200, 500, 200],
  );
  assert.equal(await pending.count([URL]), 0);
});

test('the first request is tried until the target answers; its tries are told at ten, a hundred …', async () => {
  let down = true;
  const run = await started(['a', 'b'], () =>
    down ? fails('refused', 'connection refused') : answers(),
  );
  for (let tries = 1; run.sent.length < 101; tries += 1) {
    assert.ok(tries < 1_000);
    await run.clock.advance(5_000);
  }
  assert.deepEqual(new Set(run.sent), new Set(['a']));
  down = false;
  await run.clock.advance(5_000);
  run.queue.finish();
  await run.ended;
  assert.equal(run.sent.at(-1), 'b');
  assert.deepEqual(
    run.log.lines.map((line) => line.replace(/after .*/, 'after …')),
    [
      'warn: connection refused; requests are kept and sent on in order once it answers',
      'warn: #1 was tried 10 times, and all that came later waits: connection refused',
      'warn: #1 was tried 100 times, and all that came later waits: connection refused',
      'info: http://127.0.0.1:3000 answers again after …',
    ],
  );
});

test('a request that can not be sent is told, kept as failed, and holds up no other', async () => {
  const run = await started(['a', 'b'], (body) =>
    body === 'a' ? fails('invalid', "request can't be sent: invalid expect header") : answers(),
  );
  run.queue.finish();
  await run.ended;
  assert.deepEqual(run.sent, ['a', 'b']);
  assert.deepEqual(run.told, ["#1 request can't be sent: invalid expect header", '#2 200']);
  assert.deepEqual(run.log.lines, [
    "warn: #1 is not sent on to http://127.0.0.1:3000: request can't be sent: invalid expect header",
  ]);
  assert.equal(run.records[0]?.error, "request can't be sent: invalid expect header");
  assert.equal(await run.pending.count([URL]), 0);
});

test('a queue that is to finish sends all while the target answers', async () => {
  const run = await started(['a', 'b', 'c'], () => answers());
  run.queue.finish();
  await run.ended;
  assert.deepEqual(run.sent, ['a', 'b', 'c']);
});

test('a queue that is to finish does not wait for a target that is down', async () => {
  const run = await started(['a', 'b'], () => fails('refused', 'connection refused'));
  await run.clock.advance(60_000);
  const before = run.sent.length;
  run.queue.finish();
  await run.ended;
  assert.deepEqual(run.sent.slice(before), ['a']); // once more: it may be back
  assert.equal(await run.pending.count([URL]), 2);
});

test('a queue that is stopped lets the attempt under way finish, and makes no other', async () => {
  let answer: (result: SendResult) => void = () => {};
  const run = await started(['a', 'b'], () => new Promise((resolve) => (answer = resolve)));
  await run.clock.settle();
  run.queue.stop();
  answer(answers());
  await run.ended;
  assert.deepEqual([run.sent, run.told], [['a'], ['#1 200']]);
  assert.equal(await run.pending.next(URL), '2');
});

test('an attempt that is cut off is no failure of the target: it waits, and nothing is said', async () => {
  const run = await started(
    ['a'],
    (_, { signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(fails('aborted', 'interrupted')));
      }),
  );
  await run.clock.settle();
  run.queue.stop();
  run.stop.abort();
  await run.ended;
  assert.deepEqual([run.log.lines, run.told, run.records], [[], [], []]);
  assert.equal(await run.pending.next(URL), '1');
});

test('what is no longer kept is told, and waits no longer', async () => {
  const run = await started([], () => answers());
  await run.pending.add('7', [URL]);
  await run.add('a');
  run.queue.finish();
  await run.ended;
  assert.deepEqual(run.sent, ['a']);
  assert.deepEqual(run.log.lines, [
    'warn: #7 is not sent on to http://127.0.0.1:3000: it is no longer kept',
  ]);
});

test('a body that is gone for ever waits no longer; one that can be read again some day does', async () => {
  const gone = { cause: Object.assign(new Error('gone'), { code: 'ENOENT' }) };
  for (const failure of [
    new EnvironmentError("can't use the body file", gone),
    new EnvironmentError('the body file is damaged'),
  ]) {
    const run = await started(['a'], () => answers(), { failure });
    run.queue.finish();
    await run.ended;
    assert.deepEqual(run.log.lines, [
      `warn: #1 is not sent on to http://127.0.0.1:3000: ${failure.message}`,
    ]);
    assert.equal(await run.pending.count([URL]), 0);
  }
  const forbidden = { cause: Object.assign(new Error('no'), { code: 'EACCES' }) };
  const failure = new EnvironmentError("can't use the body file", forbidden);
  const run = await started(['a'], () => answers(), { failure });
  await assert.rejects(run.ended, failure);
  assert.equal(await run.pending.next(URL), '1');
});
