import type {
  AttemptEvent,
  DeliveryEvent,
  DisorderEvent,
  HoldEvent,
  PlanEvent,
  SummaryEvent,
} from './delivery-events.ts';
import type { ExitCode } from './errors.ts';
import type { PrintedEvent } from './printed-event.ts';
import type { EventSample, ProviderFacts } from './provider-facts.ts';
import type { CapturedRequest } from './request.ts';
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
