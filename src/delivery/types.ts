import type { SignedAs } from '../core/events.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RetryProfile } from '../core/schedule.ts';

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
  /** Makes the request for attempt number `attempt` (from 1); what changes between attempts is decided here. */
  prepare(attempt: number, nowMs: number): PreparedAttempt;
}
