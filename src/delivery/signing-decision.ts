import type { SignedAs } from '../core/delivery-events.ts';
import type { WebhookRequest } from '../core/request.ts';
import { requestUrl } from '../core/request-url.ts';
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
 *
 * @param url - where it is to be sent now
 */
export function decideSigning(
  request: WebhookRequest,
  url: string,
  nowMs: number,
  knowledge: SigningKnowledge,
): SigningDecision {
  const { provider, secret, origin, options, verbatim } = knowledge;
  if (verbatim) return { signed: 'verbatim', note: null };
  if (provider === null) return { signed: 'verbatim', note: 'unknown provider' };
  if (secret === null) return { signed: 'unsigned', note: null };
  if (origin === 'given') return { signed: 'fresh', note: null };
  if (provider.secret.kind === 'key-pair') return { signed: 'fresh', note: 'with the local key' };
  const view = viewRequest(request);
  const input = { secrets: [secret], nowMs, toleranceMs: Number.POSITIVE_INFINITY, options };
  const atTarget = provider.verify(view, { ...input, url });
  const isForThere = atTarget.status !== 'failed' || !provider.scheme.covers.url;
  const verdict = isForThere
    ? atTarget
    : provider.verify(view, { ...input, url: recordedUrl(request, url) });
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

/** Where it was sent when it was recorded: the URL that a signature may cover. */
function recordedUrl({ path, headers }: WebhookRequest, targetUrl: string): string {
  return requestUrl(path, headers, new URL(targetUrl).host);
}
