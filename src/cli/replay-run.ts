import type { ReplayPorts } from '../commands/replay.ts';
import type { StoredReplay } from '../commands/replay-settings.ts';
import type { LinePlace } from '../commands/replay-sources.ts';
import type { Selection } from '../commands/selection.ts';
import { type ExitCode, InputError } from '../core/errors.ts';
import type { Disorder } from '../delivery/disorder.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';
import { type DeliveryFlags, resolveDelivery } from './delivery-options.ts';
import { disorderOf } from './disorder-options.ts';
import type { ReplayFlags } from './replay-command.ts';
import { editorOf } from './replay-editor.ts';
import { checkReports } from './run-report-check.ts';
import { reportingOutput, writeReports } from './run-report-file.ts';
import { openWatch } from './run-watch.ts';
import { openSender, storedTransport, transportAgain } from './transport-options.ts';

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
  const [
    { runReplay },
    { resumeReplay },
    { printRest },
    { checkGivenAgain, readStoredReplay },
    { replaySources },
    { isHistoryWord },
    { isSelective },
    { fixtureChooser },
    { sourceLoader },
    { openOutlet },
    { readConfig, openKeys, optionsForAll },
    { providerRegistry },
    { applySettings },
    { parseRetryChoice },
    { gatherSecrets },
    { resolveSecrets },
    { readFixtures },
    { readCaptureLine },
    { readRecordings },
    { largeFixtures },
    { keepPipes, dropInput },
    { systemClock },
    { cryptoSeed },
    { openProjectHistory, hasProjectHistory, nothingCaptured },
    { checkSelectedNames },
    { generateKeyPair },
    { isAlive },
  ] = await Promise.all([
    import('../commands/replay.ts'),
    import('../commands/replay-session.ts'),
    import('../commands/replay-rest.ts'),
    import('../commands/replay-settings.ts'),
    import('../commands/replay-sources.ts'),
    import('../commands/history-selection.ts'),
    import('../commands/selection.ts'),
    import('../commands/fixture-selection.ts'),
    import('../commands/source-loader.ts'),
    import('./outlet.ts'),
    import('./setup.ts'),
    import('./provider-registry.ts'),
    import('./settings.ts'),
    import('../providers/retry-profiles.ts'),
    import('./given-secrets.ts'),
    import('../commands/secrets.ts'),
    import('../io/fixture-files.ts'),
    import('../io/capture-lines.ts'),
    import('../io/recordings.ts'),
    import('../io/large-fixtures.ts'),
    import('./replay-input.ts'),
    import('../io/clock.ts'),
    import('../io/entropy.ts'),
    import('./project-history.ts'),
    import('./selected-names.ts'),
    import('../signing/key-pair.ts'),
    import('../io/other-process.ts'),
  ]);
  const plain = await openOutlet(flags, world, { jsonUnlessTty: false, nameSources: true });
  const files = flags.report ?? [];
  await checkReports(files, world);
  const watched = files.length === 0 ? null : reportingOutput(plain.output, systemClock.nowMs());
  const output = watched?.output ?? plain.output;
  const isQuiet = flags.quiet === true || flags.dryRun === true;
  const status = await openWatch(output, world, { isQuiet, isKept: true });
  const outlet = {
    ...plain,
    output: status?.output ?? output,
    logger: status?.logger(plain.logger) ?? plain.logger,
  };
  const config = await readConfig(flags.config, world);
  const registry = providerRegistry(config, world);
  const providers = await registry.all();
  const given = await gatherSecrets(flags, config, world);
  const keys = await openKeys(world);
  let opened: Promise<History> | undefined;
  const history = (): Promise<History> => {
    const options = flags.dryRun === true ? { readOnly: true } : {};
    opened ??= openProjectHistory(world, outlet.logger, options);
    return opened;
  };
  try {
    const isThere = await hasProjectHistory(world);
    const run =
      flags.resume === undefined || !isThere
        ? undefined
        : await (await history()).runs.find(flags.resume);
    if (run === undefined && flags.resume !== undefined) {
      throw new InputError(`there is no run ${flags.resume} in the history`, {
        hint: 'webhook-cli history runs lists them',
      });
    }
    const stored = run === undefined ? undefined : readStoredReplay(run.settings, run.name);
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
    const asked = { ...flags, ...flagsOf(stored), ...typed };
    const settings = {
      ...resolveDelivery(asked, config, cryptoSeed()),
      retry: await parseRetryChoice(asked.retry ?? config.replay.retry ?? 'mailtrap', registry),
      edits: { list: applySettings(editTexts.set, editTexts.unset), force: editTexts.force },
      verbatim: flags.verbatim === true || stored?.verbatim === true,
      pid: world.pid,
    };
    const cwd = stored?.cwd ?? world.cwd;
    const transport = stored === undefined ? flags : transportAgain(stored.transport, flags);
    const sender = await openSender(transport, settings.concurrency, world);
    const fixtures: Parameters<typeof sourceLoader>[0]['fixtures'] = (paths) =>
      readFixtures(paths, cwd);
    const line = (place: LinePlace): ReturnType<typeof readCaptureLine> =>
      readCaptureLine(place, cwd);
    const recordings = (pattern: string): ReturnType<typeof readRecordings> =>
      readRecordings(pattern, cwd, (message) => outlet.logger.warn(message));
    const ports: ReplayPorts = {
      ...outlet,
      clock: systemClock,
      sender,
      stop: status?.stop ?? world.stop,
      ...(status === null ? {} : { watch: status.watch, planned: status.planned }),
      ended: () => status?.end(),
      providers,
      secrets: async (provider) =>
        await resolveSecrets(provider, given, { keys, logger: outlet.logger }),
      ...(flags.edit === true ? { edit: await editorOf(world) } : {}),
      optionsFor: optionsForAll(providers, flags.option, config),
      keyPair: generateKeyPair,
      runs: async () => (await history()).runs,
      load: async () =>
        sourceLoader({ fixtures, large: largeFixtures(cwd), line, history: await history() }),
    };
    let keptInput = stored?.keptInput ?? null;
    try {
      if (run !== undefined) {
        const { runs } = await history();
        if (flags.dryRun === true) return await printRest(run, runs, settings, ports);
        return await resumeReplay(run, runs, settings, { ...ports, isAlive });
      }
      const isOfHistory = words.every(isHistoryWord);
      await checkSelectedNames(selection, {
        history: isThere && isOfHistory && isSelective(selection) ? await history() : null,
        registry: async () => registry,
        logger: outlet.logger,
      });
      const input = await keepPipes(words, world);
      keptInput = input.kept;
      const disorder = disorderAsked(flags);
      const dryRun = flags.dryRun === true;
      const regrouping = {
        split: flags.split === true,
        batch: flags.batch ?? null,
        windowMs: flags.batchWindow ?? null,
      };
      const { optionsFor, stop } = ports;
      const { seed } = settings;
      const fits = isSelective(selection)
        ? { fits: fixtureChooser(selection, { providers, optionsFor, seed }) }
        : {};
      const captured = async (): Promise<History> => {
        if (!isThere) throw nothingCaptured();
        return await history();
      };
      const sourcePorts = { files: recordings, history: captured, stop, ...fits };
      const sources = replaySources(input.words, selection, sourcePorts);
      return await runReplay(
        {
          ...settings,
          editTexts,
          transport: storedTransport(transport, world.cwd),
          disorder,
          regrouping,
          dryRun,
          cwd,
          optionNames,
          keptInput,
        },
        sources,
        ports,
      );
    } finally {
      status?.end();
      await sender.close();
      await dropInput(keptInput, opened);
      const report = watched?.report();
      if (report !== undefined) await writeReports(files, report, world);
    }
  } finally {
    // One that could not be opened has told so already.
    await opened?.then(
      (history) => history.close(),
      () => undefined,
    );
  }
}

function disorderAsked(flags: ReplayFlags): Disorder {
  const { keepTiming, order } = flags;
  return {
    ...disorderOf(flags),
    timingScale: keepTiming === true ? 1 : (keepTiming ?? null),
    shuffle: order === 'shuffle',
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
