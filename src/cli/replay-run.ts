import { fixtureChooser } from '../commands/fixture-selection.ts';
import { isHistoryWord } from '../commands/history-selection.ts';
import { runReplay } from '../commands/replay.ts';
import { printRest } from '../commands/replay-rest.ts';
import { resumeReplay } from '../commands/replay-session.ts';
import { readStoredReplay, type StoredReplay } from '../commands/replay-settings.ts';
import { type ReplaySource, replaySources } from '../commands/replay-sources.ts';
import { isSelective, type Selection } from '../commands/selection.ts';
import { type ExitCode, InputError } from '../core/errors.ts';
import type { Disorder } from '../delivery/disorder.ts';
import { isAlive } from '../io/other-process.ts';
import { readRecordings } from '../io/recordings.ts';
import type { RunRecord } from '../store/run-types.ts';
import type { World } from './context.ts';
import { disorderOf } from './disorder-options.ts';
import { HistoryOnDemand } from './history-on-demand.ts';
import { nothingCaptured } from './project-history.ts';
import type { ReplayFlags } from './replay-command.ts';
import { dropInput, keepPipes } from './replay-input.ts';
import { openReplayOutlet, type ReplayOutlet } from './replay-outlet.ts';
import { type ReplaySetup, setUpReplay } from './replay-setup.ts';
import { checkSelectedNames } from './selected-names.ts';
import { storedTransport } from './transport-options.ts';

/**
 * Runs `replay` as its flags say: a new run, a plan to look at, or a run to go on with.
 *
 * @param typed - those of the flags that do not come from the environment
 */
export async function replayWith(
  words: readonly string[],
  flags: ReplayFlags,
  typed: Partial<ReplayFlags>,
  selection: Selection,
  world: World,
): Promise<ExitCode> {
  const outlet = await openReplayOutlet(flags, world);
  const history = new HistoryOnDemand(world, outlet.logger, flags.dryRun === true);
  try {
    const resumed = flags.resume === undefined ? undefined : await storedRun(flags.resume, history);
    const asked = { flags, typed, stored: resumed?.stored };
    const setup = await setUpReplay(asked, history, outlet, world);
    let keptInput = resumed?.stored.keptInput ?? null;
    try {
      if (resumed !== undefined) return await goOn(resumed.run, flags, setup, history);
      await checkNames(words, selection, setup, history);
      const input = await keepPipes(words, world);
      keptInput = input.kept;
      const sources = sourcesOf(input.words, selection, setup, history, outlet);
      return await begin(sources, flags, keptInput, setup, world);
    } finally {
      outlet.status?.end();
      await setup.ports.sender.close();
      await dropInput(keptInput, history.opened);
      await outlet.finish();
    }
  } finally {
    await history.close();
  }
}

interface ResumedRun {
  readonly run: RunRecord;
  readonly stored: StoredReplay;
}

/** @throws {InputError} when there is none of that name */
async function storedRun(name: string, history: HistoryOnDemand): Promise<ResumedRun> {
  const run = (await history.isThere()) ? await (await history.open()).runs.find(name) : undefined;
  if (run === undefined) {
    throw new InputError(`there is no run ${name} in the history`, {
      hint: 'webhook-cli history runs lists them',
    });
  }
  return { run, stored: readStoredReplay(run.settings, run.name) };
}

async function goOn(
  run: RunRecord,
  flags: ReplayFlags,
  { settings, ports }: ReplaySetup,
  history: HistoryOnDemand,
): Promise<ExitCode> {
  const { runs } = await history.open();
  if (flags.dryRun === true) return await printRest(run, runs, settings, ports);
  return await resumeReplay(run, runs, settings, { ...ports, isAlive });
}

async function begin(
  sources: AsyncIterable<ReplaySource>,
  flags: ReplayFlags,
  keptInput: string | null,
  { settings, ports, editTexts, transport, cwd, optionNames }: ReplaySetup,
  world: World,
): Promise<ExitCode> {
  const config = {
    ...settings,
    editTexts,
    transport: storedTransport(transport, world.cwd),
    disorder: disorderAsked(flags),
    regrouping: {
      split: flags.split === true,
      batch: flags.batch ?? null,
      windowMs: flags.batchWindow ?? null,
    },
    dryRun: flags.dryRun === true,
    cwd,
    optionNames,
    keptInput,
  };
  return await runReplay(config, sources, ports);
}

/** @throws {UnknownNameError} when the selection names what does not exist */
async function checkNames(
  words: readonly string[],
  selection: Selection,
  { registry, ports }: ReplaySetup,
  history: HistoryOnDemand,
): Promise<void> {
  const asksHistory = words.every(isHistoryWord) && isSelective(selection);
  await checkSelectedNames(selection, {
    history: asksHistory && (await history.isThere()) ? await history.open() : null,
    registry: async () => registry,
    logger: ports.logger,
  });
}

function sourcesOf(
  words: readonly string[],
  selection: Selection,
  { settings, ports, cwd }: ReplaySetup,
  history: HistoryOnDemand,
  { logger }: ReplayOutlet,
): AsyncIterable<ReplaySource> {
  const { providers, optionsFor, stop } = ports;
  const { seed } = settings;
  return replaySources(words, selection, {
    files: (pattern) => readRecordings(pattern, cwd, (message) => logger.warn(message)),
    history: async () => {
      if (!(await history.isThere())) throw nothingCaptured();
      return await history.open();
    },
    stop,
    ...(isSelective(selection)
      ? { fits: fixtureChooser(selection, { providers, optionsFor, seed }) }
      : {}),
  });
}

function disorderAsked(flags: ReplayFlags): Disorder {
  const { keepTiming, order } = flags;
  return {
    ...disorderOf(flags),
    timingScale: keepTiming === true ? 1 : (keepTiming ?? null),
    shuffle: order === 'shuffle',
  };
}
