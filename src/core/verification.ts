import type { ExplainedCause } from './explained-causes.ts';

/** Why a signature was not accepted. */
export const VERIFICATION_CAUSES = [
  'missing',
  'malformed',
  'mismatch',
  'digest-mismatch',
  'stale',
  'replayed',
  'wrong-secret',
] as const;
export type VerificationCause = (typeof VERIFICATION_CAUSES)[number];

/**
 * What checking a request's signature came to. `unsigned`: the scheme wants a signature and there is none;
 * `not-applicable`: the provider does not sign, or nothing was set up to check; `no-secret`: nothing to check with.
 */
export type Verification =
  | {
      readonly status: 'ok';
      readonly detail: string;
      /** A value that a sender must not use for another body: a token or nonce. */
      readonly replayKey?: string;
    }
  | {
      readonly status: 'failed';
      /** What is wrong, or the mistake that a search has shown to be behind it. */
      readonly cause: VerificationCause | ExplainedCause;
      readonly detail: string;
    }
  | { readonly status: 'unsigned' | 'no-secret' | 'not-applicable'; readonly detail: string };

/** Every status that a {@link Verification} can have. */
export const VERDICTS = [
  'ok',
  'failed',
  'unsigned',
  'no-secret',
  'not-applicable',
] as const satisfies readonly Verification['status'][];

export function verified(detail: string, replayKey?: string): Verification {
  return replayKey === undefined ? { status: 'ok', detail } : { status: 'ok', detail, replayKey };
}

export function refused(cause: VerificationCause, detail: string): Verification {
  return { status: 'failed', cause, detail };
}
