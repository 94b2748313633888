import assert from 'node:assert/strict';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlDatabase } from '../../src/core/sql-database.ts';
import type { Driver } from '../../src/io/sqlite-driver.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import type { History } from '../../src/store/types.ts';
import { type FakeClock, fakeClock } from '../helpers/fake-clock.ts';
import {
  arrived,
  collected,
  DRIVERS,
  facts,
  opener,
  portsOf,
  silentLogger,
  temporaryFolder,
} from './opened-history.ts';

interface Watched {
  readonly history: History;
  readonly path: string;
  /** The connection the history writes through. */
  readonly database: SqlDatabase;
  readonly warnings: readonly string[];
  /** Transactions begun. */
  transactions(): number;
}

async function watched(t: TestContext, driver: Driver, clock?: FakeClock): Promise<Watched> {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'history.db');
  const logger = silentLogger();
  let database: SqlDatabase | undefined;
  let transactions = 0;
  const history = await openHistory(path, {
    ...portsOf(driver, folder, { logger, ...(clock === undefined ? {} : { clock }) }),
    openDatabase: async (...given) => {
      const opened = await opener(driver)(...given);
      database = {
        ...opened,
        transaction: (work) => {
          transactions += 1;
          return opened.transaction(work);
        },
      };
      return database;
    },
  });
  t.after(() => history.close());
  transactions = 0;
  const { warnings } = logger;
  return {
    history,
    path,
    database: database ?? assert.fail('nothing was opened'),
    warnings,
    transactions: () => transactions,
  };
}

async function paths(history: History): Promise<readonly string[]> {
  return (await collected(history.list())).map(({ path }) => path);
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(
    title('all requests of one turn share a commit, and those of another have their own'),
    async (t) => {
      const { history, transactions } = await watched(t, driver);
      await Promise.all(Array.from({ length: 50 }, () => history.append(arrived())));
      assert.equal(transactions(), 1);
      await Promise.all([history.append(arrived()), history.append(arrived())]);
      assert.equal(transactions(), 2);
    },
  );

  test(title('a group waits while more comes in each turn, but not for ever'), async (t) => {
    const { history, transactions } = await watched(t, driver);
    const inTurns = async (count: number): Promise<void> => {
      const appended: Promise<unknown>[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        appended.push(history.append(arrived()));
        await nextTurn();
      }
      await Promise.all(appended);
    };
    await inTurns(5);
    assert.equal(transactions(), 1);
    await inTurns(30);
    assert.ok(transactions() > 2 && transactions() < 15, `${transactions()} commits`);
  });

  test(title('a request is committed before its promise resolves'), async (t) => {
    const { history, path } = await watched(t, driver);
    const reader = await opener(driver)(path, { readOnly: true });
    t.after(() => reader.close());
    const count = reader.prepare('SELECT total(captures) AS n FROM capture_blocks');
    const appended = history.append(arrived());
    assert.equal(count.get()?.['n'], 0);
    await appended.then(() => assert.equal(count.get()?.['n'], 1));
  });

  test(title('a group of many large requests is split'), async (t) => {
    const { history, transactions } = await watched(t, driver);
    const body = new Uint8Array(MAX_ROW_BODY_BYTES);
    await Promise.all(Array.from({ length: 20 }, () => history.append(arrived({ body }))));
    assert.equal(transactions(), 3);
    assert.equal(await history.count(), 20);
  });

  test(
    title('a full disk rejects exactly the requests of that commit, and writing goes on later'),
    async (t) => {
      const { history, database } = await watched(t, driver);
      await history.append(arrived({ path: '/before' }));
      const pages = database.prepare('PRAGMA page_count').get()?.['page_count'];
      database.exec(`PRAGMA max_page_count = ${pages}`);
      const body = new Uint8Array(100_000);
      const lost = await Promise.allSettled([
        history.append(arrived({ path: '/small' })),
        history.append(arrived({ path: '/large', body })),
      ]);
      for (const outcome of lost) {
        assert.equal(outcome.status, 'rejected');
        const { code, trouble, exitCode } = outcome.reason;
        assert.deepEqual(
          { code, trouble, exitCode },
          { code: 'WHK_STORE', trouble: 'full', exitCode: 4 },
        );
      }
      await history.append(arrived({ path: '/fits' }));
      database.exec('PRAGMA max_page_count = 1000000');
      await history.append(arrived({ path: '/after', body }));
      assert.deepEqual(await paths(history), ['/before', '/fits', '/after']);
    },
  );

  test(title('a body file that can not be written rejects its request alone'), async (t) => {
    const folder = await temporaryFolder(t);
    const ports = portsOf(driver, folder);
    const history = await openHistory(join(folder, 'history.db'), {
      ...ports,
      bodies: { ...ports.bodies, open: () => Promise.reject(new Error('no room')) },
    });
    t.after(() => history.close());
    const body = new Uint8Array(MAX_ROW_BODY_BYTES + 1);
    const [large, small] = await Promise.allSettled([
      history.append(arrived({ body })),
      history.append(arrived()),
    ]);
    assert.equal(large.status === 'rejected' && large.reason.message, 'no room');
    assert.equal(small.status === 'fulfilled' && small.value.id, '1');
  });

  test(
    title('a body file that was pruned before its commit rejects its request alone'),
    async (t) => {
      const folder = await temporaryFolder(t);
      const ports = portsOf(driver, folder);
      const history = await openHistory(join(folder, 'history.db'), {
        ...ports,
        bodies: { ...ports.bodies, has: () => false },
      });
      t.after(() => history.close());
      const body = new Uint8Array(MAX_ROW_BODY_BYTES + 1);
      const [large, small] = await Promise.allSettled([
        history.append(arrived({ body })),
        history.append(arrived()),
      ]);
      assert.equal(large.status === 'rejected' && large.reason.trouble, 'gone');
      assert.equal(small.status === 'fulfilled' && small.value.id, '1');
    },
  );

  test(
    title('while another process holds the lock requests wait, without blocking this one'),
    async (t) => {
      const clock = fakeClock();
      const { history, path } = await watched(t, driver, clock);
      const other = await opener(driver)(path);
      t.after(() => other.close());
      other.exec('BEGIN IMMEDIATE');
      const first = history.append(arrived({ path: '/first' }));
      await nextTurn();
      const second = history.append(arrived({ path: '/second' }));
      await clock.advance(200);
      other.exec('ROLLBACK');
      await clock.runUntil(Promise.all([first, second]));
      assert.deepEqual(await paths(history), ['/first', '/second']);
    },
  );

  test(
    title('a lock held for longer than five seconds rejects who waited so long, and nobody else'),
    async (t) => {
      const base = fakeClock();
      // Each try takes real time, so that there should be few.
      const sleepUntil: FakeClock['sleepUntil'] = (atMs, signal) =>
        base.sleepUntil(atMs + 500, signal);
      const clock = { ...base, sleepUntil };
      const { history, path } = await watched(t, driver, clock);
      const other = await opener(driver)(path);
      t.after(() => other.close());
      other.exec('BEGIN IMMEDIATE');
      const early = assert.rejects(history.append(arrived({ path: '/early' })), {
        code: 'WHK_STORE',
        trouble: 'locked',
        message: /is locked by another program/,
      });
      await clock.settle();
      await clock.advance(3_000);
      const late = history.append(arrived({ path: '/late' }));
      await clock.advance(3_000);
      await early;
      other.exec('ROLLBACK');
      await clock.runUntil(late);
      assert.deepEqual(await paths(history), ['/late']);
    },
  );

  test(title('a history that was deleted while in use takes nothing more'), {
    skip: process.platform === 'win32',
  }, async (t) => {
    const { history, path } = await watched(t, driver);
    await history.append(arrived());
    await rename(path, `${path}.old`);
    await assert.rejects(history.append(arrived()), { code: 'WHK_STORE', trouble: 'gone' });
    await rename(`${path}.old`, path);
    assert.equal((await history.append(arrived())).id, '2');
  });

  test(
    title('facts go with the next requests, or soon alone, and cost them no commit'),
    async (t) => {
      const clock = fakeClock();
      const { history, transactions } = await watched(t, driver, clock);
      await history.append(arrived());
      history.describe('1', facts());
      await clock.settle();
      assert.equal(transactions(), 1);
      await history.append(arrived());
      assert.equal(transactions(), 2);
      assert.deepEqual((await history.capture('1'))?.facts, facts());

      history.describe('2', facts());
      await clock.settle();
      assert.equal((await history.capture('2'))?.facts, null);
      await clock.advance(100);
      assert.deepEqual((await history.capture('2'))?.facts, facts());
      assert.equal(transactions(), 3);
    },
  );

  test(title('facts that can not be stored are a warning, once'), async (t) => {
    const clock = fakeClock();
    const { history, database, warnings } = await watched(t, driver, clock);
    await history.append(arrived());
    const pages = database.prepare('PRAGMA page_count').get()?.['page_count'];
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const events = facts().events.map((event) => ({ ...event, recipient: 'x'.repeat(99_999) }));
    for (const _ of [1, 2]) {
      history.describe('1', facts({ events }));
      await clock.advance(100);
    }
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /could not be stored: .*disk is full/);
  });

  test(title('what is found out later can not harm a request'), async (t) => {
    const { history, warnings } = await watched(t, driver);
    await history.append(arrived());
    const sent = { url: 'http://127.0.0.1:1/', durationMs: 1, response: null, error: 'refused' };
    history.forwarded('1', { ...sent, atMs: 0.5 }); // the column takes whole numbers
    assert.equal((await history.append(arrived())).id, '2');
    assert.equal(warnings.length, 1);
    assert.deepEqual(await history.forwards('1'), []);
  });

  test(title('the log does not grow with what is written'), async (t) => {
    const { history, path, database } = await watched(t, driver);
    const body = new Uint8Array(250_000);
    for (let turn = 0; turn < 30; turn += 1) {
      await Promise.all(Array.from({ length: 10 }, () => history.append(arrived({ body }))));
    }
    const { size } = await stat(`${path}-wal`);
    assert.ok(size < 48 * 1024 * 1024, `the log has ${size} bytes`);
    const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {};
    assert.equal(busy, 0);
    assert.equal(await history.count(), 300);
  });

  test(title('a reader that holds an old snapshot holds up no writer'), async (t) => {
    const { history, path } = await watched(t, driver);
    await history.append(arrived());
    const reader = await opener(driver)(path, { readOnly: true });
    t.after(() => reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM capture_blocks').get();
    const body = new Uint8Array(MAX_ROW_BODY_BYTES);
    for (let turn = 0; turn < 6; turn += 1) await history.append(arrived({ body }));
    assert.equal(await history.count(), 7);
  });
}
