import type { WebhookResponse } from './request.ts';
import type { RetryProfile } from './schedule.ts';

export type SignedAs = 'fresh' | 'verbatim' | 'unsigned';

export interface AttemptEvent {
  readonly type: 'attempt';
  readonly delivery: string;
  readonly run: string;
  readonly source: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** Most attempts the profile allows. */
  readonly maxAttempts: number;
  readonly url: string;
  readonly method: string;
  readonly startedAtMs: number;
  readonly status: number | null;
  readonly error: string | null;
  /** Stable name of the failure, for `error`: `refused`, `dns`, `tls`, `connect-timeout` …; absent for none. */
  readonly errorKind?: string;
  /** What to do about the failure; absent for none. */
  readonly hint?: string;
  readonly durationMs: number;
  readonly nextAttemptAtMs: number | null;
  readonly signed: SignedAs;
  /** Why the signature was kept or left out, when that is worth saying. */
  readonly signedNote: string | null;
  readonly bodyBytes: number;
  readonly bodySha256: string;
  /** What the target answered, its body perhaps cut; absent or `null` when it did not. */
  readonly response?: WebhookResponse | null;
}

export type DeliveryOutcome = 'delivered' | 'rejected' | 'exhausted' | 'dropped' | 'interrupted';

export interface DeliveryEvent {
  readonly type: 'delivery';
  readonly delivery: string;
  readonly run: string;
  readonly source: string;
  readonly outcome: DeliveryOutcome;
  readonly attempts: number;
  readonly status: number | null;
}

/** A provider would send nothing more for a while, so deliveries with its profile wait. */
export interface HoldEvent {
  readonly type: 'hold';
  readonly run: string;
  /** Name of the profile. */
  readonly profile: string;
  /** What it does, in words. */
  readonly detail: string;
  /** `null`: until the run is gone on with. */
  readonly untilMs: number | null;
}

/** What was done to a delivery on purpose: `--drop`, `--duplicate`, `--delay`, `--shuffle`. */
export interface DisorderEvent {
  readonly type: 'disorder';
  readonly run: string;
  readonly delivery: string;
  readonly source: string;
  readonly done: readonly ('left-out' | 'copy' | 'held-back' | 'moved')[];
  /** The delivery that this is a copy of, or `null`. */
  readonly copyOf: string | null;
  readonly heldBackMs: number;
  /** Place in the order of sending, from 1, where that is drawn and known; else `null`. */
  readonly place: number | null;
  /** Ids of the events in it, as far as they have any. */
  readonly ids: readonly string[];
}

/** What was done on purpose in a run: how many, and the first of the deliveries. */
export interface DisorderSummary {
  /** Gives the same disorder again. */
  readonly seed: string;
  readonly shuffled: boolean;
  readonly leftOut: DisorderCount;
  readonly copies: DisorderCount;
  readonly heldBack: DisorderCount;
}

export interface DisorderCount {
  readonly count: number;
  /** Not all where there are many. */
  readonly deliveries: readonly string[];
}

/** Milliseconds. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface SummaryEvent {
  readonly type: 'summary';
  readonly run: string;
  readonly total: number;
  readonly delivered: number;
  readonly failed: number;
  /** Left out on purpose, or because the source is gone; absent for none. */
  readonly dropped?: number;
  /** Still to be delivered; absent for none. */
  readonly pending?: number;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly perSecond: number;
  readonly latencyMs: LatencySummary;
  /** In a list of runs: it was not planned to its end, or is being planned, so it can't be gone on with. */
  readonly isPlanned?: false;
  /** In a list of runs: when it began. */
  readonly startedAtMs?: number;
  /** Absent where nothing was done on purpose. */
  readonly disorder?: DisorderSummary;
}

/** `--dry-run`: what would be attempted and when. */
export interface PlanEvent {
  readonly type: 'plan';
  readonly source: string;
  readonly provider: string | null;
  readonly url: string;
  readonly profile: RetryProfile;
  /** Offsets in milliseconds from the first attempt to come, scaled. */
  readonly offsetsMs: readonly number[];
  readonly startAtMs: number;
  /** Attempts made before those, of a run that is gone on with; absent for none. */
  readonly attemptsMade?: number;
  readonly signed: SignedAs;
}
