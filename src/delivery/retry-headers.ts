import type { HeaderList } from '../core/headers.ts';
import type { TransportFailure } from '../core/ports.ts';
import type { NoAnswer, RetryReason } from '../core/retry-rules.ts';
import { type AttemptStatus, matchesStatus, type RetryProfile } from '../core/schedule.ts';

const NO_ANSWER_OF: Readonly<Record<TransportFailure['kind'], NoAnswer>> = {
  dns: 'dns',
  refused: 'connection',
  tls: 'tls',
  timeout: 'timeout',
  reset: 'broken',
  protocol: 'broken',
  invalid: 'other',
  aborted: 'other',
  other: 'other',
};

export function noAnswerOf({ kind, phase }: TransportFailure): NoAnswer {
  return kind === 'timeout' && phase === 'connect' ? 'connect-timeout' : NO_ANSWER_OF[kind];
}

/** Why an attempt that is no success failed; without an answer and a cause, it is `other`. */
export function reasonOf(
  { redirects }: Pick<RetryProfile, 'redirects'>,
  status: AttemptStatus,
  noAnswer?: NoAnswer,
): RetryReason {
  if (status === null) return noAnswer ?? 'other';
  return redirects !== null && matchesStatus(redirects.statuses, status) ? 'redirects' : 'status';
}

/** What a profile tells the receiver of a retry: its number from 1, and why the attempt before failed. */
export function retryHeadersFor(
  { retryHeaders }: Pick<RetryProfile, 'retryHeaders'>,
  attempt: number,
  reason: RetryReason,
): HeaderList {
  if (attempt === 1) return [];
  return retryHeaders.map((header) => [
    header.name,
    header.holds === 'number' ? `${attempt - 1}` : header.reasons[reason],
  ]);
}
