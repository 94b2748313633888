import type { HeaderList } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RetryProfile } from '../core/schedule.ts';
import type { Target } from '../delivery/target.ts';
import type {
  BodyFormat,
  EventDefinition,
  Payload,
  Provider,
  ProviderOptions,
  Secret,
} from '../providers/types.ts';
import type { Answer } from './answer.ts';

/** In the order they are run. */
export const PROBE_GROUPS = [
  { name: 'good', title: 'Accepts the good' },
  { name: 'bad', title: 'Refuses the bad' },
  { name: 'odd', title: 'Survives the odd' },
  { name: 'promises', title: 'Keeps promises' },
] as const;
type ProbeGroupName = (typeof PROBE_GROUPS)[number]['name'];

/** What is examined, and all that requests to it are made from. */
export interface Subject {
  readonly provider: Provider;
  readonly options: ProviderOptions;
  readonly target: Target;
  /** Events to try; the first one accepted is what the other probes change. */
  readonly events: readonly [EventDefinition, ...EventDefinition[]];
  readonly format: BodyFormat | null;
  readonly recipient: string;
  readonly messageSubject: string;
  /** Extra headers of every request. */
  readonly headers: HeaderList;
  readonly secret: Secret | null;
  /** Another one of the same shape, which the receiver can't know; `null` when none can be made. */
  readonly wrongSecret: Secret | null;
  /** How the provider retries, and what it takes for success. */
  readonly profile: RetryProfile;
  readonly timeoutMs: number;
  /** How old a signed time may be, or `null` when the scheme has no limit. */
  readonly toleranceMs: number | null;
  /** Requests at once in the burst. */
  readonly burst: number;
  readonly seed: string;
  /** Whether requests carry anything that shows where they come from. */
  readonly authenticated: boolean;
  /** Whether a signed request carries a nonce or token that must not be used twice. */
  readonly hasNonce: boolean;
  /** What signing puts in a header is named here; `null` when it is elsewhere, or nothing. */
  readonly signatureHeader: string | null;
}

/** `skip` and `warn` say why the probe is not run: it does not concern the scheme, or shows a limit of it. */
export type Applies = 'yes' | { readonly skip: string } | { readonly warn: string };

/** Sentences about one probe, in words that go after "a correct receiver". */
export interface Meaning {
  readonly expected: string;
  readonly why: string;
  readonly fix: string;
}

export interface ProbeResult {
  readonly result: 'pass' | 'fail' | 'warn' | 'skip';
  /** Short stable name of what is wrong, or `null`. */
  readonly cause: string | null;
  /** What this receiver did, or why nothing was sent. */
  readonly did: string;
  /** `null` when nothing was expected of it. */
  readonly meaning: Meaning | null;
}

export interface BuildChanges {
  /** Instead of the one event the receiver is known to accept. */
  readonly events?: readonly EventDefinition[];
  readonly atMs?: number;
  readonly recipient?: string;
  readonly messageSubject?: string;
  /** Changes event number `index` before it is encoded. */
  readonly edit?: (payload: Payload, index: number) => Payload;
}

export interface SignChanges {
  readonly secret?: Secret;
  readonly atMs?: number;
  /** Path the request is signed for, when it is not the one it is sent to. */
  readonly path?: string;
  /** Host the request is signed for, when it is not the one it is sent to. */
  readonly host?: string;
}

/** What a probe can do. Labels decide ids, tokens and nonces: one label, the same bytes. */
export interface ProbeContext {
  readonly subject: Subject;
  /** An event the receiver is known to accept. */
  readonly event: EventDefinition;
  readonly nowMs: number;
  /** Answers to the good requests so far. */
  readonly goodAnswers: readonly Answer[];
  build(label: string, changes?: BuildChanges): WebhookRequest;
  sign(request: WebhookRequest, label: string, changes?: SignChanges): WebhookRequest;
  /** @param expected - events it should process, so that a late count is waited for a little */
  deliver(request: WebhookRequest, expected?: number): Promise<Answer>;
  /** All at once. `processed` counts the events of all of them together. */
  deliverAll(
    requests: readonly WebhookRequest[],
    expected: number,
  ): Promise<{ readonly answers: readonly Answer[]; readonly processed: number | null }>;
}

export interface Probe {
  readonly id: string;
  readonly group: ProbeGroupName;
  readonly title: string;
  /** Accepting such a request lets a stranger in. */
  readonly security: boolean;
  /** Says nothing while good requests are refused. */
  readonly needsBaseline: boolean;
  appliesTo(subject: Subject): Applies;
  run(context: ProbeContext): Promise<ProbeResult>;
}

export function skipped(did: string): ProbeResult {
  return { result: 'skip', cause: null, did, meaning: null };
}
