import type { StatusRule } from './schedule.ts';

/** Why an attempt got no answer, as far as providers tell it apart; `broken`: the connection was there and failed. */
export const NO_ANSWERS = [
  'dns',
  'connection',
  'connect-timeout',
  'tls',
  'timeout',
  'broken',
  'other',
] as const;
export type NoAnswer = (typeof NO_ANSWERS)[number];

/** Why an attempt failed: no answer, an answer that is no success, or too many redirects. */
export type RetryReason = NoAnswer | 'status' | 'redirects';

/** A header of an answer and its value, compared without regard to case. */
export interface HeaderRule {
  readonly name: string;
  readonly value: string;
}

/** Heeds `Retry-After`: never less than the planned wait, and at most as much as this. */
export interface RetryAfterRule {
  /** Times the planned wait, or `null`. */
  readonly maxFactor: number | null;
  /** Milliseconds, or `null`. */
  readonly maxMs: number | null;
}

/** A wait that is not fallen below after some failures. */
interface WaitFloor {
  readonly minMs: number;
  readonly statuses: StatusRule;
  readonly noAnswers: readonly NoAnswer[];
}

/** Which redirects are followed, and how many in a row. */
export interface RedirectRule {
  readonly max: number;
  readonly statuses: StatusRule;
}

/** A header that tells a receiver which try it sees; the first one has none. */
export type RetryHeader =
  /** Number of the retry, from 1. */
  | { readonly name: string; readonly holds: 'number' }
  /** Why the attempt before failed. */
  | {
      readonly name: string;
      readonly holds: 'reason';
      readonly reasons: Readonly<Record<RetryReason, string>>;
    };

/** When a provider holds back everything for an endpoint, not one delivery alone. */
export interface EndpointRule {
  /** So many failures … */
  readonly failures: number;
  /** … within so long; `null`: with no success among them. */
  readonly withinMs: number | null;
  /** Which statuses count beside those of success; `null` for all. */
  readonly statuses: StatusRule | null;
  /** Which failures without an answer count; `null` for all. */
  readonly noAnswers: readonly NoAnswer[] | null;
  /** For how long; `null`: until somebody turns the webhook on again. */
  readonly pauseMs: number | null;
}

/** What is left when the last attempt has failed. */
interface Aftermath {
  readonly event: 'lost' | 'by hand' | 'elsewhere' | 'unknown';
  readonly webhook: 'stays' | 'paused' | 'suspended' | 'disabled' | 'removed' | 'unknown';
}

/** The rules of a profile that most providers do without. */
export interface RetryRules {
  /** Each wait is drawn between these parts of it: 0.8 and 1.2 are 20 % either way. */
  readonly jitter: { readonly from: number; readonly to: number } | null;
  /** Whether a wait counts from the start of the attempt before it, or from its end. */
  readonly waitsFrom: 'start' | 'end';
  /** Bound on making a connection, TLS included; `null`: only that of the whole attempt. */
  readonly connectTimeoutMs: number | null;
  /** No attempt is begun so long after the first, and each is cut then. */
  readonly totalMs: number | null;
  /** Failures without an answer that are not retried. */
  readonly givesUpOn: readonly NoAnswer[];
  /** An answer with it ends the delivery at once as refused, unless it is a success. */
  readonly stopHeader: HeaderRule | null;
  readonly floor: WaitFloor | null;
  /** `null`: it is ignored. */
  readonly retryAfter: RetryAfterRule | null;
  /** `null`: a redirect is an answer like others. */
  readonly redirects: RedirectRule | null;
  readonly retryHeaders: readonly RetryHeader[];
  /** Headers that are new in each attempt. */
  readonly changes: readonly string[];
  /** Headers by which attempts of one delivery can be told, since they stay. */
  readonly keeps: readonly string[];
  readonly endpoint: EndpointRule | null;
  readonly after: Aftermath;
}

/** Delays as given, redirects not followed, nothing of an answer heeded but its status. */
export const PLAIN_RULES: RetryRules = {
  jitter: null,
  waitsFrom: 'start',
  connectTimeoutMs: null,
  totalMs: null,
  givesUpOn: [],
  stopHeader: null,
  floor: null,
  retryAfter: null,
  redirects: null,
  retryHeaders: [],
  changes: [],
  keeps: [],
  endpoint: null,
  after: { event: 'lost', webhook: 'stays' },
};
