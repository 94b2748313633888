import { pathToFileURL } from 'node:url';
import { SqlError, type SqlTrouble, type SqlValue } from '../core/sql-database.ts';

/** What the two drivers have in common, in the shape of better-sqlite3. */
export interface DriverDatabase {
  exec(sql: string): void;
  prepare(sql: string): DriverStatement;
  close(): void;
}

export interface DriverStatement {
  run(values: readonly SqlValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  all(values: readonly SqlValue[]): readonly Readonly<Record<string, DriverValue>>[];
}

/** `libsql` gives blobs as `ArrayBuffer`. */
export type DriverValue = SqlValue | ArrayBuffer;

/** `read-alone`: nobody can write meanwhile, so that no locks and no files beside the database are needed. */
export type Access = 'write' | 'read' | 'read-alone';

export interface Driver {
  readonly name: 'node:sqlite' | 'libsql';
  open(path: string, access: Access): DriverDatabase;
  /** SQLite's result code, extended or not, of an error this driver threw. */
  resultCode(error: unknown): number | undefined;
}

/** SQLite's own parameters (https://www.sqlite.org/uri.html). */
export function readingUri(path: string, access: 'read' | 'read-alone'): string {
  const immutable = access === 'read-alone' ? '&immutable=1' : '';
  return `${pathToFileURL(path).href}?mode=ro${immutable}`;
}

// https://www.sqlite.org/rescode.html: the primary code is the lowest byte
const TROUBLES: Readonly<Record<number, SqlTrouble>> = {
  3: 'cannot-open',
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'io',
  11: 'damaged',
  13: 'full',
  14: 'cannot-open',
  23: 'cannot-open',
  26: 'not-a-database',
};

/** Runs a call into a driver and tells its errors in SQLite's terms. */
export function asSql<T>(driver: Driver, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof SqlError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const code = driver.resultCode(error) ?? 1;
    throw new SqlError(TROUBLES[code & 0xff] ?? 'other', message, error);
  }
}
