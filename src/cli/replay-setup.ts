import type { ReplayPorts, ReplaySettings } from '../commands/replay.ts';
import { checkGivenAgain, type EditTexts, type StoredReplay } from '../commands/replay-settings.ts';
import { resolveSecrets } from '../commands/secrets.ts';
import { type LoaderPorts, sourceLoader } from '../commands/source-loader.ts';
import type { ProjectConfig } from '../core/config.ts';
import { readCaptureLine } from '../io/capture-lines.ts';
import { systemClock } from '../io/clock.ts';
import { cryptoSeed } from '../io/entropy.ts';
import { readFixtures } from '../io/fixture-files.ts';
import { largeFixtures } from '../io/large-fixtures.ts';
import { parseRetryChoice } from '../providers/retry-profiles.ts';
import { generateKeyPair } from '../signing/key-pair.ts';
import type { World } from './context.ts';
import { type DeliveryFlags, resolveDelivery } from './delivery-options.ts';
import { gatherSecrets } from './given-secrets.ts';
import type { HistoryOnDemand } from './history-on-demand.ts';
import { type ProviderRegistry, providerRegistry } from './provider-registry.ts';
import type { ReplayFlags } from './replay-command.ts';
import { editorOf } from './replay-editor.ts';
import type { ReplayOutlet } from './replay-outlet.ts';
import { applySettings } from './settings.ts';
import { openKeys, optionsForAll, readConfig } from './setup.ts';
import { openSender, type TransportFlags, transportAgain } from './transport-options.ts';

/** A run, new or to be gone on with, and what it works with. */
export interface ReplaySetup {
  readonly settings: ReplaySettings;
  readonly editTexts: EditTexts;
  /** Names of options given for this run. */
  readonly optionNames: readonly string[];
  readonly transport: TransportFlags;
  /** Folder that relative paths start from: that of the command that started the run. */
  readonly cwd: string;
  readonly registry: ProviderRegistry;
  readonly ports: ReplayPorts;
}

/** What the flags ask for, and what they are. */
export interface AskedReplay {
  readonly flags: ReplayFlags;
  /** Those of the flags that do not come from the environment. */
  readonly typed: Partial<ReplayFlags>;
  /** Of the run to be gone on with. */
  readonly stored: StoredReplay | undefined;
}

/**
 * Makes settings and ports of what is asked; its sender is to be closed.
 *
 * @throws {InputError} when something is missing that the run needs again
 */
export async function setUpReplay(
  asked: AskedReplay,
  history: HistoryOnDemand,
  outlet: ReplayOutlet,
  world: World,
): Promise<ReplaySetup> {
  const { flags, stored } = asked;
  const config = await readConfig(flags.config, world);
  const registry = providerRegistry(config, world);
  const providers = await registry.all();
  const given = await gatherSecrets(flags, config, world);
  const keys = await openKeys(world);
  const optionNames = Object.keys(flags.option ?? {});
  if (stored !== undefined) {
    const headers = (flags.header ?? []).map(([name]) => name);
    checkGivenAgain(stored, { to: flags.to !== undefined, headers, options: optionNames });
  }
  const editTexts = stored?.edits ?? {
    set: flags.set ?? [],
    unset: flags.unset ?? [],
    force: flags.forceSet === true,
  };
  const settings = await settingsOf(asked, editTexts, config, registry, world);
  const cwd = stored?.cwd ?? world.cwd;
  const transport = stored === undefined ? flags : transportAgain(stored.transport, flags);
  const { status } = outlet;
  const ports: ReplayPorts = {
    ...outlet,
    clock: systemClock,
    sender: await openSender(transport, settings.concurrency, world),
    stop: status?.stop ?? world.stop,
    ...(status === null ? {} : { watch: status.watch, planned: status.planned }),
    ended: () => status?.end(),
    providers,
    secrets: async (provider) =>
      await resolveSecrets(provider, given, { keys, logger: outlet.logger }),
    ...(flags.edit === true ? { edit: await editorOf(world) } : {}),
    optionsFor: optionsForAll(providers, flags.option, config),
    keyPair: generateKeyPair,
    runs: async () => (await history.open()).runs,
    load: async () => sourceLoader({ ...filesFrom(cwd), history: await history.open() }),
  };
  return { settings, editTexts, optionNames, transport, cwd, registry, ports };
}

async function settingsOf(
  { flags, typed, stored }: AskedReplay,
  edits: EditTexts,
  config: ProjectConfig,
  registry: ProviderRegistry,
  world: World,
): Promise<ReplaySettings> {
  const asked = { ...flags, ...flagsOf(stored), ...typed };
  return {
    ...resolveDelivery(asked, config, cryptoSeed()),
    retry: await parseRetryChoice(asked.retry ?? config.replay.retry ?? 'mailtrap', registry),
    edits: { list: applySettings(edits.set, edits.unset), force: edits.force },
    verbatim: flags.verbatim === true || stored?.verbatim === true,
    pid: world.pid,
  };
}

function filesFrom(cwd: string): Omit<LoaderPorts, 'history'> {
  return {
    fixtures: (paths) => readFixtures(paths, cwd),
    large: largeFixtures(cwd),
    line: (place) => readCaptureLine(place, cwd),
  };
}

/** A run's settings as if they had been typed, so that what is typed now goes before them. */
function flagsOf(stored: StoredReplay | undefined): DeliveryFlags {
  if (stored === undefined) return {};
  const { to, retry, timeScale, timeoutMs, concurrency, ratePerSecond } = stored;
  const { skewMs: skew, tamper, seed, fixedNowMs } = stored;
  return {
    ...(to === null ? {} : { to }),
    retry,
    timeScale,
    ...(timeoutMs === null ? {} : { timeout: timeoutMs }),
    concurrency,
    ...(ratePerSecond === null ? {} : { rate: ratePerSecond }),
    skew,
    ...(tamper === null ? {} : { tamper }),
    seed,
    ...(fixedNowMs === null ? {} : { now: fixedNowMs }),
  };
}
