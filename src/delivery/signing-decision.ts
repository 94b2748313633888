import type { SignedAs } from '../core/events.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';

/** What is known about the secret a request could be signed with. */
export interface SigningKnowledge {
  readonly provider: Provider | null;
  /** First of the secrets to sign with, or `null`. */
  readonly secret: Secret | null;
  /** `given` by the user, or the documented test secret. */
  readonly origin: 'given' | 'test';
  readonly options: ProviderOptions;
  readonly verbatim: boolean;
}

export interface SigningDecision {
  readonly signed: SignedAs;
  /** Why, when the user might wonder. */
  readonly note: string | null;
}

/**
 * Decides whether a recorded request is signed afresh. A signature made with a secret we don't have is worth more than
 * one made with the test secret, so it is kept unless the user gave a secret.
 */
export function decideSigning(
  request: WebhookRequest,
  url: string,
  nowMs: number,
  knowledge: SigningKnowledge,
): SigningDecision {
  const { provider, secret, origin, options, verbatim } = knowledge;
  if (verbatim) return { signed: 'verbatim', note: null };
  if (provider === null) return { signed: 'verbatim', note: 'unknown provider: sent as recorded' };
  if (secret === null) return { signed: 'unsigned', note: null };
  if (origin === 'given') return { signed: 'fresh', note: null };
  if (provider.secret.kind === 'key-pair') return { signed: 'fresh', note: 'with the local key' };
  const verdict = provider.verify(viewRequest(request), {
    secrets: [secret],
    url,
    nowMs,
    toleranceMs: Number.POSITIVE_INFINITY,
    options,
  });
  if (verdict.status === 'not-applicable') return { signed: 'unsigned', note: null };
  if (verdict.status === 'ok') return { signed: 'fresh', note: 'with the test secret' };
  if (verdict.status === 'unsigned') {
    return { signed: 'fresh', note: 'had no signature; signed with the test secret' };
  }
  return {
    signed: 'verbatim',
    note: 'signature kept: it was made with a secret not known here (pass --secret to sign afresh)',
  };
}
