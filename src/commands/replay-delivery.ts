import type { SecretSet } from '../capture/types.ts';
import { type Random, seededRandom } from '../core/random.ts';
import { preparation } from '../delivery/prepare.ts';
import { decideSigning, type SigningDecision } from '../delivery/signing-decision.ts';
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
  /** What its last attempt was answered; absent or `null` for none. */
  readonly status?: number | null;
}

/** Makes deliveries of recorded requests; the same place gives the same one, also in another process. */
export function replayDeliveries(
  settings: ReplayDeliverySettings,
  ports: ReplayDeliveryPorts,
): (
  recorded: Recorded,
  place: DeliveryPlace,
  nowMs: number,
) => ReplayDelivery | Promise<ReplayDelivery> {
  const { target, skewMs, headers, verbatim, tamper, fixedNowMs, retry, seed } = settings;
  const secretSets = new Map<Provider, SecretSet>();
  const make = (
    recorded: Recorded,
    { number, source, begunAtMs, status = null }: DeliveryPlace,
    clockMs: number,
    known: SecretSet | null,
  ): ReplayDelivery => {
    const { provider, options, request } = recorded;
    const random = seededRandom(`${seed}/request/${number}`);
    const held = provider === null || known === null ? null : signingSecret(provider, known);
    const secret = tamper === 'secret' ? wrongSecret(provider, random, ports) : held;
    const decided = decideSigning(
      recorded.regrouped?.signedAs ?? request,
      `${target.origin}${request.path}`,
      fixedNowMs ?? clockMs,
      { provider, secret: held, origin: known?.origin ?? 'test', options, verbatim },
    );
    const decision =
      recorded.regrouped === undefined ? decided : regroupedDecision(decided, recorded);
    const prepare = preparation(request, {
      target,
      provider,
      decision,
      secret,
      options,
      random,
      skewMs,
      tamper,
      headers,
      begunAtMs: begunAtMs === null ? null : (fixedNowMs ?? begunAtMs),
    });
    return {
      id: `${number}`,
      source,
      provider,
      profile: retry.kind === 'profile' ? retry.profile : recorded.ownProfile(),
      random,
      before: begunAtMs === null ? null : { startedAtMs: begunAtMs, status },
      prepare:
        fixedNowMs === null
          ? prepare
          : (attempt, _atMs, told) => prepare(attempt, fixedNowMs, told),
    };
  };
  return (recorded, place, clockMs) => {
    const { provider } = recorded;
    const known = provider === null ? null : secretSets.get(provider);
    if (provider === null || known !== undefined) {
      return make(recorded, place, clockMs, known ?? null);
    }
    return ports.secrets(provider).then((secrets) => {
      secretSets.set(provider, secrets);
      return make(recorded, place, clockMs, secrets);
    });
  };
}

const DONE = {
  split: 'the batch was split',
  merged: 'events were put together',
  edited: 'its body was changed',
} as const;

/** A signature over other bytes can be kept, but it fits no longer. */
function regroupedDecision(
  decided: SigningDecision,
  { regrouped, provider }: Recorded,
): SigningDecision {
  if (decided.signed !== 'verbatim' || regrouped === undefined) return decided;
  const { as } = regrouped;
  if (as === 'edited' && provider?.scheme.covers.body === false) return decided;
  const advice = provider === null ? '' : ' (pass --secret to sign afresh)';
  const subject = provider === null ? 'unknown provider: a signature' : 'its signature';
  return { ...decided, note: `${subject} fits no longer, since ${DONE[as]}${advice}` };
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
