import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type OpenSqlDatabase, SqlError } from '../../src/core/sql-database.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import {
  arrived,
  collected,
  DRIVERS,
  facts,
  newHistory,
  opener,
  portsOf,
  temporaryFolder,
} from './opened-history.ts';

const HOUR_MS = 60 * 60 * 1000;

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(title('the newest captures are kept, by number and by age'), async (t) => {
    const clock = fakeClock();
    const { history } = await newHistory(t, driver, { clock });
    for (let hoursAgo = 10; hoursAgo >= 1; hoursAgo -= 1) {
      await history.append(arrived({ receivedAtMs: clock.nowMs() - hoursAgo * HOUR_MS }));
    }
    const left = async (): Promise<string> =>
      (await collected(history.list())).map(({ id }) => id).join(' ');

    assert.equal((await history.prune({})).captures, 0);
    assert.equal((await history.prune({ keep: 10 })).captures, 0);
    assert.equal((await history.prune({ olderThanMs: 10 * HOUR_MS })).captures, 0);
    assert.equal((await history.prune({ keep: 8 })).captures, 2);
    assert.equal(await left(), '3 4 5 6 7 8 9 10');
    assert.equal((await history.prune({ olderThanMs: 6 * HOUR_MS })).captures, 2);
    assert.equal(await left(), '5 6 7 8 9 10');
    assert.equal((await history.prune({ keep: 5, olderThanMs: 2 * HOUR_MS })).captures, 4);
    assert.equal(await left(), '9 10');
    assert.equal((await history.prune({ keep: 0 })).captures, 2);
    assert.equal(await left(), '');
    assert.equal((await history.prune({ keep: 0 })).captures, 0);
  });

  test(
    title('on a full disk what is to go goes, and the space is given back in the room there is'),
    async (t) => {
      const statements: string[] = [];
      let pagesWithRoom = 0;
      const openDatabase: OpenSqlDatabase = async (path, options) => {
        const database = await opener(driver)(path, options);
        return {
          ...database,
          exec: (sql) => {
            const pages = /^PRAGMA incremental_vacuum\((\d+)\)$/.exec(sql)?.[1];
            if (pages !== undefined) statements.push(pages);
            if (Number(pages) > pagesWithRoom)
              throw new SqlError('full', 'database or disk is full');
            database.exec(sql);
          },
        };
      };
      const folder = await temporaryFolder(t);
      const path = join(folder, 'history.db');
      const history = await openHistory(path, { ...portsOf(driver, folder), openDatabase });
      t.after(() => history.close());
      for (let count = 0; count < 20; count += 1) {
        await history.append(arrived({ body: randomBytes(20_000) }));
      }
      const { captures, isShrunk } = await history.prune({ keep: 10 });
      assert.deepEqual([captures, isShrunk], [10, false]);
      assert.deepEqual(statements.splice(0), ['256', '4']);
      const before = (await stat(path)).size;
      pagesWithRoom = 8;
      assert.deepEqual(await history.prune({ keep: 10 }), {
        captures: 0,
        bodyFiles: 0,
        bodyFileBytes: 0,
        waiting: 0,
        isShrunk: true,
      });
      assert.deepEqual(statements.slice(0, 4), ['256', '4', '8', '16']);
      assert.ok((await stat(path)).size < before);
    },
  );

  test(title('what was recognised goes with its capture'), async (t) => {
    const { history, path } = await newHistory(t, driver);
    const { events } = facts();
    for (let id = 1; id <= 4; id += 1) {
      await history.append(arrived({ receivedAtMs: id }));
      history.describe(`${id}`, facts());
    }
    await history.append(arrived()); // takes the facts along
    const event = events[0] ?? assert.fail();
    assert.deepEqual(await history.occurrences('mailgun', event), { count: 4, firstMs: 1 });
    await history.prune({ keep: 2 });
    assert.deepEqual(await history.occurrences('mailgun', event), { count: 1, firstMs: 4 });
    const reader = await opener(driver)(path, { readOnly: true });
    t.after(() => reader.close());
    for (const table of ['capture_facts', 'capture_events']) {
      assert.equal(reader.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'], 1, table);
    }
  });

  test(title('a body file goes with its last capture'), async (t) => {
    const { history, folder } = await newHistory(t, driver);
    const shared = randomBytes(MAX_ROW_BODY_BYTES + 1);
    const lonely = randomBytes(MAX_ROW_BODY_BYTES + 1);
    for (const body of [shared, lonely, shared]) await history.append(arrived({ body }));
    const files = async (): Promise<number> => (await readdir(join(folder, 'bodies'))).length;

    assert.deepEqual(await history.prune({ keep: 2 }), {
      captures: 1,
      waiting: 0,
      bodyFiles: 0,
      bodyFileBytes: 0,
      isShrunk: true,
    });
    assert.equal(await files(), 2);
    assert.deepEqual(await history.prune({ keep: 1 }), {
      captures: 1,
      waiting: 0,
      bodyFiles: 1,
      bodyFileBytes: MAX_ROW_BODY_BYTES + 1,
      isShrunk: true,
    });
    assert.deepEqual(Buffer.from((await history.capture('3'))?.request.body ?? []), shared);
    assert.equal((await history.prune({ keep: 0 })).bodyFiles, 1);
    assert.equal(await files(), 0);
  });

  test(title('leftovers of crashes are removed when they are old, and nothing else'), async (t) => {
    const { history, folder } = await newHistory(t, driver);
    await history.append(arrived({ body: new Uint8Array(MAX_ROW_BODY_BYTES + 1) }));
    const bodies = join(folder, 'bodies');
    const [used] = await readdir(bodies);
    const [oldUnused, newUnused] = ['aa'.repeat(32), 'bb'.repeat(32)];
    for (const name of ['tmp-old', 'tmp-new', oldUnused, newUnused, 'notes.txt']) {
      await writeFile(join(bodies, name), 'x');
    }
    const longAgo = new Date(Date.now() - 25 * HOUR_MS);
    for (const name of ['tmp-old', oldUnused, used ?? '', 'notes.txt']) {
      await utimes(join(bodies, name), longAgo, longAgo);
    }
    assert.deepEqual(await history.prune({ keep: 10 }), {
      captures: 0,
      waiting: 0,
      bodyFiles: 1,
      bodyFileBytes: 1,
      isShrunk: true,
    });
    const expected = [used, newUnused, 'tmp-new', 'notes.txt'].sort();
    assert.deepEqual((await readdir(bodies)).sort(), expected);
  });

  test(title('the file shrinks, and requests that come meanwhile are taken'), async (t) => {
    const { history, path } = await newHistory(t, driver);
    const body = randomBytes(10_000);
    for (let turn = 0; turn < 10; turn += 1) {
      await Promise.all(Array.from({ length: 100 }, () => history.append(arrived({ body }))));
    }
    await history.prune({ keep: 1_000 });
    const before = await stat(path);
    let done = false;
    const pruning = history.prune({ keep: 10 }).then((pruned) => {
      done = true;
      return pruned;
    });
    let meanwhile = 0;
    while (!done) {
      await history.append(arrived({ body }));
      meanwhile += 1;
    }
    const { captures } = await pruning;
    assert.ok(meanwhile > 1, `${meanwhile} requests were taken while pruning`);
    assert.ok(captures >= 990, `${captures} were pruned`);
    assert.equal(await history.count(), 1_000 + meanwhile - captures);
    await history.close();
    const after = await stat(path);
    assert.ok(before.size > 10_000_000, `${before.size} bytes before`);
    assert.ok(
      after.size < 1_000_000 + meanwhile * 20_000,
      `${after.size} bytes after, ${meanwhile} new`,
    );
  });
}
