import { Buffer } from 'node:buffer';
import type { HeaderList } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import {
  type ExplainLimits,
  explain,
  type FailedCase,
  searchCause,
} from '../../src/explain/explain.ts';
import type { SearchResult } from '../../src/explain/search.ts';
import type { Explanation, VerifyCase } from '../../src/explain/types.ts';
import { decodeBody, gzipBody } from '../../src/io/content-coding.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from './provider-cases.ts';

export type CaseChanges = Partial<VerifyCase & Pick<FailedCase, 'known'>>;

/** Time that stands still, so that no search ends early. */
export const TIMELESS = { clock: { monotonicMs: () => 0 }, decode: decodeBody, gzip: gzipBody };

export const LIMITS: ExplainLimits = { budgetMs: 200 };

export function shared(value: string): Secret {
  return { kind: 'shared', value };
}

/** A case as `verify` would make it, with the provider's own verdict. */
export function caseOf(
  provider: Provider,
  request: WebhookRequest,
  secrets: readonly Secret[],
  changes: CaseChanges = {},
): FailedCase {
  const base = {
    request,
    secrets,
    url: TARGET_URL,
    nowMs: NOW_MS,
    toleranceMs: null,
    known: [],
    ...changes,
    options: { ...defaultOptions(provider), ...changes.options },
  };
  const { toleranceMs, known: _known, ...input } = base;
  const verification = provider.verify(
    viewRequest(base.request),
    toleranceMs === null ? input : { ...input, toleranceMs },
  );
  return { ...base, provider, verification };
}

export function explained(
  failed: FailedCase,
  limits: Partial<ExplainLimits> = {},
): Explanation | null {
  return explain(failed, TIMELESS, { ...LIMITS, ...limits });
}

export function searched(failed: FailedCase, limits: Partial<ExplainLimits> = {}): SearchResult {
  return searchCause(failed, TIMELESS, { ...LIMITS, ...limits });
}

export function bodyOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

export function post(
  body: Uint8Array | string,
  headers: HeaderList,
  path = new URL(TARGET_URL).pathname + new URL(TARGET_URL).search,
): WebhookRequest {
  return { method: 'POST', path, headers, body: typeof body === 'string' ? bodyOf(body) : body };
}
