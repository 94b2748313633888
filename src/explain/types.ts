import type { ExplainedCause } from '../core/explained-causes.ts';
import type { HeaderList } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import type { Provider, ProviderOptions, Secret, SignatureParts } from '../providers/types.ts';
import type { SortedVariant } from './json-variants.ts';
import type { JsonWriting } from './json-writing.ts';

/** All that a provider's check of a request depends on. */
export interface VerifyCase {
  readonly request: WebhookRequest;
  readonly secrets: readonly Secret[];
  /** URL the sender used, as far as known. */
  readonly url: string;
  readonly nowMs: number;
  /** How old a signed time may be; `null` for the provider's own limit. */
  readonly toleranceMs: number | null;
  readonly options: ProviderOptions;
}

/** What a hypothesis puts in the place of what the case has. */
export type Change = Partial<Omit<VerifyCase, 'request'> & WebhookRequest>;

/** A way things may have been when the signature was made. */
export interface Hypothesis {
  readonly change: Change;
  /** What fits, for a sentence that begins with "the signature fits". */
  readonly fits: string;
  /**
   * Recomputes the received signature where the provider's check can't express the mistake; the change then only
   * says what was assumed. Without it the provider's check of the changed case decides.
   */
  reproduces?(): boolean;
}

/** What a hypothesis changes; two hypotheses on different subjects can be true at once. */
export type Aspect = 'time' | 'secret' | 'options' | 'signature' | 'body' | 'url' | 'headers';

/** One known mistake. Its text is for the developer of the receiver, or of whatever stands before it. */
export interface WrongWay {
  readonly name: ExplainedCause;
  readonly aspect: Aspect;
  /** One line: what went wrong. */
  readonly summary: string;
  /** How it comes about. */
  readonly explanation: string;
  /** What to change in the receiver. */
  readonly fix: string;
  /** Worth trying where no signature was found at all. */
  readonly whenUnsigned?: true;
  /** Likeliest first. */
  hypotheses(subject: Subject): Iterable<Hypothesis>;
  /** What is tried after those of all other entries: many of them, each unlikely. */
  rarer?(subject: Subject): Iterable<Hypothesis>;
}

/** A secret that is known besides those the request is checked with. */
export interface KnownSecret {
  readonly kind: 'test-secret' | 'previous-secret' | 'other-provider-secret';
  /** What to call it, without a word of its value: `the test secret of mailtrap`. */
  readonly label: string;
  readonly secret: Secret;
}

/** A case that failed, with what the table needs to know of it; all but the fields of the case is made when asked for. */
export interface Subject extends VerifyCase {
  readonly provider: Provider;
  readonly view: RequestView;
  readonly verification: Verification;
  readonly known: readonly KnownSecret[];
  /** Try rarer things as well. */
  readonly deep: boolean;
  /** Undoes a content coding; `undefined` when it can't. */
  decode(encoding: string, bytes: Uint8Array): Uint8Array | undefined;
  /** Compresses at a level from 1 to 9; `undefined` when it can't. */
  gzip(bytes: Uint8Array, level: number): Uint8Array | undefined;
  parts(): SignatureParts;
  /** The body as text, when it is UTF-8. */
  text(): string | undefined;
  json(): JsonWriting | undefined;
  /** Other ways to write that JSON, likeliest first. */
  jsonVariants(): readonly SortedVariant[];
  /** Bodies of the provider's own samples of the events in the request. */
  samples(): readonly Uint8Array[];
  /** Headers that the provider's signing adds; empty when that can't be found out. */
  signatureHeaders(): HeaderList;
}

/** A named cause, in words. */
export interface Explanation {
  readonly cause: ExplainedCause;
  readonly summary: string;
  readonly explanation: string;
  readonly fix: string;
  /** What fits in this very case; never holds a secret or the right signature. */
  readonly detail: string;
}
