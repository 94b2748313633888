import type { SecretSet } from '../capture/types.ts';
import type { Fixture } from '../core/fixture.ts';
import type { RequestForm } from '../core/printed-event.ts';
import { seededRandom } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RetryProfile } from '../core/schedule.ts';
import { wireHeaders } from '../core/wire-headers.ts';
import type { Disorder } from '../delivery/disorder.ts';
import { preparation } from '../delivery/prepare.ts';
import type { SigningDecision } from '../delivery/signing-decision.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import { eventRetryProfile, type RetryChoice } from '../providers/retry-profiles.ts';
import type { EventDefinition, Provider, Secret } from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { signingSecret } from './secrets.ts';
import { type GenerateConfig, type RequestSpec, requestOf } from './send-plan.ts';

export interface SendConfig extends DeliverySettings, GenerateConfig {
  readonly disorder: Disorder;
  readonly secrets: SecretSet;
  readonly retry: RetryChoice;
  /** Show the request instead of sending it, or `null`. */
  readonly print: RequestForm | null;
  /** Write the signed requests to this fixture file as well, or `null`. */
  readonly saveTo: string | null;
}

const FRESH: SigningDecision = { signed: 'fresh', note: null };

/** A request to send, and what it is made of. */
export interface SendDelivery extends PlannedDelivery {
  readonly event: EventDefinition;
  readonly recorded: WebhookRequest;
}

export function deliveryOf(
  spec: RequestSpec,
  id: string,
  source: string,
  config: SendConfig,
  secret: Secret | null,
  nowMs: number,
): SendDelivery {
  const [{ event }] = spec.events;
  const random = seededRandom(`${config.seed}/request/${id}`);
  const recorded = requestOf(spec, config, nowMs);
  const prepare = preparation(recorded, { ...config, decision: FRESH, secret, random });
  return {
    id,
    source,
    event,
    recorded,
    profile: profileFor(config, event),
    random,
    prepare: (attempt, atMs, told) => prepare(attempt, config.fixedNowMs ?? atMs, told),
  };
}

export function sourceOf({ events }: RequestSpec, provider: Provider, copy: number): string {
  const more = events.length > 1 ? ` +${events.length - 1}` : '';
  const text = `${provider.name}/${events[0].event.name}${more}`;
  return copy === 0 ? text : `${text} (copy ${copy})`;
}

function profileFor({ provider, retry }: SendConfig, event: EventDefinition): RetryProfile {
  if (retry.kind === 'provider') return eventRetryProfile(provider, event);
  // Without retries, what counts as accepted is still the provider's to say.
  if (retry.profile.name !== 'none') return retry.profile;
  const own = eventRetryProfile(provider, event);
  return { ...own, name: 'none', delaysMs: [] };
}

/** With `--tamper secret` one that nobody knows. */
export function secretToSignWith(
  config: SendConfig,
  ports: { readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair },
): Secret | null {
  if (config.tamper !== 'secret') return signingSecret(config.provider, config.secrets);
  if (config.provider.secret.kind === 'key-pair')
    return { kind: 'key-pair', ...ports.keyPair(config.provider.secret.algorithm) };
  const random = seededRandom(`${config.seed}/wrong-secret`);
  return { kind: 'shared', value: config.provider.secret.make(random) };
}

/** As it goes over the connection: a signature may cover what the transport writes. */
export function fixtureOf(delivery: SendDelivery, config: SendConfig, nowMs: number): Fixture {
  const { url, request } = delivery.prepare(1, nowMs);
  const headers = wireHeaders(url, request);
  return {
    provider: config.provider.name,
    event: delivery.event.name,
    capturedAt: new Date(nowMs).toISOString(),
    note: null,
    request: { ...request, headers, body: { kind: 'bytes', bytes: request.body } },
    response: null,
  };
}
