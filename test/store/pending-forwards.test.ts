import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ForwardRecord } from '../../src/core/forward-record.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { MIGRATIONS, migrate } from '../../src/store/schema.ts';
import type { History } from '../../src/store/types.ts';
import {
  arrived,
  collected,
  DRIVERS,
  newHistory,
  opener,
  portsOf,
  temporaryFolder,
} from './opened-history.ts';

const TARGET = 'http://127.0.0.1:3000/hooks';
const OTHER = 'http://127.0.0.1:4000';
const ANSWERED: ForwardRecord = {
  url: TARGET,
  atMs: 1,
  durationMs: 2,
  response: { status: 200, headers: [], body: Buffer.from('ok') },
  error: null,
};

/** A process that takes those for running whose numbers are told. */
function forwarding(pid: number, ...alive: readonly number[]) {
  return { pid, isAlive: (other: number) => alive.includes(other) };
}

async function captured(history: History, count: number): Promise<readonly string[]> {
  const stored = Array.from({ length: count }, () => history.append(arrived()));
  return (await Promise.all(stored)).map(({ id }) => id);
}

async function statuses(history: History, id: string): Promise<readonly unknown[]> {
  return (await history.forwards(id)).map(({ response }) => response?.status);
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(title('what waits for a target comes in the order of capture, once each'), async (t) => {
    const { history } = await newHistory(t, driver);
    await captured(history, 12);
    const pending = history.pendingForwards(forwarding(1));
    for (const id of ['11', '2', '9']) await pending.add(id, [TARGET]);
    await pending.add('2', [TARGET, OTHER]);
    assert.equal(await pending.count([TARGET, OTHER]), 3);
    assert.equal(await pending.count([OTHER]), 1);
    const order: (string | undefined)[] = [];
    for (let id = await pending.next(TARGET); id !== undefined; id = await pending.next(TARGET)) {
      order.push(id);
      await pending.remove(id, TARGET, ANSWERED);
    }
    assert.deepEqual(order, ['2', '9', '11']);
    assert.equal(await pending.next(OTHER), '2');
    assert.deepEqual(await statuses(history, '9'), [200]);
    await pending.remove('2', OTHER, null);
    assert.deepEqual(await statuses(history, '2'), [200]);
    assert.equal(await pending.count([TARGET, OTHER]), 0);
  });

  test(title('a request that was removed meanwhile can not be queued'), async (t) => {
    const { history } = await newHistory(t, driver);
    await captured(history, 2);
    await history.prune({ keep: 1 });
    const pending = history.pendingForwards(forwarding(1));
    await assert.rejects(pending.add('1', [TARGET]), { code: 'WHK_STORE', trouble: 'gone' });
    await pending.add('2', [TARGET]);
    assert.equal(await pending.next(TARGET), '2');
  });

  test(
    title('a process sends what it queued, and what those queued for its targets that have ended'),
    async (t) => {
      const { history, folder, path } = await newHistory(t, driver);
      await captured(history, 6);
      for (const [pid, id] of [
        [10, '1'],
        [20, '2'],
        [10, '3'],
        [30, '6'],
      ] as const) {
        await history.pendingForwards(forwarding(pid)).add(id, [TARGET]);
      }
      await history.pendingForwards(forwarding(10)).add('5', [OTHER]);
      await history.close();
      const next = await openHistory(path, portsOf(driver, folder));
      t.after(() => next.close());
      // 30 is the number of an earlier process, given again to this one.
      const pending = next.pendingForwards(forwarding(30, 20, 30));
      assert.deepEqual(await pending.takeOver([TARGET]), { requests: 3, withOthers: 1 });
      assert.equal(await pending.next(TARGET), '1');
      assert.equal(await pending.next(OTHER), undefined);
      const running = next.pendingForwards(forwarding(20));
      assert.equal(await running.next(TARGET), '2');
      // Nobody is left to take from.
      assert.deepEqual(await next.pendingForwards(forwarding(40, 20, 30)).takeOver([TARGET]), {
        requests: 0,
        withOthers: 4,
      });
    },
  );

  test(
    title('pruning spares what waits, whatever it was stored with, and counts it'),
    async (t) => {
      const { history } = await newHistory(t, driver);
      await captured(history, 40);
      await captured(history, 1);
      await captured(history, 40);
      const pending = history.pendingForwards(forwarding(1));
      for (const id of ['3', '4', '40', '41', '60', '81']) await pending.add(id, [TARGET, OTHER]);
      const ids = async (): Promise<readonly string[]> =>
        (await collected(history.list())).map(({ id }) => id);
      const first = await history.prune({ keep: 2 });
      assert.deepEqual([first.captures, first.waiting], [74, 5]);
      assert.deepEqual(await ids(), ['3', '4', '40', '41', '60', '80', '81']);
      const second = await history.prune({ olderThanMs: 1_000 });
      assert.deepEqual([second.captures, second.waiting], [1, 6]);
      assert.deepEqual(await ids(), ['3', '4', '40', '41', '60', '81']);
      assert.equal((await history.capture('40'))?.request.path, '/hook');
      await pending.remove('4', TARGET, ANSWERED);
      await pending.remove('4', OTHER, ANSWERED);
      const third = await history.prune({ keep: 0 });
      assert.deepEqual([third.captures, third.waiting], [1, 5]);
      const last = await history.prune({ keep: 0, waitingToo: true });
      assert.deepEqual([last.captures, last.waiting], [5, 0]);
      assert.equal(await pending.count([TARGET, OTHER]), 0);
      assert.equal(await pending.next(TARGET), undefined);
    },
  );

  test(title('a large body that waits is kept with its file'), async (t) => {
    const { history } = await newHistory(t, driver);
    const body = randomBytes(MAX_ROW_BODY_BYTES + 1);
    for (let count = 0; count < 2; count += 1) await history.append(arrived({ body }));
    const pending = history.pendingForwards(forwarding(1));
    await pending.add('1', [TARGET]);
    assert.deepEqual(await history.prune({ keep: 0 }), {
      captures: 1,
      waiting: 1,
      bodyFiles: 0,
      bodyFileBytes: 0,
      isShrunk: true,
    });
    assert.deepEqual(Buffer.from((await history.capture('1'))?.request.body ?? []), body);
  });

  test(
    title('what waited in the history of an earlier format is kept, and not sent'),
    async (t) => {
      const folder = await temporaryFolder(t);
      const path = join(folder, 'history.db');
      const old = await opener(driver)(path);
      migrate(old, path, MIGRATIONS.slice(0, 5));
      old.exec(`INSERT INTO cursors VALUES ('forward ${TARGET}', 0)`);
      old.close();
      const history = await openHistory(path, portsOf(driver, folder));
      t.after(() => history.close());
      await captured(history, 1);
      const pending = history.pendingForwards(forwarding(1));
      assert.deepEqual(await pending.takeOver([TARGET]), { requests: 0, withOthers: 0 });
    },
  );

  test(title('who only reads the history sends nothing on'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    await captured(history, 1);
    const reader = await openHistory(path, portsOf(driver, folder), { readOnly: true });
    t.after(() => reader.close());
    assert.throws(() => reader.pendingForwards(forwarding(1)), { trouble: 'read-only' });
  });
}
