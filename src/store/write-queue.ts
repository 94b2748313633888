/** A piece of work for the next transaction. */
export interface Job {
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

/** Bound one transaction, so that others get their turn. */
const MAX_GROUP_BYTES = 8 * 1024 * 1024;
const MAX_NOTES = 500;
/** While more keeps coming, a group waits so many turns for it: a commit and a sync cost the same for one as for many. */
const MAX_GATHERING_TURNS = 8;
const GATHERED_BYTES = 256 * 1024;

/** What waits to be written: jobs in the order they came, and notes, which go with the next jobs or when they are due. */
export class WriteQueue {
  #jobs: Job[] = [];
  #notes: Job[] = [];
  #notesAreDue = false;
  #gathering = { turns: 0, bytes: 0 };

  get isEmpty(): boolean {
    return this.#jobs.length === 0 && this.#notes.length === 0;
  }

  get notesAreDue(): boolean {
    return this.#notesAreDue;
  }

  /** Whether there are as many notes as one group takes. */
  get hasManyNotes(): boolean {
    return this.#notes.length >= MAX_NOTES;
  }

  add(job: Job): void {
    (job.isNote ? this.#notes : this.#jobs).push(job);
  }

  /** Notes wait no longer for jobs to go with. */
  callNotes(): void {
    this.#notesAreDue = this.#notes.length > 0;
  }

  /** What may be written now, all together. */
  group(): readonly Job[] {
    const group: Job[] = [];
    let bytes = 0;
    for (const job of this.#jobs) {
      bytes += job.bytes();
      if (!job.isReady || (bytes > MAX_GROUP_BYTES && group.length > 0)) break;
      group.push(job);
    }
    if (group.length === 0 && !this.#notesAreDue) return group;
    return [...group, ...this.#notes.slice(0, MAX_NOTES)];
  }

  /** Whether this group grew in the last turn, so that more may come in the next. */
  isGathering(group: readonly Job[]): boolean {
    const { turns, bytes: before } = this.#gathering;
    const bytes = bytesOf(group);
    const goesOn = bytes > before && bytes < GATHERED_BYTES && turns < MAX_GATHERING_TURNS;
    this.#gathering = goesOn ? { turns: turns + 1, bytes } : { turns: 0, bytes: 0 };
    return goesOn;
  }

  drop(jobs: readonly Job[]): void {
    const gone = new Set(jobs);
    this.#jobs = this.#jobs.filter((job) => !gone.has(job));
    this.#notes = this.#notes.filter((job) => !gone.has(job));
    if (this.#notes.length === 0) this.#notesAreDue = false;
  }
}

export function bytesOf(group: readonly Job[]): number {
  return group.reduce((sum, job) => sum + job.bytes(), 0);
}
