import type { CaptureFacts, EventSummary } from '../core/events.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import type { ForwardingProcess, PendingForwards } from '../core/pending-forwards.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { BlockRecord } from './capture-block.ts';
import type { RunStore } from './run-types.ts';
import type { StoreError } from './store-error.ts';

/** A capture as lists show it: all but the body, and what was found out about it if that is stored. */
export interface CaptureRecord extends BlockRecord {
  readonly facts: CaptureFacts | null;
}

/** One capture, whole but for a body too large to be at hand. */
export interface StoredCapture {
  readonly request: CapturedRequest;
  readonly facts: CaptureFacts | null;
}

/** A capture as replaying needs it. */
export interface RecordedCapture {
  /** Whole, or without the body that is in a file of its own. */
  readonly request: CapturedRequest;
  readonly provider: string | null;
  /** Canonical name of its first event, or `null`. */
  readonly event: string | null;
}

/** Which captures; what is absent does not matter. */
export interface CaptureFilter {
  /** Only captures after this one; an id that no capture can have finds nothing. */
  readonly afterId?: string;
  readonly beforeId?: string;
  /** Received at or after. */
  readonly sinceMs?: number;
  readonly provider?: string;
  /** Canonical or wire name of any event in the request. */
  readonly event?: string;
}

export interface CaptureQuery extends CaptureFilter {
  readonly order?: 'oldest-first' | 'newest-first';
  readonly limit?: number;
  /** Told of each damaged capture, which is then left out; without it the first one ends the list. */
  readonly onDamaged?: (error: StoreError) => void;
}

/** Captures that carried an event before. */
export interface Occurrences {
  readonly count: number;
  readonly firstMs: number;
}

/**
 * What to remove: captures beyond the newest `keep`, and captures older than `olderThanMs`; none that wait to be sent on,
 * unless `waitingToo`.
 */
export interface PruneRule {
  readonly keep?: number;
  readonly olderThanMs?: number;
  readonly waitingToo?: boolean;
}

export interface Pruned {
  readonly captures: number;
  /** Captures that are kept only since they wait to be sent on. */
  readonly waiting: number;
  readonly bodyFiles: number;
  /** What the body files held. */
  readonly bodyFileBytes: number;
  /** Whether the space was given back; on a full disk that has to wait. */
  readonly isShrunk: boolean;
}

/**
 * The durable history of captures.
 *
 * @throws {StoreError} from every method but `describe`
 */
export interface History {
  /** Resolves when the request is safe from a crash and a power cut. Ids grow in the order of the calls. */
  append(request: ArrivedRequest): Promise<CapturedRequest>;
  /** Stores what was found out, soon and without anybody waiting; `close` waits. */
  describe(id: string, facts: CaptureFacts): void;
  capture(id: string): Promise<StoredCapture | undefined>;
  /** Those of these captures that there are, at once. */
  recorded(ids: readonly string[]): Promise<readonly RecordedCapture[]>;
  /** Captures with ids from `firstId` to `lastId`, a few in memory at a time. */
  recall(firstId: string, lastId: string): AsyncIterable<CapturedRequest>;
  /** The same request with its whole body, however large. */
  whole(request: CapturedRequest): Promise<CapturedRequest>;
  /** The body of a capture a chunk at a time. */
  body(request: CapturedRequest): AsyncIterable<Uint8Array>;
  last(): Promise<StoredCapture | undefined>;
  /** In pages, so that memory stays flat and no writer is held up; captures that come meanwhile are left out. */
  list(query?: CaptureQuery): AsyncIterable<CaptureRecord>;
  count(filter?: CaptureFilter): Promise<number>;
  /** Described captures (before `beforeId`) that carried the event with this id; `undefined` when there are none. */
  occurrences(
    provider: string,
    event: Pick<EventSummary, 'wireName' | 'id'>,
    beforeId?: string,
  ): Promise<Occurrences | undefined>;
  /** Keeps what became of sending a capture on, soon and without anybody waiting. */
  forwarded(id: string, record: ForwardRecord): void;
  forwards(id: string): Promise<readonly ForwardRecord[]>;
  /** Requests that wait to be sent on by a process: this one. */
  pendingForwards(process: ForwardingProcess): PendingForwards;
  prune(rule: PruneRule): Promise<Pruned>;
  /** Runs of `replay`. */
  readonly runs: RunStore;
  close(): Promise<void>;
}
