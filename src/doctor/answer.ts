import { formatDuration } from '../core/duration.ts';
import { headerValue } from '../core/headers.ts';
import type { SendResult, TransportFailure } from '../core/ports.ts';

/** What the receiver did with one request. */
export interface Answer {
  /** `null` when there was no answer. */
  readonly status: number | null;
  readonly failure: TransportFailure | null;
  readonly location: string | null;
  readonly allow: string | null;
  readonly durationMs: number;
  /** How many events it processed meanwhile by its own count, or `null` when it gives none. */
  readonly processed: number | null;
}

type AnswerKind =
  | 'accepted'
  | 'redirect'
  | 'refused'
  | 'rate-limited'
  | 'server-error'
  | 'timeout'
  | 'no-answer';

const TOO_MANY_REQUESTS = 429;
const SHOWN_LOCATION = 200;

export function answerFrom(
  result: SendResult,
  durationMs: number,
  processed: number | null,
): Answer {
  const headers = result.ok ? result.response.headers : [];
  return {
    status: result.ok ? result.response.status : null,
    failure: result.ok ? null : result.failure,
    location: headerValue(headers, 'location') ?? null,
    allow: headerValue(headers, 'allow') ?? null,
    durationMs,
    processed,
  };
}

export function kindOf({ status, failure }: Answer): AnswerKind {
  if (status === null) return failure?.kind === 'timeout' ? 'timeout' : 'no-answer';
  if (status >= 200 && status < 300) return 'accepted';
  if (status < 400) return 'redirect';
  if (status === TOO_MANY_REQUESTS) return 'rate-limited';
  return status < 500 ? 'refused' : 'server-error';
}

export function isAccepted(answer: Answer): boolean {
  return kindOf(answer) === 'accepted';
}

/** As the end of a sentence about the receiver: `answered 200`, `gave no answer within 10s`. */
export function answerText({ status, failure, location, processed }: Answer): string {
  if (status === null) return `gave no answer: ${failure?.detail ?? 'unknown'}`;
  const to = location === null ? '' : ` to ${location.slice(0, SHOWN_LOCATION)}`;
  return `answered ${status}${to}${processedText(processed)}`;
}

function processedText(processed: number | null): string {
  if (processed === null) return '';
  if (processed === 0) return ' and processed nothing';
  return processed === 1 ? ' and processed one event' : ` and processed ${processed} events`;
}

/** A time in steps coarse enough that two runs read the same. */
export function roughTime(durationMs: number): string {
  return durationMs < 100 ? 'under 100ms' : formatDuration(Math.ceil(durationMs / 100) * 100);
}
