import { accessSync, constants, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EnvironmentError } from '../core/errors.ts';
import { member } from '../core/shape.ts';
import {
  type SqlDatabase,
  SqlError,
  type SqlOutcome,
  type SqlRow,
  type SqlValue,
} from '../core/sql-database.ts';
import { fileReason } from './file-reason.ts';
import {
  type Access,
  asSql,
  type Driver,
  type DriverDatabase,
  type DriverStatement,
} from './sqlite-driver.ts';
import { libsqlDriver } from './sqlite-libsql.ts';
import { nodeSqliteDriver } from './sqlite-node.ts';
import { syncedFile } from './synced-file.ts';

/** How long a statement waits for another process, blocking this one: as a commit takes; callers wait on without that. */
const BUSY_TIMEOUT_MS = 25;

/**
 * Opens an SQLite file with the SQLite of this Node, or else with `libsql`. One that is made only its owner can read.
 *
 * @throws {SqlError} when the file can't be opened; one that is no database may show only when it is read
 * @throws {EnvironmentError} when there is no SQLite for this machine
 */
export async function openSqlite(
  path: string,
  options: { readonly readOnly?: boolean } = {},
): Promise<SqlDatabase> {
  return openWithDriver(nodeSqliteDriver() ?? (await loadLibsql()), path, options);
}

/** The same with a driver of the caller's choice. */
export async function openWithDriver(
  driver: Driver,
  file: string,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<SqlDatabase> {
  const path = resolve(file); // a relative one may look like a URI
  if (!readOnly) await makePrivate(path);
  else if (placeOf(path) === '') throw new SqlError('missing', 'no such file');
  const access = readOnly ? readingAccess(path) : 'write';
  const database = asSql(driver, () => driver.open(path, access));
  try {
    const wrapped = wrap(driver, database, path);
    wrapped.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return wrapped;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function loadLibsql(): Promise<Driver> {
  try {
    return await libsqlDriver();
  } catch (cause) {
    throw new EnvironmentError('no SQLite works with this Node on this machine', {
      hint: 'use Node 22.13 or later, which brings its own',
      cause,
    });
  }
}

/**
 * To read a database with a log, SQLite makes files beside it. Where it can't, and no log is there to be read, a writer
 * would be one who may do more than this process, and begin right now.
 */
function readingAccess(path: string): Access {
  const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return logBytes > 0 || isWritable(dirname(path)) ? 'read' : 'read-alone';
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** SQLite gives its side files the permissions of the file itself, so that is made here. */
async function makePrivate(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    // Never opened when it exists: closing it would drop the locks this process may have on it (POSIX).
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw new SqlError('cannot-open', fileReason(error), error);
  }
}

function wrap(driver: Driver, database: DriverDatabase, path: string): SqlDatabase {
  const prepare = (sql: string): DriverStatement => asSql(driver, () => database.prepare(sql));
  const begin = prepare('BEGIN IMMEDIATE');
  const commit = prepare('COMMIT');
  const rollback = prepare('ROLLBACK');
  const place = placeOf(path);
  const log = syncedFile(`${path}-wal`);
  let isOpen = true;
  return {
    exec: (sql) => asSql(driver, () => database.exec(sql)),
    prepare: (sql) => {
      const statement = prepare(sql);
      const all = (...values: readonly SqlValue[]): readonly SqlRow[] =>
        asSql(driver, () => statement.all(values)).map(rowOf);
      return {
        run: (...values) => outcomeOf(asSql(driver, () => statement.run(values))),
        all,
        get: (...values) => all(...values)[0],
      };
    },
    transaction: (work) => {
      asSql(driver, () => begin.run([]));
      try {
        const result = work();
        asSql(driver, () => commit.run([]));
        return result;
      } catch (error) {
        undo(rollback);
        throw error;
      }
    },
    syncLog: () => log.sync(),
    isInPlace: () => placeOf(path) === place,
    close: () => {
      if (isOpen) database.close();
      isOpen = false;
      log.close();
    },
  };
}

/** Some errors have rolled back already, and then there is nothing to undo. */
function undo(rollback: DriverStatement): void {
  try {
    rollback.run([]);
  } catch {
    // the first error is the one to tell
  }
}

/** Which file that is; empty when there is none. @throws {SqlError} when that can't be told */
function placeOf(path: string): string {
  try {
    // Some versions of Node call a file in the place of a folder "no entry", when asked not to throw for that.
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch (error) {
    if (member(error, 'code') === 'ENOENT') return '';
    throw new SqlError('cannot-open', fileReason(error), error);
  }
}

function outcomeOf(result: ReturnType<DriverStatement['run']>): SqlOutcome {
  return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) };
}

function rowOf(row: ReturnType<DriverStatement['all']>[number]): SqlRow {
  const values: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(row)) {
    values[name] = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  }
  return values;
}
