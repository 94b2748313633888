import type { WebhookResponse } from './request.ts';

/** One time a captured request was sent on, and what came back. */
export interface ForwardRecord {
  /** URL it was sent to. */
  readonly url: string;
  readonly atMs: number;
  readonly durationMs: number;
  /** The target's answer, or `null` when there was none. */
  readonly response: WebhookResponse | null;
  /** Why there was no answer, or `null`. */
  readonly error: string | null;
}
