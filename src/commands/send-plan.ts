import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type Disorder, type Placement, placements } from '../delivery/disorder.ts';
import type { Target } from '../delivery/target.ts';
import { editBody } from '../providers/edit-body.ts';
import { applyEdits, type PayloadEdit } from '../providers/edits.ts';
import {
  buildEvent,
  chooseFormat,
  DEFAULT_MESSAGE_AGE_MS,
  encodeEvents,
} from '../providers/generate.ts';
import type { ScenarioEvent } from '../providers/scenarios.ts';
import type {
  BodyFormat,
  EventDefinition,
  Payload,
  Provider,
  ProviderOptions,
} from '../providers/types.ts';

interface BatchSettings {
  /** Events in one request; `max` for as many as the provider puts there. */
  readonly size: number | 'max';
  /** A request holds events that happen within so long of its first one; `null` for whatever comes next. */
  readonly windowMs: number | null;
}

/** What requests are generated from. */
export interface GenerateConfig {
  readonly provider: Provider;
  readonly options: ProviderOptions;
  /** Sent in this order, all about one message; times count from its acceptance. */
  readonly events: readonly ScenarioEvent[];
  readonly format: BodyFormat | null;
  readonly recipient: string;
  readonly subject: string;
  readonly edits: readonly PayloadEdit[];
  readonly forceEdits: boolean;
  /** Body to send instead of a generated one, still signed; or `null`. */
  readonly data: Uint8Array | null;
  /** How many messages to send the events for. */
  readonly count: number;
  readonly batch: BatchSettings;
  readonly seed: string;
  readonly target: Target;
}

/** One event to be: which, of which message, and when it happens. */
interface EventSpec {
  readonly event: EventDefinition;
  readonly format: BodyFormat;
  readonly message: number;
  /** Among the events of its message. */
  readonly position: number;
  readonly atMs: number;
}

/** One request to be; small, so that a million of them can be put in another order. */
export interface RequestSpec {
  /** Counted from 1. */
  readonly sequence: number;
  readonly events: readonly [EventSpec, ...EventSpec[]];
}

/** Requests in the order of their events, batched. The last event of a message happens now, the others before it. */
export function* requestSpecs(config: GenerateConfig, nowMs: number): Generator<RequestSpec> {
  const { batch, provider } = config;
  const size = batch.size === 'max' ? (provider.batch?.max ?? 1) : batch.size;
  let sequence = 0;
  let open: [EventSpec, ...EventSpec[]] | undefined;
  const isFull = (next: EventSpec): boolean => {
    if (open === undefined) return false;
    const [first] = open;
    const isLate = batch.windowMs !== null && next.atMs - first.atMs > batch.windowMs;
    return open.length >= size || first.format !== next.format || isLate;
  };
  for (const next of eventSpecs(config, nowMs)) {
    if (open !== undefined && isFull(next)) {
      sequence += 1;
      yield { sequence, events: open };
      open = undefined;
    }
    if (open === undefined) open = [next];
    else open.push(next);
  }
  if (open !== undefined) yield { sequence: sequence + 1, events: open };
}

/** Message by message; in the order of time where that decides what goes together. */
function* eventSpecs(config: GenerateConfig, nowMs: number): Generator<EventSpec> {
  const { events, provider, count } = config;
  const { last, acceptedAtMs } = timesOf(config, nowMs);
  const specs = events.map(({ event, afterMs }, position) => ({
    event,
    format: chooseFormat(provider, event, config.format),
    position,
    atMs: last === null ? nowMs : acceptedAtMs + afterMs,
  }));
  if (config.batch.windowMs === null) {
    for (let message = 0; message < count; message += 1) {
      for (const spec of specs) yield { ...spec, message };
    }
    return;
  }
  for (const spec of specs.toSorted((left, right) => left.atMs - right.atMs)) {
    for (let message = 0; message < count; message += 1) yield { ...spec, message };
  }
}

function timesOf(
  { events }: GenerateConfig,
  nowMs: number,
): { readonly last: number | null; readonly acceptedAtMs: number } {
  const last = events.length > 1 ? Math.max(...events.map(({ afterMs }) => afterMs)) : null;
  return { last, acceptedAtMs: nowMs - (last ?? DEFAULT_MESSAGE_AGE_MS) };
}

/** Generates what a request carries, unsigned; edits are made to what is sent, be it generated or given. The same config, time and spec give the same bytes. */
export function requestOf(
  { sequence, events }: RequestSpec,
  config: GenerateConfig,
  nowMs: number,
): WebhookRequest {
  const { data, edits, forceEdits } = config;
  const { acceptedAtMs } = timesOf(config, nowMs);
  const payloads = events.map(({ event, format, message, position, atMs }): Payload => {
    const seed = config.count === 1 ? config.seed : `${config.seed}/${message}`;
    const settings = { ...config, seed, format, acceptedAtMs, nowMs: atMs };
    const payload = buildEvent(event, `${position}/${event.name}`, settings);
    return data === null ? applyEdits(payload, edits, forceEdits) : payload;
  });
  const [{ format }] = events;
  const encoded = encodeEvents(config.provider, payloads, {
    seed: `${config.seed}/request/${sequence}`,
    format,
    options: config.options,
  });
  const request = { ...encoded, path: config.target.path ?? '/' };
  if (data === null) return request;
  return { ...request, body: editBody({ ...request, body: data }, edits, forceEdits) };
}

/** A request with its place in the plan. */
export interface PlacedSend {
  /** Numbered in the order of the events, copies after what they are copies of. */
  readonly number: number;
  readonly copyOf: number | null;
  /** In the order of sending, from 1. */
  readonly place: number;
  readonly placement: Placement;
  readonly spec: RequestSpec;
}

/** Draws what disorder does to each request; only where it changes the order are they held in memory. */
export function* placeSends(
  specs: Iterable<RequestSpec>,
  disorder: Disorder,
  seed: string,
): Generator<PlacedSend> {
  const { shuffle, delayMs } = disorder;
  const inOrder = drawn(specs, disorder, seed);
  if (!shuffle && delayMs === null) {
    yield* inOrder;
    return;
  }
  const all = [...inOrder].sort(
    ({ placement: left }, { placement: right }) =>
      (left.offsetMs ?? 0) - (right.offsetMs ?? 0) || (left.position ?? 0) - (right.position ?? 0),
  );
  for (const [index, placed] of all.entries()) yield { ...placed, place: index + 1 };
}

function* drawn(
  specs: Iterable<RequestSpec>,
  disorder: Disorder,
  seed: string,
): Generator<PlacedSend> {
  let number = 0;
  for (const spec of specs) {
    const random = seededRandom(`${seed}/disorder/${spec.sequence}`);
    const original = number + 1;
    for (const placement of placements(disorder, random, 0)) {
      number += 1;
      const copyOf = placement.copy === 0 ? null : original;
      yield { number, copyOf, place: number, placement, spec };
    }
  }
}
