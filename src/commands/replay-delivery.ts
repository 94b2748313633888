import type { SecretSet } from '../capture/types.ts';
import { type Random, seededRandom } from '../core/random.ts';
import { preparation } from '../delivery/prepare.ts';
import { decideSigning } from '../delivery/signing-decision.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import type { RetryChoice } from '../providers/retry-profiles.ts';
import type { Provider, Secret } from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import type { Recorded } from './recorded.ts';
import { signingSecret } from './secrets.ts';

export interface ReplayDelivery extends PlannedDelivery {
  readonly provider: Provider | null;
}

export interface ReplayDeliverySettings extends DeliverySettings {
  readonly retry: RetryChoice;
  /** Send signatures as recorded. */
  readonly verbatim: boolean;
}

export interface ReplayDeliveryPorts {
  readonly secrets: (provider: Provider) => Promise<SecretSet>;
  /** For `--tamper secret`: a key pair nobody knows. */
  readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair;
}

/** What a delivery is in its run. */
export interface DeliveryPlace {
  readonly number: number;
  readonly source: string;
  /** When its first attempt began, or `null`. */
  readonly begunAtMs: number | null;
}

/** Makes deliveries of recorded requests; the same place gives the same one, also in another process. */
export function replayDeliveries(
  settings: ReplayDeliverySettings,
  ports: ReplayDeliveryPorts,
): (recorded: Recorded, place: DeliveryPlace, nowMs: number) => Promise<ReplayDelivery> {
  const { target, verbatim, tamper, fixedNowMs, retry, seed } = settings;
  const secretSets = new Map<Provider, Promise<SecretSet>>();
  const secretsOf = (provider: Provider): Promise<SecretSet> => {
    const known = secretSets.get(provider) ?? ports.secrets(provider);
    secretSets.set(provider, known);
    return known;
  };
  return async (recorded, { number, source, begunAtMs }, clockMs) => {
    const { provider, options, request } = recorded;
    const random = seededRandom(`${seed}/request/${number}`);
    const known = provider === null ? null : await secretsOf(provider);
    const held = provider === null || known === null ? null : signingSecret(provider, known);
    const secret = tamper === 'secret' ? wrongSecret(provider, random, ports) : held;
    const decision = decideSigning(
      request,
      `${target.origin}${request.path}`,
      fixedNowMs ?? clockMs,
      { provider, secret: held, origin: known?.origin ?? 'test', options, verbatim },
    );
    const prepare = preparation(request, {
      ...settings,
      provider,
      options,
      decision,
      secret,
      random,
      begunAtMs: begunAtMs === null ? null : (fixedNowMs ?? begunAtMs),
    });
    return {
      id: `${number}`,
      source,
      provider,
      profile: retry.kind === 'profile' ? retry.profile : recorded.ownProfile,
      prepare: (attempt, atMs) => prepare(attempt, fixedNowMs ?? atMs),
    };
  };
}

function wrongSecret(
  provider: Provider | null,
  random: Random,
  { keyPair }: ReplayDeliveryPorts,
): Secret | null {
  if (provider === null) return null;
  return provider.secret.kind === 'key-pair'
    ? { kind: 'key-pair', ...keyPair(provider.secret.algorithm) }
    : { kind: 'shared', value: provider.secret.make(random.fork('wrong-secret')) };
}
