import type { RetryRules } from '../core/retry-rules.ts';
import type { RetryProfile } from '../core/schedule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A retry profile as data; statuses are single numbers or `[from, to]`, both included. */
export function profileFields(profile: RetryProfile): Fields {
  return {
    name: profile.name,
    delays_ms: profile.delaysMs,
    timeout_ms: profile.timeoutMs,
    success: profile.success,
    stop: profile.stop,
    ...ruleFields(profile),
  };
}

/** What most profiles do without is `null` or empty. */
function ruleFields(rules: RetryRules): Fields {
  const { floor, retryAfter, redirects, endpoint } = rules;
  return {
    jitter: rules.jitter,
    waits_from: rules.waitsFrom,
    connect_timeout_ms: rules.connectTimeoutMs,
    total_ms: rules.totalMs,
    gives_up_on: rules.givesUpOn,
    stop_header: rules.stopHeader,
    floor:
      floor === null
        ? null
        : { min_ms: floor.minMs, statuses: floor.statuses, no_answers: floor.noAnswers },
    retry_after:
      retryAfter === null ? null : { max_factor: retryAfter.maxFactor, max_ms: retryAfter.maxMs },
    redirects,
    retry_headers: rules.retryHeaders,
    changes: rules.changes,
    keeps: rules.keeps,
    endpoint:
      endpoint === null
        ? null
        : {
            failures: endpoint.failures,
            within_ms: endpoint.withinMs,
            statuses: endpoint.statuses,
            no_answers: endpoint.noAnswers,
            pause_ms: endpoint.pauseMs,
          },
    after: rules.after,
  };
}

/** Attempts as planned; where waits are drawn, with the bounds of each offset as well. */
export function plannedTimes(times: {
  readonly offsetsMs: readonly number[];
  readonly startAtMs: number;
  readonly attemptsMade?: number;
  readonly profile: Pick<RetryProfile, 'jitter'>;
}): readonly Fields[] {
  const { attemptsMade = 0 } = times;
  const { jitter } = times.profile;
  return times.offsetsMs.map((offsetMs, index) => ({
    attempt: attemptsMade + index + 1,
    offset_ms: offsetMs,
    at: isoTime(times.startAtMs + offsetMs),
    ...(jitter === null
      ? {}
      : { earliest_ms: offsetMs * jitter.from, latest_ms: offsetMs * jitter.to }),
  }));
}

/** UTC with milliseconds, or `null` for a number that is no time. */
export function isoTime(atMs: number): string | null {
  const time = new Date(atMs);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
