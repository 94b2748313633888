import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admission } from '../../src/capture/admission.ts';
import { DEFAULT_RESPONSE } from '../../src/capture/answer.ts';
import type { Description } from '../../src/capture/describe.ts';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { CapturePipeline, type PipelineParts } from '../../src/capture/pipeline.ts';
import type { CapturedRequest } from '../../src/core/request.ts';
import { arrived } from '../helpers/captures.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { gate } from '../helpers/gate.ts';
import { keptLog } from '../helpers/listening.ts';

const NOTHING: Description = {
  bodySha256: '',
  provider: null,
  events: [],
  verification: { status: 'not-applicable', detail: '' },
  again: null,
};

function start(changes: Partial<PipelineParts> = {}) {
  const clock = fakeClock();
  const log = keptLog();
  const hurry = new AbortController();
  /** What happened, in order. */
  const story: string[] = [];
  const failures: unknown[] = [];
  const pipeline = new CapturePipeline({
    store: memoryStore(),
    clock,
    logger: log,
    answer: () => ({ response: DEFAULT_RESPONSE, source: 'default', delayMs: 0 }),
    describe: async () => NOTHING,
    emit: async ({ request, answered }) => {
      story.push(`emit ${request.id} ${answered.status} ${answered.source}`);
    },
    failed: (error) => failures.push(error),
    limit: null,
    hurry: hurry.signal,
    ...changes,
  });
  const receive = async (path = '/'): Promise<number> => {
    const { status } = await pipeline.receive(arrived({ path }));
    story.push(`answer ${status}`);
    return status;
  };
  return { pipeline, clock, log, hurry, story, failures, receive };
}

test('a request is stored, then answered, and only then described and emitted', async () => {
  const order: string[] = [];
  const store = memoryStore();
  const { pipeline } = start({
    store: {
      ...store,
      append: async (request) => {
        const kept = await store.append(request);
        order.push('stored');
        return kept;
      },
    },
    describe: async () => {
      order.push('described');
      return NOTHING;
    },
    emit: async () => {
      order.push('emitted');
    },
  });
  await pipeline.receive(arrived());
  order.push('answered');
  await pipeline.close();
  assert.deepEqual(order, ['stored', 'answered', 'described', 'emitted']);
});

test("an answer that can't be written is on record as the 503 that its sender gets", async () => {
  const headers = [['X-A', 'a\x01b']] as const;
  const response = { ...DEFAULT_RESPONSE, headers };
  const { pipeline, story, receive } = start({
    answer: () => ({ response, source: 'target', delayMs: 0 }),
  });
  await receive();
  await pipeline.close();
  assert.deepEqual(story, ['answer 503', 'emit 1 503 target']);
});

test('the exchange says what was answered and how long that was held back', async () => {
  const planned = { response: DEFAULT_RESPONSE, source: 'rule', delayMs: 50 } as const;
  const exchanges: unknown[] = [];
  const { pipeline, clock } = start({
    answer: () => planned,
    emit: async (exchange) => {
      exchanges.push(exchange);
    },
  });
  const request = arrived();
  const answer = await clock.runUntil(pipeline.receive(request));
  await pipeline.close();
  assert.equal(answer, DEFAULT_RESPONSE);
  assert.deepEqual(exchanges, [
    {
      request: { id: '1', ...request },
      answered: { status: 200, source: 'rule' },
      response: DEFAULT_RESPONSE,
      delayMs: 50,
      description: NOTHING,
    },
  ]);
});

test('exchanges are emitted in the order of their ids, also when a later one is stored or answered first', async () => {
  const firstStored = gate();
  const store = memoryStore();
  const { pipeline, story, clock } = start({
    store: {
      ...store,
      append: async (request) => {
        const kept = await store.append(request);
        if (kept.id === '1') await firstStored.opened;
        return kept;
      },
    },
    answer: ({ id }) => ({
      response: DEFAULT_RESPONSE,
      source: 'default',
      delayMs: id === '2' ? 10_000 : 0,
    }),
    describe: async ({ id }) => {
      if (id === '1') for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      return NOTHING;
    },
  });
  const answers = ['/1', '/2', '/3'].map((path) => pipeline.receive(arrived({ path })));
  await clock.settle();
  assert.deepEqual(story, []);
  firstStored.open();
  await clock.runUntil(Promise.all(answers));
  await pipeline.close();
  assert.deepEqual(story, ['emit 1 200 default', 'emit 2 200 default', 'emit 3 200 default']);
});

test('a store that fails answers 503, shows nothing, and the next request goes on', async () => {
  const store = memoryStore();
  const { pipeline, story, log, receive } = start({
    store: {
      ...store,
      append: (request) =>
        request.path === '/full' ? Promise.reject(new Error('disk full')) : store.append(request),
    },
  });
  assert.equal(await receive('/full'), 503);
  assert.equal(await receive('/fine'), 200);
  await pipeline.close();
  assert.deepEqual(story, ['answer 503', 'answer 200', 'emit 1 200 default']);
  assert.deepEqual(log.lines, ['error: answered 503: a request could not be stored: disk full']);
});

test('a request that was not stored does not count towards the limit', async () => {
  let full = true;
  const store = memoryStore();
  const { pipeline, receive } = start({
    limit: 1,
    store: {
      ...store,
      append: (request) => (full ? Promise.reject(new Error('full')) : store.append(request)),
    },
  });
  assert.equal(await receive(), 503);
  full = false;
  assert.equal(await receive(), 200);
  assert.equal(await receive(), 503);
  await pipeline.close();
});

test('an answer that fails is a 500 that is shown and counted: the request is stored', async () => {
  const failing: readonly PipelineParts['answer'][] = [
    () => {
      throw new Error('no idea');
    },
    async () => await Promise.reject(new Error('no idea')),
  ];
  for (const answer of failing) {
    const { pipeline, story, log, receive } = start({ answer, limit: 1 });
    await receive();
    await receive();
    await pipeline.close();
    assert.deepEqual(story, ['answer 500', 'answer 503', 'emit 1 500 rule']);
    assert.deepEqual(log.lines, ['error: answered 500: the answer to #1 failed: no idea']);
  }
});

test('requests beyond the limit, and after close, are answered 503 and not taken', async () => {
  const { pipeline, story, receive } = start({ limit: 2 });
  await Promise.all([receive(), receive(), receive()]);
  await pipeline.close();
  await receive();
  assert.deepEqual(story.sort(), [
    'answer 200',
    'answer 200',
    'answer 503',
    'answer 503',
    'emit 1 200 default',
    'emit 2 200 default',
  ]);
});

test('a delay holds the answer back and not the output', async () => {
  const { story, clock, receive } = start({
    answer: () => ({ response: DEFAULT_RESPONSE, source: 'rule', delayMs: 5_000 }),
  });
  const answer = receive();
  await clock.advance(4_999);
  assert.deepEqual(story, ['emit 1 200 rule']);
  await clock.advance(1);
  await answer;
  assert.deepEqual(story, ['emit 1 200 rule', 'answer 200']);
});

test('hurry cuts delays short', async () => {
  const { hurry, receive } = start({
    answer: () => ({ response: DEFAULT_RESPONSE, source: 'rule', delayMs: 5_000 }),
  });
  const answer = receive();
  hurry.abort();
  assert.equal(await answer, 200);
});

test('close waits for answers held back and for what is still to be emitted', async () => {
  const reader = gate();
  const { pipeline, clock, story, receive } = start({
    answer: () => ({ response: DEFAULT_RESPONSE, source: 'rule', delayMs: 1_000 }),
    emit: async () => {
      await reader.opened;
      story.push('emitted');
    },
  });
  void receive();
  await clock.settle();
  const closed = pipeline.close().then(() => story.push('closed'));
  await clock.advance(1_000);
  assert.deepEqual(story, ['answer 200']);
  reader.open();
  await closed;
  assert.deepEqual(story, ['answer 200', 'emitted', 'closed']);
});

test('a reader that stalls slows senders down in the end, and then everything is emitted once', async () => {
  const reader = gate();
  const emitted: string[] = [];
  const { pipeline, clock } = start({
    emit: async ({ request }) => {
      await reader.opened;
      emitted.push(request.id);
    },
  });
  let answered = 0;
  const answers = Array.from({ length: 1_500 }, async () => {
    await pipeline.receive(arrived());
    answered += 1;
  });
  await clock.settle();
  assert.equal(answered, 1_000);
  reader.open();
  await Promise.all(answers);
  await pipeline.close();
  assert.deepEqual(
    emitted,
    Array.from({ length: 1_500 }, (_, index) => `${index + 1}`),
  );
});

test('an output that fails is told once, and senders are still answered', async () => {
  const broken = new Error('no output');
  const { pipeline, failures, receive } = start({ emit: () => Promise.reject(broken) });
  assert.deepEqual(await Promise.all([receive(), receive(), receive()]), [200, 200, 200]);
  await pipeline.close();
  assert.deepEqual(failures, [broken]);
});

test('describing much does not keep an answer waiting', async () => {
  const described: CapturedRequest[] = [];
  const { pipeline } = start({
    describe: async (request) => {
      described.push(request);
      return NOTHING;
    },
  });
  await Promise.all(Array.from({ length: 500 }, () => pipeline.receive(arrived())));
  await new Promise(setImmediate);
  assert.ok(described.length > 0 && described.length <= 128, `${described.length} in one turn`);
  await pipeline.close();
  assert.equal(described.length, 500);
});

test('requests that keep coming at a moderate pace are shown meanwhile', async () => {
  const { clock, story, receive } = start();
  for (let count = 1; count <= 100; count += 1) {
    await receive();
    await clock.advance(2);
    const shown = story.filter((line) => line.startsWith('emit')).length;
    assert.ok(shown >= count - 1, `${shown} of ${count}`);
  }
});

test('a rush is answered first, and shown when it is over', async () => {
  const { pipeline, clock, story } = start();
  const shown = (): number => story.length;
  for (let turn = 0; turn < 100; turn += 1) {
    await Promise.all(Array.from({ length: 5 }, () => pipeline.receive(arrived())));
    await clock.advance(1);
  }
  assert.ok(shown() < 200, `${shown()} shown in the rush`);
  await clock.advance(40);
  for (let turn = 0; turn < 50; turn += 1) await clock.settle();
  assert.equal(shown(), 500);
});

test('a rush that fills the room is shown at once, since only that makes room', async () => {
  const { pipeline, clock, story } = start();
  for (let turn = 0; turn < 30; turn += 1) {
    for (let count = 0; count < 100; count += 1) void pipeline.receive(arrived());
    await clock.advance(1);
  }
  for (let turn = 0; turn < 50; turn += 1) await clock.settle();
  assert.ok(story.length >= 2_000, `${story.length} of 3000`);
  await pipeline.close();
  assert.equal(story.length, 3_000);
});

test('a listener that ends does not rest', async () => {
  const { pipeline, clock, story } = start();
  for (let turn = 0; turn < 100; turn += 1) {
    await Promise.all(Array.from({ length: 5 }, () => pipeline.receive(arrived())));
    await clock.advance(1);
  }
  await pipeline.close();
  assert.equal(story.length, 500);
});

test('admission: who finds no room waits, first come first served, and one too large enters alone', async () => {
  const room = new Admission(2, 10);
  const entered: string[] = [];
  const enter = (name: string, bytes: number): void => {
    const place = room.enter(bytes);
    if (place === undefined) entered.push(name);
    else void place.then(() => entered.push(name));
  };
  enter('a', 4);
  enter('b', 6);
  enter('large', 50);
  enter('c', 1);
  await new Promise(setImmediate);
  assert.deepEqual(entered, ['a', 'b']);
  room.leave(4);
  await new Promise(setImmediate);
  assert.deepEqual(entered, ['a', 'b']);
  room.leave(6);
  await new Promise(setImmediate);
  assert.deepEqual(entered, ['a', 'b', 'large']);
  room.leave(50);
  await new Promise(setImmediate);
  assert.deepEqual(entered, ['a', 'b', 'large', 'c']);
});
