import type { SignedAs } from '../core/delivery-events.ts';
import type { HeaderList } from '../core/headers.ts';
import type { Random } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { NoAnswer } from '../core/retry-rules.ts';
import type { AttemptStatus, RetryProfile } from '../core/schedule.ts';

/** A request made ready for one attempt. */
export interface PreparedAttempt {
  readonly url: string;
  readonly request: WebhookRequest;
  readonly signed: SignedAs;
  /** Why the signature was kept or left out, when that is worth saying. */
  readonly signedNote: string | null;
}

/** One thing to deliver: where it came from, how often to try, and how to make each attempt. */
export interface PlannedDelivery {
  readonly id: string;
  /** Fixture path, history id or `provider/event`. */
  readonly source: string;
  readonly profile: RetryProfile;
  /** Not before this; a source gives what has such a time in its order. Absent for at once. */
  readonly dueAtMs?: number;
  /** For waits that are drawn, the same in every process; absent for the middle of their range. */
  readonly random?: Random;
  /** What is known of earlier attempts, by the history or the run; absent or `null` for nothing. */
  readonly before?: {
    /** When the first one began. */
    readonly startedAtMs: number;
    /** What the last one was answered. */
    readonly status: AttemptStatus;
    /** Why it got no answer, where that is known. */
    readonly noAnswer?: NoAnswer | undefined;
  } | null;
  /**
   * Makes the request for attempt number `attempt` (from 1); what changes between attempts is decided here.
   *
   * @param retryHeaders - which retry it is and why, as the profile wants it told
   */
  prepare(attempt: number, nowMs: number, retryHeaders?: HeaderList): PreparedAttempt;
}
