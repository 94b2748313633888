import type { TransportFailure } from '../core/ports.ts';
import type { EndpointRule } from '../core/retry-rules.ts';
import { matchesStatus, type RetryProfile } from '../core/schedule.ts';
import { isRecord, listMember, member } from '../core/shape.ts';
import { noAnswerOf } from './retry-headers.ts';

/** Due time of what waits until somebody turns its webhook on again: the last one that a date can have. */
export const NEVER_MS = 8.64e15;

/** A provider has begun to hold back everything for the endpoint. */
export interface EndpointHold {
  readonly profile: string;
  readonly rule: EndpointRule;
  /** `NEVER_MS` until somebody ends it. */
  readonly untilMs: number;
}

interface Standing {
  /** Failures that count, the latest last; no more than make a hold. */
  readonly failedAtMs: number[];
  untilMs: number;
}

/** Which providers hold back their deliveries of a run, and the failures that lead there. Times of a rule are divided by the run's time scale. */
export class EndpointHolds {
  readonly #timeScale: number;
  readonly #standings: Map<string, Standing>;

  /** @param stored - what `stored()` of an earlier session gave; what was held until somebody ends it is free again */
  constructor(timeScale: number, stored: unknown = null) {
    this.#timeScale = timeScale;
    this.#standings = new Map(
      isRecord(stored)
        ? Object.entries(stored).map(([name, value]) => [name, standing(value)])
        : [],
    );
  }

  /** Until when deliveries of a profile are held back; 0 when they are not. */
  untilMs({ name }: RetryProfile): number {
    return this.#standings.get(name)?.untilMs ?? 0;
  }

  /** Counts what an attempt came to. @returns the hold that begins with it */
  attempted(
    { name, success, endpoint }: RetryProfile,
    status: number | null,
    failure: TransportFailure | null,
    nowMs: number,
  ): EndpointHold | undefined {
    if (endpoint === null || failure?.kind === 'aborted') return undefined;
    const known = this.#standings.get(name) ?? { failedAtMs: [], untilMs: 0 };
    this.#standings.set(name, known);
    const { failedAtMs } = known;
    const isInRow = endpoint.withinMs === null;
    if (status !== null && matchesStatus(success, status)) {
      if (isInRow) failedAtMs.length = 0;
      return undefined;
    }
    // Attempts that were under way when it began make it no longer.
    if (known.untilMs > nowMs || !counts(endpoint, status, failure)) return undefined;
    failedAtMs.push(nowMs);
    const sinceMs = nowMs - (endpoint.withinMs ?? Infinity) / this.#timeScale;
    while ((failedAtMs[0] ?? nowMs) < sinceMs) failedAtMs.shift();
    if (failedAtMs.length < endpoint.failures) return undefined;
    failedAtMs.length = 0;
    const { pauseMs } = endpoint;
    known.untilMs = pauseMs === null ? NEVER_MS : nowMs + Math.ceil(pauseMs / this.#timeScale);
    return { profile: name, rule: endpoint, untilMs: known.untilMs };
  }

  /** Ends what holds back. */
  lift(): void {
    for (const known of this.#standings.values()) known.untilMs = 0;
  }

  /** Whether anything has been counted. */
  get isKnown(): boolean {
    return this.#standings.size > 0;
  }

  /** To be kept for a later session. */
  stored(): unknown {
    return Object.fromEntries(this.#standings);
  }
}

function counts(
  { statuses, noAnswers }: EndpointRule,
  status: number | null,
  failure: TransportFailure | null,
): boolean {
  if (status !== null) return statuses === null || matchesStatus(statuses, status);
  return noAnswers === null || (failure !== null && noAnswers.includes(noAnswerOf(failure)));
}

function standing(value: unknown): Standing {
  const untilMs = member(value, 'untilMs');
  const failedAtMs = listMember(value, 'failedAtMs') ?? [];
  return {
    failedAtMs: failedAtMs.filter((atMs) => typeof atMs === 'number'),
    untilMs: typeof untilMs === 'number' && untilMs < NEVER_MS ? untilMs : 0,
  };
}
