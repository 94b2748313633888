import type { CaptureFacts } from '../core/events.ts';
import type { ExplainedCause } from '../core/explained-causes.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import type { PendingForwards } from '../core/pending-forwards.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';
import type { PastSightings } from './redeliveries.ts';

/** Where captures are kept. `append` resolves when the request is safe: only then may its sender get a 2xx. */
export interface CaptureStore {
  append(request: ArrivedRequest): Promise<CapturedRequest>;
  /**
   * Reads captures again, those with ids from `firstId` to `lastId`, without anything but ids having been kept; a store
   * that forgets has none.
   */
  readonly recall?: (firstId: string, lastId: string) => AsyncIterable<CapturedRequest>;
  /** How often an event came before; a store that forgets has none. */
  readonly occurrences?: PastSightings;
  /**
   * Removes all but the newest captures, and those older than so long, but none that wait to be sent on; a store that
   * forgets has none.
   */
  readonly prune?: (rule: {
    readonly keep?: number;
    readonly olderThanMs?: number;
  }) => Promise<{ readonly captures: number; readonly waiting: number }>;
  /** A request that was stored, unless it is gone. */
  capture(id: string): Promise<{ readonly request: CapturedRequest } | undefined>;
  /** The same request with its whole body, for those that came without. */
  whole(request: CapturedRequest): Promise<CapturedRequest>;
  /** The body of a request, a chunk at a time. */
  body(request: CapturedRequest): AsyncIterable<Uint8Array>;
  /** Keeps what was found out, soon; nobody waits for it. */
  describe(id: string, facts: CaptureFacts): void;
  /** Keeps what became of sending a request on. */
  forwarded(id: string, record: ForwardRecord): void;
  /** Requests that wait to be sent on by this process. */
  pendingForwards(): PendingForwards;
  close(): Promise<void>;
}

/** The secrets a provider's requests are checked with. */
export interface SecretSet {
  readonly secrets: readonly Secret[];
  /** `test`: nobody gave one, so the documented test secret or the local key pair is used. */
  readonly origin: 'given' | 'test';
}

/** A check that failed, with all that it was made from. */
interface FailedCheck {
  readonly provider: Provider;
  readonly request: CapturedRequest;
  readonly secrets: readonly Secret[];
  readonly url: string;
  readonly nowMs: number;
  readonly toleranceMs: number | null;
  readonly options: ProviderOptions;
  readonly verification: Verification;
}

/** Names the mistake behind a failed check, or `null` when it finds none, or has no time. */
export type ExplainFailure = (
  failed: FailedCheck,
) => { readonly cause: ExplainedCause; readonly detail: string } | null;

/** Finds the secrets for one request; the request may name a key (`keyId`) that is looked up in DNS when asked. */
export type SecretLookup = (provider: Provider, view: RequestView) => Promise<SecretSet>;
