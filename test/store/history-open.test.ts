import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EnvironmentError } from '../../src/core/errors.ts';
import type { SqlDatabase, SqlRow, SqlStatement } from '../../src/core/sql-database.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { APPLICATION_ID, inspectSchema, MIGRATIONS, migrate } from '../../src/store/schema.ts';
import { StoreError, type StoreTrouble } from '../../src/store/store-error.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import {
  arrived,
  collected,
  DRIVERS,
  newHistory,
  opener,
  portsOf,
  temporaryFolder,
} from './opened-history.ts';

/** A check for `assert.rejects`: the right trouble, told in one line with a hint and the name of the file. */
function told(trouble: StoreTrouble): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StoreError && error instanceof EnvironmentError, String(error));
    assert.deepEqual([error.trouble, error.code, error.exitCode], [trouble, 'WHK_STORE', 4]);
    assert.match(error.message, /^[^\n]*history\.db[^\n]*$/);
    assert.ok((error.hint ?? '').length > 0, 'there is no hint');
    return true;
  };
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;
  const open = opener(driver);

  test(title('what is no history is refused and stays as it is'), async (t) => {
    const folder = await temporaryFolder(t);
    const clock = fakeClock(); // waiting would last for ever
    const path = join(folder, 'history.db');
    const contents = {
      text: Buffer.from('This is a text, and not a short one. '.repeat(300)),
      'short text': Buffer.from('hello\n'),
      'random bytes': randomBytes(20_000),
      zeros: Buffer.alloc(8_192),
      'the name of SQLite and then nonsense': Buffer.concat([
        Buffer.from('SQLite format 3\0'),
        Buffer.alloc(8_176, 0xa5),
      ]),
    };
    for (const [name, content] of Object.entries(contents)) {
      await writeFile(path, content);
      for (const readOnly of [false, true]) {
        await assert.rejects(
          openHistory(path, portsOf(driver, folder, { clock }), { readOnly }),
          told('damaged'),
          name,
        );
      }
      assert.ok(content.equals(await readFile(path)), `${name} was changed`);
      assert.deepEqual(await readdir(folder), ['history.db'], name);
    }
  });

  test(title('a history cut short is refused and stays as it is'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    for (let count = 0; count < 20; count += 1) {
      await history.append(arrived({ body: randomBytes(3_000) }));
    }
    await history.close();
    const cut = join(folder, 'cut-history.db');
    for (const size of [100, 4_095, 4_096, 5_000, 40_960]) {
      await copyFile(path, cut);
      await truncate(cut, size);
      const before = await readFile(cut);
      await assert.rejects(openHistory(cut, portsOf(driver, folder)), told('damaged'), `${size}`);
      assert.ok(before.equals(await readFile(cut)), `${size}: it was changed`);
    }
  });

  test(
    title('damage in the middle is told when it is met, and what is whole still reads'),
    async (t) => {
      const { history, folder, path } = await newHistory(t, driver);
      for (let count = 0; count < 40; count += 1) {
        await history.append(arrived({ body: Buffer.alloc(3_000, 'x') }));
      }
      await history.close();
      const bytes = await readFile(path);
      randomBytes(8_192).copy(bytes, 8_192 * 25);
      await writeFile(path, bytes);
      const damaged = await openHistory(path, portsOf(driver, folder));
      t.after(() => damaged.close());
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) => damaged.capture(`${index + 1}`)),
      );
      const errors = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? outcome.reason : [],
      );
      assert.ok(errors.length > 0 && errors.length < 10, `${errors.length} errors`);
      for (const error of errors) told('damaged')(error);
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') {
          assert.ok(
            Buffer.alloc(3_000, 'x').equals(outcome.value?.request.body ?? Buffer.alloc(0)),
          );
        }
      }
      await assert.rejects(collected(damaged.list()), told('damaged'));
    },
  );

  test(title('an empty file becomes a history'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    await writeFile(path, '');
    await assert.rejects(
      openHistory(path, portsOf(driver, folder), { readOnly: true }),
      told('missing'),
    );
    const history = await openHistory(path, portsOf(driver, folder));
    t.after(() => history.close());
    assert.equal((await history.append(arrived())).id, '1');
  });

  test(title('looking for a history that is not there makes none'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    await assert.rejects(
      openHistory(path, portsOf(driver, folder), { readOnly: true }),
      told('missing'),
    );
    assert.deepEqual(await readdir(folder), []);
  });

  test(title('a database of another application is refused and stays as it is'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const strangers = [
      'CREATE TABLE notes (text)',
      'PRAGMA application_id = 42',
      'PRAGMA user_version = 3',
      `PRAGMA application_id = ${APPLICATION_ID - 1}; CREATE TABLE captures (id)`,
    ];
    for (const [index, sql] of strangers.entries()) {
      const file = `${path}${index}`;
      const stranger = await open(file);
      stranger.exec(sql);
      stranger.close();
      const before = await readFile(file);
      for (const readOnly of [false, true]) {
        await assert.rejects(
          openHistory(file, portsOf(driver, folder), { readOnly }),
          told('foreign'),
          sql,
        );
      }
      assert.ok(before.equals(await readFile(file)), `changed: ${sql}`);
    }
  });

  test(title('a history of a newer version is refused and stays as it is'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    await history.append(arrived());
    await history.close();
    const future = await open(path);
    future.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    future.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    future.close();
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      await assert.rejects(openHistory(path, portsOf(driver, folder), { readOnly }), (error) => {
        told('newer')(error);
        assert.match(String(error), /its format is \d+, this one knows \d+/);
        return true;
      });
    }
    assert.ok(before.equals(await readFile(path)));
  });

  test(title('a folder without permission to write is a clear error'), {
    skip: process.platform === 'win32',
  }, async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    await chmod(folder, 0o555);
    const before = process.geteuid?.() ?? 0;
    try {
      if (before === 0) process.seteuid?.(65_534); // nothing is forbidden to root
      await assert.rejects(openHistory(path, portsOf(driver, folder)), (error) => {
        told('unusable')(error);
        assert.match(String(error), /no permission/);
        return true;
      });
    } finally {
      process.seteuid?.(before);
    }
  });

  test(title('a history that may only be read is told when it is written'), {
    skip: process.platform === 'win32',
  }, async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    await history.append(arrived());
    await history.close();
    await chmod(folder, 0o777);
    await chmod(path, 0o444);
    const before = process.geteuid?.() ?? 0;
    try {
      if (before === 0) process.seteuid?.(65_534);
      await assert.rejects(
        (async () => {
          const opened = await openHistory(path, portsOf(driver, folder));
          t.after(() => opened.close());
          await opened.append(arrived());
        })(),
        (error) => {
          // Files beside it that belong to somebody else are met first.
          const trouble = error instanceof StoreError && error.trouble;
          return told(trouble === 'unusable' ? 'unusable' : 'read-only')(error);
        },
      );
    } finally {
      process.seteuid?.(before);
    }
  });

  test(title('a missing folder and a folder in place of the file are clear errors'), async (t) => {
    const folder = await temporaryFolder(t);
    await mkdir(join(folder, 'history.db'));
    await assert.rejects(
      openHistory(join(folder, 'history.db'), portsOf(driver, folder)),
      told('unusable'),
    );
    await assert.rejects(
      openHistory(join(folder, 'none', 'history.db'), portsOf(driver, folder)),
      told('unusable'),
    );
  });

  test(title('a history that is locked is waited for'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const clock = fakeClock();
    const other = await open(path);
    t.after(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    const opening = openHistory(path, portsOf(driver, folder, { clock }));
    await clock.advance(50);
    other.exec('ROLLBACK');
    const history = await clock.runUntil(opening);
    t.after(() => history.close());
    assert.equal((await history.append(arrived())).id, '1');
  });

  test(title('a history that stays locked for five seconds is a clear error'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const base = fakeClock();
    const clock = { ...base, sleepUntil: (atMs: number) => base.sleepUntil(atMs + 1_000) };
    const other = await open(path);
    t.after(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    const opening = assert.rejects(
      openHistory(path, portsOf(driver, folder, { clock })),
      told('locked'),
    );
    await base.runUntil(opening);
    other.exec('ROLLBACK');
  });

  test(title('two processes that make the same new history get the same one'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const histories = await Promise.all(
      [1, 2, 3].map(() => openHistory(path, portsOf(driver, folder))),
    );
    for (const history of histories) t.after(() => history.close());
    const ids = await Promise.all(
      histories.map(async (history) => (await history.append(arrived())).id),
    );
    assert.deepEqual([...ids].sort(), ['1', '2', '3']);
  });

  test(title('a history that another process makes meanwhile is no foreign one'), async (t) => {
    for (const reads of [1, 2, 3]) {
      const path = join(await temporaryFolder(t), 'history.db');
      const [database, other] = [await open(path), await open(path)];
      t.after(() => [database, other].map((each) => each.close()));
      database.exec('PRAGMA journal_mode = WAL');
      let left = reads;
      const prepare = (sql: string): SqlStatement => {
        const statement = database.prepare(sql);
        const get = (): SqlRow | undefined => {
          const row = statement.get();
          left -= 1;
          if (left === 0) migrate(other, path);
          return row;
        };
        return { ...statement, get };
      };
      inspectSchema({ ...database, prepare }, path);
      assert.equal(inspectSchema(database, path), 'current');
    }
  });

  test(title('migrations run in order from where a history stands, all or none'), async (t) => {
    const path = join(await temporaryFolder(t), 'history.db');
    const database = await open(path);
    t.after(() => database.close());
    const first = 'CREATE TABLE a (x); INSERT INTO a VALUES (1)';
    const second = 'ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1; CREATE TABLE b (z)';
    const version = (from: SqlDatabase): unknown =>
      from.prepare('PRAGMA user_version').get()?.['user_version'];

    assert.equal(inspectSchema(database, path, [first]), 'empty');
    migrate(database, path, [first]);
    assert.equal(inspectSchema(database, path, [first]), 'current');
    assert.equal(inspectSchema(database, path, [first, second]), 'older');

    assert.throws(() => migrate(database, path, [first, second, 'CREATE TABLE b (again)']));
    assert.equal(version(database), 1);
    assert.deepEqual({ ...database.prepare('SELECT * FROM a').get() }, { x: 1 });

    migrate(database, path, [first, second]);
    migrate(database, path, [first, second]);
    assert.equal(version(database), 2);
    assert.deepEqual({ ...database.prepare('SELECT * FROM a').get() }, { x: 1, y: 2 });
    assert.throws(() => inspectSchema(database, path, [first]), told('newer'));
  });

  test(title('a history survives power cuts unless only crashes are asked for'), async (t) => {
    for (const [survives, expected] of [
      ['power-cut', 1],
      ['crash', 0],
    ] as const) {
      const folder = await temporaryFolder(t);
      let database: SqlDatabase | undefined;
      let syncs = 0;
      const ports = portsOf(driver, folder);
      const history = await openHistory(
        join(folder, 'history.db'),
        {
          ...ports,
          openDatabase: async (...given) => {
            const opened = await ports.openDatabase(...given);
            database = opened;
            const syncLog = async (): Promise<void> => {
              await opened.syncLog();
              syncs += 1;
            };
            return { ...opened, syncLog };
          },
        },
        { survives },
      );
      t.after(() => history.close());
      await history.append(arrived());
      assert.equal(syncs, expected, 'before the request is acknowledged');
      // NORMAL keeps a WAL database whole; the log is synced beside.
      assert.equal(database?.prepare('PRAGMA synchronous').get()?.['synchronous'], 1);
      assert.equal(database?.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
      assert.equal(database?.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'], 2);
    }
  });
}
