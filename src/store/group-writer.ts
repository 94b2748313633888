import type { Clock, Logger } from '../core/ports.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import type { Checkpointer } from './checkpointer.ts';
import { isBusy, LOCK_RETRY_MS, LOCK_WAIT_MS } from './patience.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import { bytesOf, type Job, WriteQueue } from './write-queue.ts';

export interface GroupWriterPorts {
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface JobTimes {
  /** To wait for first; what comes later waits too, so that the order stays. */
  readonly ready?: Promise<unknown>;
  /** Called when its transaction is about to be tried, whether that succeeds or not. */
  readonly begins?: () => void;
}

const NOTE_BYTES = 8 * 1024;
const NOTE_DELAY_MS = 100;

/**
 * Writes in groups: all jobs of one turn of the event loop share a transaction, and with it one sync of the disk. That
 * runs beside: meanwhile the next group gathers, and nobody else is held up. Jobs are done in the order they came. Notes
 * are writes nobody waits for: they go with the next group, or soon alone.
 */
export class GroupWriter {
  readonly #database: SqlDatabase;
  readonly #path: string;
  readonly #checkpointer: Checkpointer;
  readonly #ports: GroupWriterPorts;
  readonly #syncs: boolean;
  readonly #closed = new AbortController();
  readonly #queue = new WriteQueue();
  #isScheduled = false;
  #isPaused = false;
  #isSyncing = false;
  #notesAreTimed = false;
  #hasWarned = false;
  #whenIdle: (() => void) | undefined;

  /** @param syncs - whether the log is synced before anybody is told; else that is left to SQLite or the system */
  constructor(
    database: SqlDatabase,
    path: string,
    checkpointer: Checkpointer,
    ports: GroupWriterPorts,
    syncs: boolean,
  ) {
    this.#database = database;
    this.#path = path;
    this.#checkpointer = checkpointer;
    this.#ports = ports;
    this.#syncs = syncs;
  }

  /**
   * Runs `work` inside the next transaction, and resolves when that is safe.
   *
   * @param work - may throw a {@link StoreError} before it writes anything, which rejects this job alone
   * @param bytes - what it adds to the log, about; asked when the work is done
   */
  add<T>(work: () => T, bytes: number | (() => number), when: JobTimes = {}): Promise<T> {
    if (this.#closed.signal.aborted) return Promise.reject(new Error('the history is closed'));
    return new Promise((resolve, reject) => {
      let settle = (): void => {};
      const job: Job = {
        bytes: typeof bytes === 'number' ? () => bytes : bytes,
        isNote: false,
        isReady: when.ready === undefined,
        deadlineMs: undefined,
        begin: when.begins ?? (() => {}),
        run: () => {
          try {
            const result = work();
            settle = () => resolve(result);
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            settle = () => reject(error);
          }
        },
        committed: () => settle(),
        failed: reject,
      };
      this.#queue.add(job);
      if (when.ready !== undefined) this.#whenReady(job, when.ready);
      this.#schedule();
    });
  }

  note(work: () => void): void {
    const failed = (error: unknown): void => {
      if (this.#hasWarned) return;
      this.#hasWarned = true;
      const reason = error instanceof Error ? error.message : String(error);
      this.#ports.logger.warn(`what was found out about requests could not be stored: ${reason}`);
    };
    this.#queue.add({
      bytes: () => NOTE_BYTES,
      isNote: true,
      isReady: true,
      deadlineMs: undefined,
      begin: () => {},
      run: work,
      committed: () => {},
      failed,
    });
    if (this.#queue.hasManyNotes) this.#callNotes();
    else if (!this.#notesAreTimed && !this.#queue.notesAreDue) this.#callNotesLater();
  }

  /** Takes no more jobs, and resolves when all are written or have failed. */
  close(): Promise<void> {
    this.#closed.abort();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      this.#callNotes();
    });
  }

  #whenReady(job: Job, ready: Promise<unknown>): void {
    ready.then(
      () => {
        job.isReady = true;
        this.#schedule();
      },
      (error: unknown) => {
        this.#queue.drop([job]);
        job.failed(error);
        this.#schedule();
      },
    );
  }

  #callNotesLater(): void {
    this.#notesAreTimed = true;
    const { clock } = this.#ports;
    const atMs = clock.nowMs() + NOTE_DELAY_MS;
    void clock.sleepUntil(atMs, this.#closed.signal).then(() => {
      this.#notesAreTimed = false;
      this.#callNotes();
    });
  }

  #callNotes(): void {
    this.#queue.callNotes();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isPaused || this.#isSyncing) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    if (this.#checkpointer.isDue) {
      this.#checkpointer.run(); // a turn of its own: the answers of the last group are on their way
      this.#schedule();
      return;
    }
    const group = this.#queue.group();
    if (this.#queue.isGathering(group)) {
      this.#schedule();
      return;
    }
    if (group.length > 0) this.#write(group);
    if (this.#isSyncing) return;
    if (this.#queue.group().length > 0 || this.#checkpointer.isDue) this.#schedule();
    else if (this.#queue.isEmpty) this.#whenIdle?.();
  }

  #write(group: readonly Job[]): void {
    for (const job of group) job.begin();
    try {
      if (!this.#database.isInPlace()) throw goneError(this.#path);
      this.#database.transaction(() => {
        for (const job of group) job.run();
      });
    } catch (error) {
      this.#failed(group, error);
      return;
    }
    this.#queue.drop(group);
    this.#checkpointer.committed(bytesOf(group));
    if (this.#syncs && group.some(({ isNote }) => !isNote)) void this.#sync(group);
    else for (const job of group) job.committed();
  }

  async #sync(group: readonly Job[]): Promise<void> {
    this.#isSyncing = true;
    try {
      await this.#database.syncLog();
      for (const job of group) job.committed();
    } catch (error) {
      const reason = storeErrorOf(this.#path, error);
      for (const job of group) job.failed(reason);
    }
    this.#isSyncing = false;
    this.#schedule();
  }

  #failed(group: readonly Job[], error: unknown): void {
    if (isBusy(error)) {
      const nowMs = this.#ports.clock.monotonicMs();
      this.#giveUp(
        group.filter((job) => isLate(job, nowMs)),
        error,
      );
      this.#pause();
      return;
    }
    // Notes may be what is wrong, and can be spared: the jobs get another turn without them.
    const notes = group.filter(({ isNote }) => isNote);
    this.#giveUp(notes.length > 0 ? notes : group, error);
    this.#checkpointer.run(); // on a full disk that makes room in the log
  }

  #giveUp(jobs: readonly Job[], error: unknown): void {
    const reason = storeErrorOf(this.#path, error);
    this.#queue.drop(jobs);
    for (const job of jobs) job.failed(reason);
  }

  /** Gives the other process time without blocking this one. */
  #pause(): void {
    this.#isPaused = true;
    const { clock } = this.#ports;
    void clock.sleepUntil(clock.nowMs() + LOCK_RETRY_MS).then(() => {
      this.#isPaused = false;
      this.#schedule();
    });
  }
}

function isLate(job: Job, nowMs: number): boolean {
  job.deadlineMs ??= nowMs + LOCK_WAIT_MS;
  return nowMs >= job.deadlineMs;
}

function goneError(path: string): StoreError {
  return new StoreError('gone', `the history ${path} was moved or deleted while in use`, {
    hint: 'start again to get a new one',
  });
}
