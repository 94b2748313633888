import type { Clock } from '../core/ports.ts';
import type { Verification } from '../core/verification.ts';
import type { Provider } from '../providers/types.ts';
import { type Confirmed, type SearchResult, search } from './search.ts';
import { subjectOf } from './subject.ts';
import { WRONG_WAYS } from './table.ts';
import type { Explanation, KnownSecret, VerifyCase } from './types.ts';
import { verifyCase } from './verify-case.ts';

/** Far more than a search usually takes, so that it comes to its end on a busy machine as well. */
export const DEFAULT_BUDGET_MS = 500;
export const DEEP_BUDGET_MS = 10_000;

/** A request whose check failed. */
export interface FailedCase extends VerifyCase {
  readonly provider: Provider;
  /** What the provider's check said. */
  readonly verification: Verification;
  /** Further secrets that it may have been signed with. */
  readonly known: readonly KnownSecret[];
}

export interface ExplainPorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Undoes a content coding; `undefined` when it can't. */
  decode(encoding: string, bytes: Uint8Array): Uint8Array | undefined;
  /** Compresses by zlib, at a level from 1 to 9; without it such signatures stay unexplained. */
  gzip?(bytes: Uint8Array, level: number): Uint8Array;
}

export interface ExplainLimits {
  readonly budgetMs: number;
  /** Rarer mistakes and more combinations of two. */
  readonly deep?: boolean;
}

/**
 * Finds out why a signature does not fit: the first known mistake that reproduces it.
 *
 * @returns `null` when none does, when the request was not refused, or when there was nothing to check it with
 */
export function explain(
  failed: FailedCase,
  ports: ExplainPorts,
  limits: ExplainLimits,
): Explanation | null {
  const { confirmed } = searchCause(failed, ports, limits);
  return confirmed === undefined ? null : explanationOf(confirmed, failed);
}

/** The search itself, for those who want to know how far it came. */
export function searchCause(
  failed: FailedCase,
  ports: ExplainPorts,
  { budgetMs, deep = false }: ExplainLimits,
): SearchResult {
  const { provider, verification, known, ...base } = failed;
  if (!isExplainable(verification)) return { confirmed: undefined, tried: 0, outOfTime: false };
  const decode = (encoding: string, bytes: Uint8Array): Uint8Array | undefined =>
    ports.decode(encoding, bytes);
  const gzip = (bytes: Uint8Array, level: number): Uint8Array | undefined =>
    ports.gzip?.(bytes, level);
  const settings = { provider, verification, known, deep, budgetMs, decode, gzip };
  const subject = subjectOf(base, settings);
  return search(subject, WRONG_WAYS, { clock: ports.clock, budgetMs });
}

function isExplainable(verification: Verification): boolean {
  if (verification.status === 'failed') return verification.cause !== 'replayed';
  return verification.status === 'unsigned';
}

export function explanationOf(confirmed: Confirmed, failed: FailedCase): Explanation {
  const { way, hypothesis, besides, fitting } = confirmed;
  const { name, summary, explanation, fix } = way;
  const fits =
    besides === null ? hypothesis.fits : `${hypothesis.fits} and ${besides.hypothesis.fits}`;
  const second = besides === null ? '' : ` Besides, ${lowerFirst(besides.way.summary)}`;
  return {
    cause: name,
    summary: summary + second,
    explanation: besides === null ? explanation : `${explanation} ${besides.way.explanation}`,
    fix: besides === null ? fix : `${fix} ${besides.way.fix}`,
    detail: `the signature fits ${fits}${timeNote(confirmed, fitting, failed)}`,
  };
}

/** A mistake is found with the time left aside; it may be wrong as well. */
function timeNote(
  { way, hypothesis }: Confirmed,
  fitting: VerifyCase,
  { provider }: FailedCase,
): string {
  if (way.aspect === 'time' || hypothesis.reproduces !== undefined) return '';
  const timed = verifyCase(provider, fitting);
  return timed.status === 'failed' && timed.cause === 'stale' ? `; besides, ${timed.detail}` : '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
