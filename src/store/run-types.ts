/** Where a recorded request is read again: a document of a fixture file, a capture, or a line of an NDJSON file. */
export type PlainReference =
  | { readonly kind: 'fixture'; readonly file: string; readonly document: number }
  | { readonly kind: 'capture'; readonly id: string }
  | {
      readonly kind: 'line';
      readonly file: string;
      /** Counted from 1. */
      readonly line: number;
      readonly offset: number;
      readonly bytes: number;
    };

/**
 * Where the request of a delivery comes from: a recorded one, one event of such a one, several in one, or one with another
 * body (base64) in place of its own.
 */
export type SourceReference =
  | PlainReference
  | { readonly kind: 'part'; readonly of: SourceReference; readonly event: number }
  | { readonly kind: 'batch'; readonly parts: readonly SourceReference[] }
  | { readonly kind: 'edited'; readonly of: SourceReference; readonly body: string };

/** A delivery as it is planned. */
export interface DeliveryPlan {
  /** Counted from 1 within its run. */
  readonly number: number;
  /** What to call its source. */
  readonly source: string;
  readonly reference: SourceReference;
  /** Of the request as it was when planned. */
  readonly sha256: Uint8Array;
  /** When the first attempt is due, or `null` when it is left out on purpose. */
  readonly dueAtMs: number | null;
  /** Order among those that are due together. */
  readonly position: number;
}

export const DELIVERY_STATES = [
  'pending',
  'under-way',
  'delivered',
  'rejected',
  'exhausted',
  'dropped',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery of a run. */
export interface DeliveryRecord extends Omit<DeliveryPlan, 'dueAtMs' | 'position'> {
  /** Attempts begun. */
  readonly attempts: number;
  readonly firstAttemptAtMs: number | null;
  /** Of the last answer. */
  readonly status: number | null;
}

/** A delivery of a run that has not ended. */
interface WaitingDelivery extends DeliveryRecord {
  /** When its next attempt is due; `null` for one that is under way. */
  readonly dueAtMs: number | null;
}

/** What an attempt came to, and what follows. */
export interface AttemptOutcome {
  readonly number: number;
  readonly attempt: number;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly state: Exclude<DeliveryState, 'under-way'>;
  /** When the next attempt is due, for `pending`. */
  readonly nextAttemptAtMs: number | null;
  /** The attempt has no result and does not count. */
  readonly isUnknown: boolean;
}

export type RunState = 'planning' | 'open' | 'done';

export interface RunRecord {
  readonly id: number;
  readonly name: string;
  readonly startedAtMs: number;
  readonly state: RunState;
  /** The process that works on it, or `null`. */
  readonly ownerPid: number | null;
  /** Worked on for so long, over all its sessions. */
  readonly elapsedMs: number;
  /** As given to `create`, or to `keep` later. */
  readonly settings: unknown;
}

export type RunCounts = Readonly<Record<DeliveryState, number>> & {
  readonly attempts: number;
  /** Of those that wait, the ones that failed before. */
  readonly retrying: number;
};

/**
 * Runs and their deliveries. What changes something resolves when that is safe from a crash of this process.
 *
 * @throws {StoreError} from every method
 */
export interface RunStore {
  /** Begins a run; when the name is taken, `name-2` and so on. */
  create(name: string, settings: unknown, atMs: number, ownerPid: number): Promise<RunRecord>;
  add(run: RunRecord, plans: readonly DeliveryPlan[]): Promise<void>;
  /** Moves a run on; `null` for nobody's. Resolves when that, and all before it, is safe from a power cut. */
  mark(run: RunRecord, state: RunState, ownerPid: number | null, elapsedMs: number): Promise<void>;
  /** Keeps settings in place of those it was created with. */
  keep(run: RunRecord, settings: unknown): Promise<void>;
  /** By name, or the newest with `last`. */
  find(name: string): Promise<RunRecord | undefined>;
  /** Newest last. */
  list(): Promise<readonly RunRecord[]>;
  /** What may be begun now: by due time, then by position. */
  due(run: RunRecord, limit: number, nowMs: number): Promise<readonly DeliveryRecord[]>;
  /** The earliest time of what waits, or `null`. */
  nextDueAtMs(run: RunRecord): Promise<number | null>;
  /** All that has not ended, in the order it would be delivered in; in pages. */
  waiting(run: RunRecord): AsyncIterable<WaitingDelivery>;
  /** Records attempts that are about to be made. */
  started(run: RunRecord, numbers: readonly number[], nowMs: number): Promise<void>;
  /** Records what attempts came to. */
  finished(run: RunRecord, outcomes: readonly AttemptOutcome[]): Promise<void>;
  /** Takes `started` back: nothing was sent, and it is due again at `dueAtMs`. */
  released(run: RunRecord, numbers: readonly number[], dueAtMs: number): Promise<void>;
  /** Ends a delivery whose source is gone. */
  lost(run: RunRecord, number: number): Promise<void>;
  /** Puts all that waits off by so long. */
  putOff(run: RunRecord, byMs: number): Promise<void>;
  /** Attempts that were about to be made, or being made, when the run ended without a word. */
  underWay(run: RunRecord): Promise<readonly DeliveryRecord[]>;
  /** Makes all that waits due now, or what waits for longer than until `afterMs`. @returns how many */
  hurry(run: RunRecord, nowMs: number, afterMs?: number): Promise<number>;
  /** Removes it with all its deliveries and attempts. */
  remove(run: RunRecord): Promise<void>;
  counts(run: RunRecord): Promise<RunCounts>;
  /** Durations of all attempts with a result, in pages. */
  durationsMs(run: RunRecord): AsyncIterable<number>;
}
