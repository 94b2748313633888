import { closeSync, fdatasync, openSync } from 'node:fs';
import { SqlError } from '../core/sql-database.ts';
import { fileReason } from './file-reason.ts';

/**
 * The log of a database, to be synced beside SQLite: its own sync would hold up everything else in this process. POSIX
 * drops the locks of a process on a file that it closes; SQLite has none on its log.
 */
export function syncedFile(path: string): { sync(): Promise<void>; close(): void } {
  let file: number | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const failure = (error: unknown): SqlError =>
    new SqlError('io', `the log can't be synced: ${fileReason(error)}`, error);
  return {
    sync: () => {
      underWay = new Promise((resolve, reject) => {
        try {
          file ??= openSync(path, 'r+'); // Windows syncs only what may be written
          fdatasync(file, (error) => (error === null ? resolve() : reject(failure(error))));
        } catch (error) {
          reject(failure(error));
        }
      });
      return underWay;
    },
    close: () => {
      const opened = file;
      file = undefined;
      // Another file could get the number while it is still being synced.
      const close = (): void => (opened === undefined ? undefined : closeSync(opened));
      underWay.then(close, close);
    },
  };
}
