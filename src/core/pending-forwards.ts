import type { ForwardRecord } from './forward-record.ts';

/** What a listener finds of earlier ones when it starts. */
export interface TakenOver {
  /** Requests that listeners left behind which have ended. */
  readonly requests: number;
  /** Requests that wait for the same targets with listeners that still run. */
  readonly withOthers: number;
}

/** A process that sends requests on, and how it tells whether others still run. */
export interface ForwardingProcess {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Requests that wait to be sent on, as one listener sees them: those it captured and those it took over. Nobody else sends
 * them while it runs.
 */
export interface PendingForwards {
  /** Whether what waits is there for the next listener. */
  readonly isLasting: boolean;
  /** Takes over what waits for these targets with listeners that have ended. */
  takeOver(targets: readonly string[]): Promise<TakenOver>;
  /**
   * Resolves when the request surely will be sent to these targets.
   *
   * @throws when it can't be kept, for one since it was removed from the history meanwhile
   */
  add(id: string, targets: readonly string[]): Promise<void>;
  /** The oldest request that waits for a target. */
  next(target: string): Promise<string | undefined>;
  /** Ends the waiting of a request, and keeps what became of it unless that is `null`; resolves when both are safe. */
  remove(id: string, target: string, record: ForwardRecord | null): Promise<void>;
  /** Requests that wait for any of these targets. */
  count(targets: readonly string[]): Promise<number>;
}
