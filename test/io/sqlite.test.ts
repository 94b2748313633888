import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { SqlDatabase, SqlTrouble } from '../../src/core/sql-database.ts';
import { openSqlite, openWithDriver } from '../../src/io/sqlite.ts';
import { libsqlDriver } from '../../src/io/sqlite-libsql.ts';
import { nodeSqliteDriver } from '../../src/io/sqlite-node.ts';

const node = nodeSqliteDriver();
const drivers = [...(node === undefined ? [] : [node]), await libsqlDriver()];

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-cli-sqlite-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function noPermissions(): boolean {
  return process.platform === 'win32' || process.getuid?.() === 0;
}

function troubled(work: () => unknown, trouble: SqlTrouble): void {
  assert.throws(work, { name: 'SqlError', trouble });
}

test('Node brings its own SQLite from 22.13 on', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  assert.equal(node !== undefined, major > 22 || (major === 22 && minor >= 13));
});

test('opening says nothing on stderr, and other warnings still come', async (t) => {
  const path = join(await temporaryFolder(t), 'history.db');
  const module = new URL('../../src/io/sqlite.js', import.meta.url).href;
  const script = `const { openSqlite } = await import(${JSON.stringify(module)});
    const database = await openSqlite(${JSON.stringify(path)});
    console.log(database.prepare('SELECT 1 AS one').get().one);
    database.close();
    process.emitWarning('still heard', 'ExperimentalWarning');`;
  const run = promisify(execFile);
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(stdout, '1\n');
  assert.doesNotMatch(stderr, /SQLite/);
  assert.match(stderr, /still heard/);
});

test('the driver is chosen without being asked', async (t) => {
  const database = await openSqlite(join(await temporaryFolder(t), 'history.db'));
  assert.equal(database.prepare('SELECT 1 AS one').get()?.['one'], 1);
  database.close();
});

for (const driver of drivers) {
  const title = (text: string): string => `${driver.name}: ${text}`;
  const open = async (t: TestContext, path: string, readOnly = false): Promise<SqlDatabase> => {
    const database = await openWithDriver(driver, path, { readOnly });
    t.after(() => database.close());
    return database;
  };

  test(title('a database that nobody writes is read without files beside it'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'a?b%20#.db');
    const written = driver.open(path, 'write');
    written.exec('PRAGMA journal_mode = WAL');
    written.exec('CREATE TABLE notes (text)');
    written.exec("INSERT INTO notes VALUES ('kept')");
    written.close();
    const database = driver.open(path, 'read-alone');
    t.after(() => database.close());
    const [row] = database.prepare('SELECT text FROM notes').all([]);
    assert.equal(row?.['text'], 'kept');
    assert.throws(() => database.exec("INSERT INTO notes VALUES ('more')"));
    assert.deepEqual(await readdir(folder), ['a?b%20#.db']);
  });

  test(title('a database in a folder that can not be written is read'), {
    skip: noPermissions(),
  }, async (t) => {
    let folder = '';
    t.after(() => chmod(folder, 0o700)); // or it could not be removed
    folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const written = driver.open(path, 'write');
    written.exec('PRAGMA journal_mode = WAL');
    written.exec('CREATE TABLE notes (text)');
    written.close();
    await chmod(path, 0o400);
    await chmod(folder, 0o500);
    const database = await open(t, path, true);
    assert.equal(database.prepare('SELECT * FROM notes').get(), undefined);
    assert.deepEqual(await readdir(folder), ['history.db']);
  });

  test(title('values of every kind read back'), async (t) => {
    const database = await open(t, join(await temporaryFolder(t), 'history.db'));
    database.exec('CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, n TEXT) STRICT');
    const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?)');
    const blob = new Uint8Array([9, 0, 255, 7]).subarray(1, 3);
    assert.deepEqual(insert.run(2 ** 52, 0.5, 'caf\u00e9 \u{1f600}', blob, null), {
      changes: 1,
      lastId: 1,
    });
    insert.run(-1n, -0.25, '', new Uint8Array(0), '');
    const [first, second] = database.prepare('SELECT * FROM t ORDER BY rowid').all();
    assert.deepEqual(
      { ...first },
      { i: 2 ** 52, r: 0.5, s: 'caf\u00e9 \u{1f600}', b: new Uint8Array([0, 255]), n: null },
    );
    assert.deepEqual({ ...second }, { i: -1, r: -0.25, s: '', b: new Uint8Array(0), n: '' });
    assert.equal(database.prepare('SELECT * FROM t WHERE i = ?').get(5), undefined);
    assert.deepEqual(database.prepare('SELECT * FROM t WHERE i = ?').all(5), []);
    assert.equal(database.prepare('SELECT i FROM t LIMIT ?').all(1).length, 1);
    assert.equal(database.prepare('DELETE FROM t').run().changes, 2);
  });

  test(title('a result of several hundred rows comes whole, and again'), async (t) => {
    const database = await open(t, join(await temporaryFolder(t), 'history.db'));
    const numbers = database.prepare(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n',
    );
    for (const count of [1, 99, 100, 101, 200, 350]) {
      assert.equal(numbers.all(count).length, count);
      assert.equal(numbers.all(count).at(-1)?.['i'], count);
    }
  });

  test(title('a transaction is kept whole, or not at all when its work throws'), async (t) => {
    const database = await open(t, join(await temporaryFolder(t), 'history.db'));
    database.exec('CREATE TABLE t (i INTEGER)');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    assert.equal(
      database.transaction(() => insert.run(1).lastId),
      1,
    );
    const mishap = new RangeError('mishap');
    assert.throws(
      () =>
        database.transaction(() => {
          insert.run(2);
          throw mishap;
        }),
      mishap,
    );
    assert.equal(database.prepare('SELECT count(*) AS n FROM t').get()?.['n'], 1);
  });

  test(title('errors of SQLite have names'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const database = await open(t, path);
    const second = await open(t, path);
    database.exec('CREATE TABLE t (i INTEGER PRIMARY KEY, b BLOB)');
    troubled(() => database.prepare('SELEC'), 'other');
    troubled(() => database.exec('INSERT INTO t VALUES (1, 0), (1, 0)'), 'other');

    database.exec('BEGIN EXCLUSIVE');
    troubled(() => second.exec('INSERT INTO t VALUES (1, 0)'), 'busy');
    troubled(() => second.transaction(() => assert.fail('not reached')), 'busy');
    database.exec('ROLLBACK');

    database.exec('PRAGMA max_page_count = 4');
    troubled(
      () => database.transaction(() => database.exec('INSERT INTO t VALUES (1, zeroblob(99999))')),
      'full',
    );
    database.exec('INSERT INTO t VALUES (1, 0)');

    await writeFile(join(folder, 'text'), 'no database, but as long as one '.repeat(200));
    const text = await open(t, join(folder, 'text'));
    troubled(() => text.prepare('SELECT * FROM sqlite_schema').all(), 'not-a-database');
  });

  test(title('what can not be opened tells so'), async (t) => {
    const folder = await temporaryFolder(t);
    await writeFile(join(folder, 'file'), '');
    for (const path of [folder, join(folder, 'none', 'history.db'), join(folder, 'file', 'x.db')]) {
      await assert.rejects(
        async () => (await openWithDriver(driver, path)).exec('CREATE TABLE t (i)'),
        { name: 'SqlError', trouble: 'cannot-open' },
      );
    }
  });

  test(title('read-only neither writes nor makes a file'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    await assert.rejects(openWithDriver(driver, path, { readOnly: true }), { trouble: 'missing' });
    assert.deepEqual(await readdir(folder), []);
    (await open(t, path)).exec('CREATE TABLE t (i); INSERT INTO t VALUES (7)');
    const reader = await open(t, path, true);
    assert.equal(reader.prepare('SELECT i FROM t').get()?.['i'], 7);
    troubled(() => reader.exec('INSERT INTO t VALUES (8)'), 'read-only');
  });

  test(title('a path may hold characters that mean something in a URI'), async (t) => {
    const folder = join(await temporaryFolder(t), "a b%20c?mode=ro#d'é&e");
    await mkdir(folder);
    const path = join(folder, 'file:x?y#z%41.db');
    (await open(t, path)).exec('CREATE TABLE t (i); INSERT INTO t VALUES (7)');
    const reader = await open(t, path, true);
    assert.equal(reader.prepare('SELECT i FROM t').get()?.['i'], 7);
    assert.deepEqual(await readdir(folder), ['file:x?y#z%41.db']);
  });

  test(title('only the owner may read the file and those beside it'), {
    skip: process.platform === 'win32',
  }, async (t) => {
    const folder = await temporaryFolder(t);
    const database = await open(t, join(folder, 'history.db'));
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (i)');
    const names = await readdir(folder);
    assert.equal(names.length, 3);
    for (const name of names) {
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
    }
  });

  test(title('a file that was moved, deleted or replaced is not in place'), {
    skip: process.platform === 'win32',
  }, async (t) => {
    const path = join(await temporaryFolder(t), 'history.db');
    const database = await open(t, path);
    assert.equal(database.isInPlace(), true);
    await rename(path, `${path}.old`);
    assert.equal(database.isInPlace(), false);
    await writeFile(path, '');
    assert.equal(database.isInPlace(), false);
  });

  test(title('closing twice is closing'), async (t) => {
    const database = await open(t, join(await temporaryFolder(t), 'history.db'));
    database.close();
    database.close();
    troubled(() => database.exec('SELECT 1'), 'other');
  });
}
