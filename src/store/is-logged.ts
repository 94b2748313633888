import type { SqlDatabase } from '../core/sql-database.ts';

/** Whether the database has a log beside it that can be synced. Not so where the file system has no shared memory, such as some network drives. */
export function isLogged(database: SqlDatabase): boolean {
  return database.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal';
}
