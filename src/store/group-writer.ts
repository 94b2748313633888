import type { Clock, Logger } from '../core/ports.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import type { Checkpointer } from './checkpointer.ts';
import { isBusy, LOCK_RETRY_MS, LOCK_WAIT_MS } from './patience.ts';
import { StoreError, storeErrorOf } from './store-error.ts';

export interface GroupWriterPorts {
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Job {
  /** What it adds to the log, about; may grow until it runs. */
  bytes(): number;
  readonly isNote: boolean;
  isReady: boolean;
  /** When waiting for the lock ends, in monotonic milliseconds; set when it is first missed. */
  deadlineMs: number | undefined;
  /** Called before its transaction is tried. */
  begin(): void;
  /** Writes, inside a transaction; more than once when that has to be repeated. */
  run(): void;
  committed(): void;
  failed(error: unknown): void;
}

export interface JobTimes {
  /** To wait for first; what comes later waits too, so that the order stays. */
  readonly ready?: Promise<unknown>;
  /** Called when its transaction is about to be tried, whether that succeeds or not. */
  readonly begins?: () => void;
}

/** Bound one transaction, so that others get their turn. */
const MAX_GROUP_BYTES = 8 * 1024 * 1024;
const MAX_NOTES = 500;
const NOTE_BYTES = 8 * 1024;
const NOTE_DELAY_MS = 100;
/** While more keeps coming, a group waits so many turns for it: a commit and a sync cost the same for one as for many. */
const MAX_GATHERING_TURNS = 8;
const GATHERED_BYTES = 256 * 1024;

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
  #jobs: Job[] = [];
  #notes: Job[] = [];
  #notesAre: 'none' | 'timed' | 'due' = 'none';
  #isScheduled = false;
  #isPaused = false;
  #isSyncing = false;
  #gathering = { turns: 0, bytes: 0 };
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
      this.#jobs.push(job);
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
    this.#notes.push({
      bytes: () => NOTE_BYTES,
      isNote: true,
      isReady: true,
      deadlineMs: undefined,
      begin: () => {},
      run: work,
      committed: () => {},
      failed,
    });
    if (this.#notes.length >= MAX_NOTES) this.#callNotes();
    else if (this.#notesAre === 'none') this.#callNotesLater();
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
        this.#drop([job]);
        job.failed(error);
        this.#schedule();
      },
    );
  }

  #callNotesLater(): void {
    this.#notesAre = 'timed';
    const { clock } = this.#ports;
    const atMs = clock.nowMs() + NOTE_DELAY_MS;
    void clock.sleepUntil(atMs, this.#closed.signal).then(() => this.#callNotes());
  }

  #callNotes(): void {
    this.#notesAre = 'due';
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
    const group = this.#nextGroup();
    if (this.#isGathering(group)) {
      this.#schedule();
      return;
    }
    if (group.length > 0) this.#write(group);
    if (this.#notes.length === 0 && this.#notesAre === 'due') this.#notesAre = 'none';
    if (this.#isSyncing) return;
    if (this.#nextGroup().length > 0 || this.#checkpointer.isDue) this.#schedule();
    else if (this.#jobs.length === 0 && this.#notes.length === 0) this.#whenIdle?.();
  }

  /** Whether this group grew in the last turn, so that more may come in the next. */
  #isGathering(group: readonly Job[]): boolean {
    const { turns, bytes: before } = this.#gathering;
    const bytes = bytesOf(group);
    const goesOn = bytes > before && bytes < GATHERED_BYTES && turns < MAX_GATHERING_TURNS;
    this.#gathering = goesOn ? { turns: turns + 1, bytes } : { turns: 0, bytes: 0 };
    return goesOn;
  }

  #nextGroup(): readonly Job[] {
    const group: Job[] = [];
    let bytes = 0;
    for (const job of this.#jobs) {
      bytes += job.bytes();
      if (!job.isReady || (bytes > MAX_GROUP_BYTES && group.length > 0)) break;
      group.push(job);
    }
    if (group.length > 0 || this.#notesAre === 'due')
      group.push(...this.#notes.slice(0, MAX_NOTES));
    return group;
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
    this.#drop(group);
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
    this.#drop(jobs);
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

  #drop(jobs: readonly Job[]): void {
    const gone = new Set(jobs);
    this.#jobs = this.#jobs.filter((job) => !gone.has(job));
    this.#notes = this.#notes.filter((job) => !gone.has(job));
  }
}

function bytesOf(group: readonly Job[]): number {
  return group.reduce((sum, job) => sum + job.bytes(), 0);
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
