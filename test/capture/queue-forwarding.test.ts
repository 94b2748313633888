import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlannedAnswer } from '../../src/capture/answer.ts';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { queueForwarding } from '../../src/commands/queue-forwarding.ts';
import { parseExpression } from '../../src/core/expression.ts';
import type { PendingForwards } from '../../src/core/pending-forwards.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { keptLog } from '../helpers/listening.ts';
import { arrived } from '../store/opened-history.ts';

const TARGET = { origin: 'http://127.0.0.1:3000', path: null, credentials: null };
const REFUSED: PlannedAnswer = {
  response: { status: 500, headers: [], body: Buffer.from('') },
  source: 'rule',
  delayMs: 0,
};

/** Sending on to one target what has the path `/hook`; `changed` stands in for parts of the queue. */
async function started(
  changed: (pending: PendingForwards) => Partial<PendingForwards> = () => ({}),
) {
  const store = memoryStore();
  const pending = store.pendingForwards();
  const clock = fakeClock();
  const sent: string[] = [];
  const forwarding = await queueForwarding(
    {
      routes: [{ when: parseExpression('path=/hook'), target: TARGET }],
      ackFirst: true,
      timeoutMs: 1_000,
      headers: [],
      host: null,
    },
    {
      clock,
      logger: keptLog(),
      store: { ...store, pendingForwards: () => ({ ...pending, ...changed(pending) }) },
      sender: {
        send: async ({ body }) => {
          sent.push(Buffer.from(body).toString());
          return { ok: true, response: { status: 200, headers: [], body: Buffer.from('') } };
        },
        close: async () => {},
      },
      output: { event: () => {} },
      hurry: new AbortController().signal,
      subjectOf: (request) => ({
        view: viewRequest(request),
        provider: null,
        events: [],
        verification: null,
        status: null,
        remoteAddress: null,
      }),
    },
  );
  const captured = (body: string, path = '/hook'): Promise<CapturedRequest> =>
    store.append(arrived({ body: Buffer.from(body), path }));
  return { forwarding, captured, clock, sent };
}

test('no sender is answered before its request is queued', async () => {
  let safe: () => void = () => {};
  const { forwarding, captured, clock, sent } = await started((pending) => ({
    add: async (id, targets) => {
      await new Promise<void>((resolve) => (safe = resolve));
      await pending.add(id, targets);
    },
  }));
  let isAnswered = false;
  const answer = Promise.resolve(forwarding.answer(await captured('a'), null)).then((given) => {
    isAnswered = true;
    return given;
  });
  await clock.settle();
  assert.deepEqual([isAnswered, sent], [false, []]);
  safe();
  assert.equal(await answer, null);
  await clock.settle();
  assert.deepEqual(sent, ['a']);
  await forwarding.close();
});

test('a request that can not be queued is not acknowledged', async () => {
  const { forwarding, captured } = await started(() => ({
    add: () => Promise.reject(new Error('the disk is full')),
  }));
  await assert.rejects(async () => forwarding.answer(await captured('a'), null), /disk is full/);
  await forwarding.close();
});

test('a request for no target waits for nothing', async () => {
  const { forwarding, captured, clock, sent } = await started(() => ({
    add: () => Promise.reject(new Error('not expected')),
  }));
  assert.equal(await forwarding.answer(await captured('a', '/elsewhere'), null), null);
  assert.equal(forwarding.answer(await captured('b'), REFUSED), REFUSED);
  await clock.settle();
  assert.deepEqual(sent, []);
  await forwarding.close();
});

for (const [verdict, refused, expected] of [
  ['accepts', null, ['first', 'second']],
  ['refuses', REFUSED, ['second']],
] as const) {
  test(`no request overtakes one before it that a program has still to decide about, and ${verdict}`, async () => {
    const { forwarding, captured, clock, sent } = await started();
    let decide: (refusal: PlannedAnswer | null) => void = () => {};
    const thinking = new Promise<PlannedAnswer | null>((resolve) => (decide = resolve));
    const first = forwarding.answer(await captured('first'), null, thinking);
    assert.equal(
      await forwarding.answer(await captured('second'), null, Promise.resolve(null)),
      null,
    );
    await clock.settle();
    assert.deepEqual(sent, []);
    decide(refused);
    assert.equal(await first, refused);
    await clock.settle();
    assert.deepEqual(sent, expected);
    await forwarding.close();
  });
}
