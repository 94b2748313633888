import { Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import type { PruneRule } from '../store/types.ts';
import { addCommonOptions, type CommonFlags } from './common-options.ts';
import type { CliContext } from './context.ts';
import { parseKeep } from './option-parsers.ts';
import { withHistory } from './with-history.ts';

/** Names of the commands under `history`. */
export const HISTORY_COMMANDS = ['prune', 'runs'] as const;

/** Flags that `history` takes for its list; before the name of a command they would be lost. */
const LIST_FLAGS = ['since', 'provider', 'event', 'failed', 'filter', 'limit'] as const;

export function runsCommand(context: CliContext): Command {
  const command = new Command('runs').summary('list the runs of replay, and what is left of them');
  return addCommonOptions(command).action(async () => {
    const { runRuns } = await import('../commands/runs.ts');
    const flags = flagsAround(command);
    await withHistory(context.world, flags, async (ports) => {
      context.exitCode = await runRuns(ports);
    });
  });
}

interface PruneFlags extends CommonFlags {
  readonly keep?: PruneRule;
  readonly keepRuns?: PruneRule;
  readonly waiting?: boolean;
}

export function pruneCommand(context: CliContext): Command {
  const command = new Command('prune')
    .summary('remove old requests and old runs')
    .description(
      'Removes old requests, but none that wait to be sent on, and runs of replay that are older than what is kept; none that a process works on.',
    )
    .addOption(
      new Option(
        '--keep <n|duration>',
        'keep the newest n requests, or those of the last 7d',
      ).argParser(parseKeep),
    )
    .addOption(
      new Option(
        '--keep-runs <n|duration>',
        'keep the newest n runs, or those of the last 7d',
      ).argParser(parseKeep),
    )
    .option('--waiting', 'remove old requests that wait to be sent on (--ack-first) too');
  return addCommonOptions(command).action(async ({ keep, keepRuns, waiting }: PruneFlags) => {
    const flags = flagsAround(command);
    if (keep === undefined && keepRuns === undefined) {
      throw new UsageError('what is to be kept? --keep is missing', {
        hint: '--keep 10000 keeps the newest requests, --keep 7d those of a week, --keep-runs 20 the newest runs',
      });
    }
    if (waiting === true && keep === undefined) {
      throw new UsageError('--waiting is about the requests that --keep removes', {
        hint: '--keep 0 --waiting removes all of them',
      });
    }
    const [{ runPrune }, { isAlive }, { removeUnusedInput }, { projectFolder }, { systemClock }] =
      await Promise.all([
        import('../commands/history.ts'),
        import('../io/other-process.ts'),
        import('../io/run-input.ts'),
        import('../io/project-folder.ts'),
        import('../io/clock.ts'),
      ]);
    const { world } = context;
    // A number of requests says nothing about runs: then what is older than all of them goes.
    const runRule = keepRuns ?? (keep?.olderThanMs === undefined ? null : keep);
    await withHistory(
      world,
      flags,
      async (ports) => {
        const rule = { ...keep, ...(waiting === true ? { waitingToo: true } : {}) };
        context.exitCode = await runPrune(rule, runRule, {
          ...ports,
          clock: systemClock,
          isAlive,
          removeInput: async (used) =>
            await removeUnusedInput(await projectFolder(world.cwd), used, systemClock.nowMs()),
        });
      },
      { readOnly: false },
    );
  });
}

/**
 * The flags of a command under `history`, and those that stand before its name: `history` has read the ones it knows.
 *
 * @throws {UsageError} when some of them choose requests, which these commands don't do: `prune` would remove all others too
 */
function flagsAround(command: Command): CommonFlags {
  const before = command.parent?.opts<Readonly<Record<string, unknown>>>() ?? {};
  const lost = LIST_FLAGS.find((name) => before[name] !== undefined);
  if (lost !== undefined) {
    throw new UsageError(
      `history ${command.name()} takes no --${lost}, as it chooses no requests`,
      {
        hint: `leave it out; without ${command.name()} it lists those that fit`,
      },
    );
  }
  return command.optsWithGlobals<CommonFlags>();
}
