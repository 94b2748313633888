import type { Expression } from '../core/expression.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';

/** Which requests a command is about, of the history or of fixtures; what is absent does not matter. */
export interface Selection {
  /** Received at or after. */
  readonly sinceMs?: number;
  readonly provider?: string;
  /** Canonical or wire name of any event in the request. */
  readonly event?: string;
  /** Only those whose signature failed, or that got an error or no answer. */
  readonly failed: boolean;
  readonly filter: Expression | null;
}

/** Admits everything. */
export const EVERYTHING: Selection = { failed: false, filter: null };

/** What a selection is asked about. What is not known of it is as if it were not so. */
export interface Candidate extends Omit<ExpressionSubject, 'view'> {
  readonly receivedAtMs: number | null;
  /** Whether it got no answer on purpose, so that it has no status. */
  readonly isHungUp: boolean;
}

/** Whether the selection leaves anything out. */
export function isSelective({ sinceMs, provider, event, failed, filter }: Selection): boolean {
  return failed || [sinceMs, provider, event, filter ?? undefined].some((one) => one !== undefined);
}

/** Whether all but the expression, for which a request may have to be read whole, admits it. */
export function admitsAtSight(
  { sinceMs, provider, event, failed }: Selection,
  candidate: Candidate,
): boolean {
  return (
    (sinceMs === undefined || (candidate.receivedAtMs ?? Number.NaN) >= sinceMs) &&
    (provider === undefined || candidate.provider === provider) &&
    (event === undefined || hasEvent(candidate, event)) &&
    (!failed || hasFailed(candidate))
  );
}

export function admits(selection: Selection, candidate: Candidate & ExpressionSubject): boolean {
  const { filter } = selection;
  return (
    admitsAtSight(selection, candidate) && (filter === null || matchesExpression(filter, candidate))
  );
}

function hasEvent({ events }: Candidate, wanted: string): boolean {
  return events.some(({ name, wireName }) => name === wanted || wireName === wanted);
}

function hasFailed({ verification, status, isHungUp }: Candidate): boolean {
  const isRefused = status !== null && (status < 200 || status > 299);
  return verification?.status === 'failed' || isRefused || isHungUp;
}
