import type { Expression } from './expression.ts';
import type { HeaderList } from './headers.ts';

/** How an answer is written: properly, or in a way that tries the sender's patience. */
export type AnswerManner =
  | { readonly kind: 'whole' }
  /** Close the connection without an answer. */
  | { readonly kind: 'hang-up' }
  /** Send the body so many bytes a second. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Announce a body longer (or shorter, when negative) by so many bytes than is sent. */
  | { readonly kind: 'wrong-length'; readonly by: number };

/** What to answer to the requests an expression fits. */
export interface AnswerRule {
  /** `null` fits every request. */
  readonly when: Expression | null;
  /** Statuses in turn; the last one goes on. */
  readonly statuses: readonly [number, ...number[]];
  /** Whether each event has a turn of its own, so that its redeliveries go on where it stopped. */
  readonly perEvent: boolean;
  readonly headers: HeaderList;
  /** `null`: a short text that names the status. */
  readonly body: Uint8Array | null;
  /** `null`: as `--delay` says. */
  readonly delayMs: number | null;
  readonly manner: AnswerManner;
}
