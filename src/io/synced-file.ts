import { type FileHandle, open } from 'node:fs/promises';
import { SqlError } from '../core/sql-database.ts';
import { fileReason } from './file-reason.ts';

/**
 * The log of a database, to be synced beside SQLite: its own sync would hold up everything else in this process. POSIX
 * drops the locks of a process on a file that it closes; SQLite has none on its log.
 */
export function syncedFile(path: string): { sync(): Promise<void>; close(): void } {
  let opened: Promise<FileHandle> | undefined;
  return {
    sync: async () => {
      try {
        opened ??= open(path, 'r+'); // Windows syncs only what may be written
        await (await opened).datasync();
      } catch (error) {
        throw new SqlError('io', `the log can't be synced: ${fileReason(error)}`, error);
      }
    },
    close: () => {
      void opened?.then((file) => file.close()).catch(() => undefined);
      opened = undefined;
    },
  };
}
