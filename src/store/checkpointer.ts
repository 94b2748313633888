import type { SqlDatabase } from '../core/sql-database.ts';

/** What a commit costs in the log beside what is stored: pages of the tree and of the indexes. */
const COMMIT_OVERHEAD_BYTES = 40 * 1024;
/** Rarely: a checkpoint holds up all that are waiting then, and syncs what it moves. */
const CHECKPOINT_BYTES = 32 * 1024 * 1024;
const MAX_CHECKPOINT_BYTES = 64 * 1024 * 1024;

/**
 * Moves the log into the database every 32 MiB, between groups instead of inside a commit that senders wait for. In mode
 * RESTART, which holds the write lock: SQLite before 3.51.3 can damage a database when a checkpoint runs while another
 * process commits (https://www.sqlite.org/wal.html#walresetbug).
 */
export class Checkpointer {
  readonly #database: SqlDatabase;
  #limitBytes = CHECKPOINT_BYTES;
  #logBytes = 0;

  constructor(database: SqlDatabase) {
    this.#database = database;
    database.exec('PRAGMA wal_autocheckpoint = 0');
    database.exec(`PRAGMA journal_size_limit = ${CHECKPOINT_BYTES * 2}`);
  }

  /** Counts a commit. */
  committed(bytes: number): void {
    this.#logBytes += bytes + COMMIT_OVERHEAD_BYTES;
  }

  get isDue(): boolean {
    return this.#logBytes >= this.#limitBytes;
  }

  /** Never throws: what can't be moved now, since somebody reads or the disk is full, stays in the log, as safe as before. */
  run(mode: 'RESTART' | 'TRUNCATE' = 'RESTART'): void {
    this.#limitBytes = this.#isMoved(mode)
      ? CHECKPOINT_BYTES
      : Math.min(this.#limitBytes * 2, MAX_CHECKPOINT_BYTES);
    this.#logBytes = 0;
  }

  #isMoved(mode: string): boolean {
    try {
      const outcome = this.#database.prepare(`PRAGMA wal_checkpoint(${mode})`).get();
      return outcome?.['busy'] === 0;
    } catch {
      return false;
    }
  }
}
