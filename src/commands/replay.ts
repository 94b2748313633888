import type { SecretSet } from '../capture/types.ts';
import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { FixtureReading } from '../core/fixture.ts';
import { formatProblem, type LocatedProblem } from '../core/located-problem.ts';
import { type Random, seededRandom } from '../core/random.ts';
import { attemptOffsetsMs } from '../core/schedule.ts';
import { runDeliveries } from '../delivery/engine.ts';
import { preparation } from '../delivery/prepare.ts';
import { decideSigning } from '../delivery/signing-decision.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import type { RetryChoice } from '../providers/retry-profiles.ts';
import type { Provider, ProviderOptions, Secret } from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import { type DeliveryPorts, type DeliverySettings, exitCodeOf } from './delivery-settings.ts';
import { type Recorded, recordedFrom } from './recorded.ts';
import { signingSecret } from './secrets.ts';

export interface ReplayConfig extends DeliverySettings {
  readonly retry: RetryChoice;
  /** Send signatures as recorded. */
  readonly verbatim: boolean;
  readonly order: 'capture' | 'shuffle';
  /** Print the plan, send nothing. */
  readonly dryRun: boolean;
}

export interface ReplayPorts extends DeliveryPorts {
  /** What to replay, in order; one at a time in memory. */
  readonly sources: AsyncIterable<FixtureReading>;
  readonly providers: readonly Provider[];
  readonly secrets: (provider: Provider) => Promise<SecretSet>;
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  /** For `--tamper secret`: a key pair nobody knows. */
  readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair;
}

/** Delivers recorded requests again. A broken fixture is reported and passed over; the exit code remembers it. */
export async function runReplay(config: ReplayConfig, ports: ReplayPorts): Promise<ExitCode> {
  const replay = new Replay(config, ports);
  const planned = replay.deliveries();
  const source = config.order === 'shuffle' ? shuffled(planned, config.seed) : planned;
  if (config.dryRun) {
    for await (const delivery of source) await replay.emitPlan(delivery);
    return replay.exitCode(Exit.done);
  }
  const run = `replay-${seededRandom(config.seed).hex(8)}`;
  const result = await runDeliveries(source, { ...config, run }, ports);
  const retriesAsked = config.retry.kind === 'provider' || config.retry.profile.delaysMs.length > 0;
  return replay.exitCode(exitCodeOf(result, retriesAsked));
}

interface ReplayDelivery extends PlannedDelivery {
  readonly provider: Provider | null;
}

class Replay {
  readonly #config: ReplayConfig;
  readonly #ports: ReplayPorts;
  #problems = 0;
  #planned = 0;

  constructor(config: ReplayConfig, ports: ReplayPorts) {
    this.#config = config;
    this.#ports = ports;
  }

  async *deliveries(): AsyncGenerator<ReplayDelivery> {
    for await (const item of this.#ports.sources) {
      const recorded = item.ok
        ? recordedFrom(
            item.loaded,
            this.#ports.providers,
            this.#ports.optionsFor,
            this.#config.seed,
          )
        : item;
      if (recorded.ok) yield await this.#plan(recorded);
      else await this.#report(recorded.problem);
    }
  }

  exitCode(ran: ExitCode): ExitCode {
    if (ran === Exit.interrupted) return ran;
    if (this.#problems > 0) return Exit.input;
    if (this.#planned > 0) return ran;
    this.#ports.logger.error('nothing to replay was found');
    return Exit.input;
  }

  async emitPlan(delivery: ReplayDelivery): Promise<void> {
    const { clock, output } = this.#ports;
    const startAtMs = this.#config.fixedNowMs ?? clock.nowMs();
    const { url, signed } = delivery.prepare(1, startAtMs);
    const { timeScale } = this.#config;
    await output.event({
      type: 'plan',
      source: delivery.source,
      provider: delivery.provider?.name ?? null,
      url,
      profile: delivery.profile,
      offsetsMs: attemptOffsetsMs(delivery.profile).map((offsetMs) => offsetMs / timeScale),
      startAtMs,
      signed,
    });
  }

  async #plan(recorded: Recorded): Promise<ReplayDelivery> {
    const { target, verbatim, tamper, fixedNowMs, retry } = this.#config;
    const { provider, options, request } = recorded;
    this.#planned += 1;
    const random = seededRandom(`${this.#config.seed}/request/${this.#planned}`);
    const known = provider === null ? null : await this.#ports.secrets(provider);
    const held = provider === null || known === null ? null : signingSecret(provider, known);
    const secret = tamper === 'secret' ? this.#wrongSecret(provider, random) : held;
    const nowMs = fixedNowMs ?? this.#ports.clock.nowMs();
    const url = `${target.origin}${request.path}`;
    const decision = decideSigning(request, url, nowMs, {
      provider,
      secret: held,
      origin: known?.origin ?? 'test',
      options,
      verbatim,
    });
    const prepare = preparation(request, {
      ...this.#config,
      provider,
      options,
      decision,
      secret,
      random,
    });
    return {
      id: `${this.#planned}`,
      source: recorded.source,
      provider,
      profile: retry.kind === 'profile' ? retry.profile : recorded.ownProfile,
      prepare: (attempt, atMs) => prepare(attempt, fixedNowMs ?? atMs),
    };
  }

  #wrongSecret(provider: Provider | null, random: Random): Secret | null {
    if (provider === null) return null;
    return provider.secret.kind === 'key-pair'
      ? { kind: 'key-pair', ...this.#ports.keyPair(provider.secret.algorithm) }
      : { kind: 'shared', value: provider.secret.make(random.fork('wrong-secret')) };
  }

  async #report(problem: LocatedProblem): Promise<void> {
    this.#problems += 1;
    await this.#ports.output.event({
      type: 'error',
      code: 'WHK_FIXTURE',
      message: formatProblem(problem),
      hint: null,
      exitCode: Exit.input,
    });
  }
}

/** The whole list in a seeded order. */
async function* shuffled<T>(source: AsyncIterable<T>, seed: string): AsyncGenerator<T> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  const random = seededRandom(`${seed}/order`);
  for (let left = all.length; left > 0; left -= 1) {
    const [item] = all.splice(random.integer(0, left - 1), 1);
    if (item !== undefined) yield item;
  }
}
