import type { ExitCode } from './errors.ts';
import type { EventSample, ProviderFacts } from './provider-facts.ts';
import type { CapturedRequest, WebhookRequest, WebhookResponse } from './request.ts';
import type { RetryProfile } from './schedule.ts';
import type { Verification } from './verification.ts';

/** One webhook event inside a request. */
export interface EventSummary {
  /** Canonical name, or `null` when the provider has no such event. */
  readonly name: string | null;
  /** Name as it stands on the wire. */
  readonly wireName: string;
  /** Id to tell redeliveries by, or `null`. */
  readonly id: string | null;
  readonly recipient: string | null;
}

/** What the listener answered. */
export interface Answered {
  /** `null` when the connection was closed on purpose, without an answer. */
  readonly status: number | null;
  readonly source: 'default' | 'rule' | 'target';
}

/** What was found out about a request after it was stored. */
export type CaptureFacts = Pick<
  RequestEvent,
  'bodySha256' | 'provider' | 'events' | 'verification' | 'again'
> & { readonly answered: Answered };

export interface ReadyEvent {
  readonly type: 'ready';
  readonly url: string;
  readonly ui: string | null;
  readonly pid: number;
  /** What a sender has to show, without the secrets themselves; absent where that is nothing. */
  readonly access?: ListenerAccess;
}

interface ListenerAccess {
  /** User and password. */
  readonly basic: boolean;
  /** Names of headers or query parameters. */
  readonly tokens: readonly string[];
}

/** How often an event came before, and how long after the first time it came now. */
export interface Redelivery {
  readonly count: number;
  readonly sinceFirstMs: number;
  /** When the provider's plan has this attempt, since the first; `null` when it has no such one, absent when unknown. */
  readonly plannedMs?: number | null;
}

/** What a cause means, how it comes about and what to change: sentences for the developer of the receiver. */
export interface CauseStory {
  readonly summary: string;
  readonly explanation: string;
  readonly fix: string;
}

export interface RequestEvent {
  readonly type: 'request';
  readonly request: CapturedRequest;
  readonly bodySha256: string;
  readonly provider: string | null;
  readonly events: readonly EventSummary[];
  readonly verification: Verification;
  /** `null` when nobody wrote it down: the listener ended right after its answer. */
  readonly answered: Answered | null;
  /** `null` for a first time. */
  readonly again: Redelivery | null;
  /** File it was saved to. */
  readonly savedTo: string | null;
  /** The whole story of a signature that does not fit, where one request is looked at by itself. */
  readonly story?: CauseStory;
}

export type SignedAs = 'fresh' | 'verbatim' | 'unsigned';

export interface AttemptEvent {
  readonly type: 'attempt';
  readonly delivery: string;
  readonly run: string;
  readonly source: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** Most attempts the profile allows. */
  readonly maxAttempts: number;
  readonly url: string;
  readonly method: string;
  readonly startedAtMs: number;
  readonly status: number | null;
  readonly error: string | null;
  /** Stable name of the failure, for `error`: `refused`, `dns`, `tls`, `connect-timeout` …; absent for none. */
  readonly errorKind?: string;
  /** What to do about the failure; absent for none. */
  readonly hint?: string;
  readonly durationMs: number;
  readonly nextAttemptAtMs: number | null;
  readonly signed: SignedAs;
  /** Why the signature was kept or left out, when that is worth saying. */
  readonly signedNote: string | null;
  readonly bodyBytes: number;
  readonly bodySha256: string;
  /** What the target answered, its body perhaps cut; absent or `null` when it did not. */
  readonly response?: WebhookResponse | null;
}

export type DeliveryOutcome = 'delivered' | 'rejected' | 'exhausted' | 'dropped' | 'interrupted';

export interface DeliveryEvent {
  readonly type: 'delivery';
  readonly delivery: string;
  readonly run: string;
  readonly source: string;
  readonly outcome: DeliveryOutcome;
  readonly attempts: number;
  readonly status: number | null;
}

/** A provider would send nothing more for a while, so deliveries with its profile wait. */
interface HoldEvent {
  readonly type: 'hold';
  readonly run: string;
  /** Name of the profile. */
  readonly profile: string;
  /** What it does, in words. */
  readonly detail: string;
  /** `null`: until the run is gone on with. */
  readonly untilMs: number | null;
}

/** What was done to a delivery on purpose: `--drop`, `--duplicate`, `--delay`, `--shuffle`. */
export interface DisorderEvent {
  readonly type: 'disorder';
  readonly run: string;
  readonly delivery: string;
  readonly source: string;
  readonly done: readonly ('left-out' | 'copy' | 'held-back' | 'moved')[];
  /** The delivery that this is a copy of, or `null`. */
  readonly copyOf: string | null;
  readonly heldBackMs: number;
  /** Place in the order of sending, from 1, where that is drawn and known; else `null`. */
  readonly place: number | null;
  /** Ids of the events in it, as far as they have any. */
  readonly ids: readonly string[];
}

/** What was done on purpose in a run: how many, and the first of the deliveries. */
export interface DisorderSummary {
  /** Gives the same disorder again. */
  readonly seed: string;
  readonly shuffled: boolean;
  readonly leftOut: DisorderCount;
  readonly copies: DisorderCount;
  readonly heldBack: DisorderCount;
}

export interface DisorderCount {
  readonly count: number;
  /** Not all where there are many. */
  readonly deliveries: readonly string[];
}

/** Milliseconds. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface SummaryEvent {
  readonly type: 'summary';
  readonly run: string;
  readonly total: number;
  readonly delivered: number;
  readonly failed: number;
  /** Left out on purpose, or because the source is gone; absent for none. */
  readonly dropped?: number;
  /** Still to be delivered; absent for none. */
  readonly pending?: number;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly perSecond: number;
  readonly latencyMs: LatencySummary;
  /** In a list of runs: it was not planned to its end, or is being planned, so it can't be gone on with. */
  readonly isPlanned?: false;
  /** In a list of runs: when it began. */
  readonly startedAtMs?: number;
  /** Absent where nothing was done on purpose. */
  readonly disorder?: DisorderSummary;
}

/** `--dry-run`: what would be attempted and when. */
export interface PlanEvent {
  readonly type: 'plan';
  readonly source: string;
  readonly provider: string | null;
  readonly url: string;
  readonly profile: RetryProfile;
  /** Offsets in milliseconds from the first attempt to come, scaled. */
  readonly offsetsMs: readonly number[];
  readonly startAtMs: number;
  /** Attempts made before those, of a run that is gone on with; absent for none. */
  readonly attemptsMade?: number;
  readonly signed: SignedAs;
}

/** What one check of `verify`, `doctor` or `fixtures lint` came to. */
export interface FindingEvent {
  readonly type: 'finding';
  /** Stable name of the check. */
  readonly check: string;
  /** Name of the group the check belongs to, where there are groups. */
  readonly group?: string;
  readonly result: 'pass' | 'fail' | 'warn' | 'skip';
  /** Short stable name of what is wrong, or `null`. */
  readonly cause: string | null;
  readonly detail: string;
  /** What to do about it, or `null`. */
  readonly hint: string | null;
}

/** `history prune`: what was removed. */
interface PrunedEvent {
  readonly type: 'pruned';
  readonly requests: number;
  /** How many would have gone, and were kept since they wait to be sent on. */
  readonly waiting: number;
  readonly runs: number;
  /** How many of the runs could still have been gone on with. */
  readonly unfinishedRuns: number;
  readonly bodyFiles: number;
  readonly bodyFileBytes: number;
}

export interface ErrorEvent {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly exitCode: ExitCode;
}

/** Forms a request can be shown in: `http` are its exact bytes, `node` and `python` programs that send it. */
export const REQUEST_FORMS = ['http', 'curl', 'httpie', 'har', 'json', 'node', 'python'] as const;
export type RequestForm = (typeof REQUEST_FORMS)[number];

/** `--print` and `--as`: the request itself. */
export interface PrintedEvent {
  readonly type: 'printed';
  readonly form: RequestForm;
  readonly url: string;
  readonly request: WebhookRequest;
  readonly atMs: number;
  /** Among the requests that are printed together; absent for one by itself. */
  readonly place?: PrintedPlace;
  /** What it was answered; absent or `null` when that is not known. */
  readonly answer?: PrintedAnswer | null;
}

export interface PrintedPlace {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** An answer as far as it was recorded. */
export interface PrintedAnswer {
  readonly status: number;
  /** All of it, where it is known. */
  readonly response?: WebhookResponse;
  readonly durationMs?: number;
}

/** `providers`: one provider, as a row of the table or with all its facts, or with a sample of one event. */
export interface ProviderEvent {
  readonly type: 'provider';
  readonly facts: ProviderFacts;
  readonly detail: 'row' | 'full' | 'event';
  readonly sample: EventSample | null;
  /** Title of the group that begins with this row. */
  readonly heading?: string;
}

/** `schedule`: a retry profile as times. */
export interface ScheduleEvent {
  readonly type: 'schedule';
  readonly profile: RetryProfile;
  /** Offsets in milliseconds from the first attempt. */
  readonly offsetsMs: readonly number[];
  readonly startAtMs: number;
}

/** `secret`: what a receiver must be given. Printed in the clear: it is what was asked for. */
export interface SecretEvent {
  readonly type: 'secret';
  readonly provider: string;
  readonly scheme: string;
  readonly secret: string | null;
  readonly publicKeyPem: string | null;
  /** The certificate of the key, where receivers are given one: PEM. */
  readonly certificatePem: string | null;
  /** The public key as a DNS TXT value in DKIM form, where the scheme publishes keys that way. */
  readonly publicKeyTxt: string | null;
  /** The public key as base64 without PEM armour, as some official libraries take it. */
  readonly publicKeyBase64: string | null;
  readonly environmentName: string;
  /** Print as an assignment for a shell. */
  readonly asEnvironment: boolean;
  /** `test`: the documented one; `local`: the key pair of this project; `new`: just made. */
  readonly origin: 'test' | 'local' | 'new' | 'given';
}

/** Everything a command can tell; renderers turn each into a string. */
export type OutputEvent =
  | ReadyEvent
  | RequestEvent
  | AttemptEvent
  | DeliveryEvent
  | DisorderEvent
  | HoldEvent
  | SummaryEvent
  | PlanEvent
  | PrintedEvent
  | ProviderEvent
  | ScheduleEvent
  | SecretEvent
  | FindingEvent
  | PrunedEvent
  | ErrorEvent;
