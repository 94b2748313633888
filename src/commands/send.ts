import type { SecretSet } from '../capture/types.ts';
import { ExitCode as Exit, type ExitCode, UsageError } from '../core/errors.ts';
import type { RequestForm } from '../core/events.ts';
import type { Fixture } from '../core/fixture.ts';
import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RetryProfile } from '../core/schedule.ts';
import { runDeliveries } from '../delivery/engine.ts';
import { preparation } from '../delivery/prepare.ts';
import type { SigningDecision } from '../delivery/signing-decision.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import { applyEdits, type PayloadEdit } from '../providers/edits.ts';
import {
  buildEvent,
  chooseFormat,
  DEFAULT_MESSAGE_AGE_MS,
  encodeEvents,
} from '../providers/generate.ts';
import { eventRetryProfile, type RetryChoice } from '../providers/retry-profiles.ts';
import type { ScenarioEvent } from '../providers/scenarios.ts';
import type {
  BodyFormat,
  EventDefinition,
  Payload,
  Provider,
  ProviderOptions,
  Secret,
} from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import { type DeliveryPorts, type DeliverySettings, exitCodeOf } from './delivery-settings.ts';
import { signingSecret } from './secrets.ts';

export interface SendConfig extends DeliverySettings {
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
  /** Events in one request. */
  readonly batchSize: number;
  readonly secrets: SecretSet;
  readonly retry: RetryChoice;
  /** Show the request instead of sending it, or `null`. */
  readonly print: RequestForm | null;
  /** Write the signed requests to this fixture file as well, or `null`. */
  readonly saveTo: string | null;
}

export interface SendPorts extends DeliveryPorts {
  /** For `--tamper secret`: a key pair nobody knows. */
  readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair;
  readonly saveFixtures: (path: string, fixtures: readonly Fixture[]) => Promise<void>;
}

interface BuiltEvent {
  readonly event: EventDefinition;
  readonly format: BodyFormat;
  readonly payload: Payload;
}

/** Generates events of one provider, signs and delivers them. Exit 0 only when the target accepted every one. */
export async function runSend(config: SendConfig, ports: SendPorts): Promise<ExitCode> {
  const deliveries = planSends(config, ports);
  if (config.print !== null) return await printRequests(deliveries, config.print, ports, config);
  const run = `send-${seededRandom(config.seed).hex(8)}`;
  const fixtures: Fixture[] = [];
  const source = async function* (): AsyncGenerator<PlannedDelivery> {
    for (const delivery of deliveries) {
      if (config.saveTo !== null) fixtures.push(fixtureOf(delivery, config, nowOf(config, ports)));
      yield delivery;
    }
  };
  const result = await runDeliveries(source(), { ...config, run }, ports);
  if (config.saveTo !== null) await ports.saveFixtures(config.saveTo, fixtures);
  const retriesAsked = config.retry.kind === 'provider' || config.retry.profile.delaysMs.length > 0;
  return exitCodeOf(result, retriesAsked);
}

async function printRequests(
  deliveries: Iterable<SendDelivery>,
  form: RequestForm,
  ports: SendPorts,
  config: SendConfig,
): Promise<ExitCode> {
  const fixtures: Fixture[] = [];
  for (const delivery of deliveries) {
    const prepared = delivery.prepare(1, nowOf(config, ports));
    if (config.saveTo !== null) fixtures.push(fixtureOf(delivery, config, nowOf(config, ports)));
    await ports.output.event({
      type: 'printed',
      form,
      url: prepared.url,
      request: prepared.request,
      atMs: nowOf(config, ports),
    });
  }
  if (config.saveTo !== null) await ports.saveFixtures(config.saveTo, fixtures);
  return Exit.done;
}

interface SendDelivery extends PlannedDelivery {
  readonly event: EventDefinition;
}

function* planSends(config: SendConfig, ports: SendPorts): Generator<SendDelivery> {
  const { provider } = config;
  checkBatch(config);
  const decision: SigningDecision = { signed: 'fresh', note: null };
  const secret = secretToSignWith(config, ports);
  let batch: BuiltEvent[] = [];
  let sequence = 0;
  const flush = (): SendDelivery | undefined => {
    const first = batch[0];
    if (first === undefined) return undefined;
    sequence += 1;
    const random = seededRandom(`${config.seed}/request/${sequence}`);
    const recorded = requestOf(config, batch, first.format, sequence);
    const more = batch.length > 1 ? ` +${batch.length - 1}` : '';
    batch = [];
    const prepare = preparation(recorded, { ...config, decision, secret, random });
    return {
      id: `${sequence}`,
      source: `${provider.name}/${first.event.name}${more}`,
      event: first.event,
      profile: profileFor(config, first.event),
      prepare: (attempt, nowMs) => prepare(attempt, config.fixedNowMs ?? nowMs),
    };
  };
  for (const built of buildAll(config, nowOf(config, ports))) {
    const [first] = batch;
    if (first !== undefined && first.format !== built.format) {
      const delivery = flush();
      if (delivery !== undefined) yield delivery;
    }
    batch.push(built);
    if (batch.length < config.batchSize) continue;
    const delivery = flush();
    if (delivery !== undefined) yield delivery;
  }
  const last = flush();
  if (last !== undefined) yield last;
}

function checkBatch({ provider, batchSize, data }: SendConfig): void {
  if (batchSize === 1) return;
  if (provider.batch === null) {
    throw new UsageError(`${provider.name} sends one event a request, so --batch can't be used`);
  }
  if (batchSize > provider.batch.max) {
    throw new UsageError(`--batch ${batchSize} is more than ${provider.name} puts in a request`, {
      hint: `at most ${provider.batch.max}`,
    });
  }
  if (data !== null) throw new UsageError("--data is one whole body, so --batch can't be used");
}

/** Events of every message in order. The last event of a message happens now, the others before it. */
function* buildAll(config: SendConfig, nowMs: number): Generator<BuiltEvent> {
  const lastMs = Math.max(...config.events.map(({ afterMs }) => afterMs));
  const ageMs = config.events.length > 1 ? lastMs : DEFAULT_MESSAGE_AGE_MS;
  const acceptedAtMs = nowMs - ageMs;
  for (let index = 0; index < config.count; index += 1) {
    const seed = config.count === 1 ? config.seed : `${config.seed}/${index}`;
    for (const [position, { event, afterMs }] of config.events.entries()) {
      const format = chooseFormat(config.provider, event, config.format);
      const payload = buildEvent(event, `${position}/${event.name}`, {
        ...config,
        seed,
        format,
        acceptedAtMs,
        nowMs: config.events.length > 1 ? acceptedAtMs + afterMs : nowMs,
      });
      yield { event, format, payload: applyEdits(payload, config.edits, config.forceEdits) };
    }
  }
}

function requestOf(
  config: SendConfig,
  batch: readonly BuiltEvent[],
  format: BodyFormat,
  sequence: number,
): WebhookRequest {
  const encoded = encodeEvents(
    config.provider,
    batch.map(({ payload }) => payload),
    { seed: `${config.seed}/request/${sequence}`, format, options: config.options },
  );
  const path = config.target.path ?? '/';
  return { ...encoded, path, body: config.data ?? encoded.body };
}

function profileFor({ provider, retry }: SendConfig, event: EventDefinition): RetryProfile {
  if (retry.kind === 'provider') return eventRetryProfile(provider, event);
  // Without retries, what counts as accepted is still the provider's to say.
  if (retry.profile.name !== 'none') return retry.profile;
  const own = eventRetryProfile(provider, event);
  return { ...own, name: 'none', delaysMs: [] };
}

function secretToSignWith(config: SendConfig, ports: SendPorts): Secret | null {
  if (config.tamper !== 'secret') return signingSecret(config.provider, config.secrets);
  if (config.provider.secret.kind === 'key-pair')
    return { kind: 'key-pair', ...ports.keyPair(config.provider.secret.algorithm) };
  const random = seededRandom(`${config.seed}/wrong-secret`);
  return { kind: 'shared', value: config.provider.secret.make(random) };
}

function nowOf(config: SendConfig, ports: SendPorts): number {
  return config.fixedNowMs ?? ports.clock.nowMs();
}

function fixtureOf(delivery: SendDelivery, config: SendConfig, nowMs: number): Fixture {
  const { request } = delivery.prepare(1, nowMs);
  return {
    provider: config.provider.name,
    event: delivery.event.name,
    capturedAt: new Date(nowMs).toISOString(),
    note: null,
    request: { ...request, body: { kind: 'bytes', bytes: request.body } },
    response: null,
  };
}
