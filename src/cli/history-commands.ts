import { Command, Option } from 'commander';
import type { HistorySelection } from '../commands/history-selection.ts';
import { UsageError } from '../core/errors.ts';
import { REQUEST_FORMS, type RequestForm } from '../core/events.ts';
import type { PruneRule } from '../store/types.ts';
import { addCommonOptions, type CommonFlags } from './common-options.ts';
import type { CliContext, World } from './context.ts';
import { parseCount, parseKeep, parsePositiveDuration } from './option-parsers.ts';

/** Flags that select captures; `replay` has them too. */
export interface SelectionFlags {
  readonly since?: number;
  readonly provider?: string;
  readonly event?: string;
  readonly failed?: boolean;
  readonly filter?: string;
}

export function addSelectionOptions(command: Command): Command {
  return command
    .optionsGroup('Which requests:')
    .addOption(
      new Option('--since <duration>', 'received in the last 10m, 2h …').argParser(
        parsePositiveDuration,
      ),
    )
    .option('--provider <name>', 'of this provider')
    .option('--event <name>', 'with this event, by canonical or wire name')
    .option('--failed', 'with a failed signature, answered with an error, or not at all')
    .option('--filter <expr>', "that fit an expression, such as 'path~/^\\/hooks/ size>1kb'");
}

export async function resolveSelection(
  ids: readonly string[],
  flags: SelectionFlags,
): Promise<HistorySelection> {
  const { parseExpression } = await import('../core/expression.ts');
  const { systemClock } = await import('../io/clock.ts');
  return {
    ids,
    ...(flags.since === undefined ? {} : { sinceMs: systemClock.nowMs() - flags.since }),
    ...(flags.provider === undefined ? {} : { provider: flags.provider }),
    ...(flags.event === undefined ? {} : { event: flags.event }),
    failed: flags.failed === true,
    filter: flags.filter === undefined ? null : parseExpression(flags.filter),
  };
}

interface HistoryFlags extends CommonFlags, SelectionFlags {
  readonly limit?: number;
}

export function historyCommand(context: CliContext): Command {
  const command = new Command('history')
    .summary('list the requests captured here')
    .description('Lists captured requests, the newest last.')
    .argument('[ids...]', 'ids, ranges such as 3..7, or last (default: all)')
    .addOption(new Option('-n, --limit <n>', 'at most the newest n').argParser(parseCount));
  addCommonOptions(addSelectionOptions(command));
  command.action(async (ids: readonly string[], flags: HistoryFlags) => {
    const { runHistory } = await import('../commands/history.ts');
    // A list has one line for each request.
    await withHistory(context.world, { quiet: true, ...flags }, async (ports) => {
      const selection = await resolveSelection(checkedIds(ids), flags);
      context.exitCode = await runHistory(selection, flags.limit ?? null, ports);
    });
  });
  return command
    .addCommand(pruneCommand(context))
    .addCommand(runsCommand(context))
    .addHelpText('after', HISTORY_EXAMPLES);
}

function runsCommand(context: CliContext): Command {
  const command = new Command('runs').summary('list the runs of replay, and what is left of them');
  return addCommonOptions(command).action(async () => {
    const { runRuns } = await import('../commands/runs.ts');
    const flags = command.optsWithGlobals<CommonFlags>(); // `history` has read those it knows itself
    await withHistory(context.world, flags, async (ports) => {
      context.exitCode = await runRuns(ports);
    });
  });
}

interface PruneFlags extends CommonFlags {
  readonly keep?: PruneRule;
  readonly keepRuns?: PruneRule;
}

function pruneCommand(context: CliContext): Command {
  const command = new Command('prune')
    .summary('remove old requests and old runs')
    .description(
      'Removes old requests, and runs of replay that are older than what is kept; none that a process works on.',
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
    );
  return addCommonOptions(command).action(async ({ keep, keepRuns }: PruneFlags) => {
    if (keep === undefined && keepRuns === undefined) {
      throw new UsageError('what is to be kept? --keep is missing', {
        hint: '--keep 10000 keeps the newest requests, --keep 7d those of a week, --keep-runs 20 the newest runs',
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
    const flags = command.optsWithGlobals<CommonFlags>(); // `history` has read those it knows itself
    await withHistory(
      context.world,
      flags,
      async (ports) => {
        context.exitCode = await runPrune(keep ?? {}, runRule, {
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

interface ShowFlags extends CommonFlags {
  readonly as?: RequestForm | 'raw';
  readonly body?: boolean;
}

export function showCommand(context: CliContext): Command {
  const command = new Command('show')
    .summary('show a captured request whole, or in another form')
    .argument('<ids...>', 'ids, ranges such as 3..7, or last')
    .addOption(
      new Option(
        '--as <form>',
        'exact, with its credentials; raw: the message as bytes, its body in one piece',
      ).choices([...REQUEST_FORMS, 'raw']),
    )
    .option('--body', 'the body alone, byte for byte');
  return addCommonOptions(command)
    .addHelpText('after', SHOW_EXAMPLES)
    .action(async (ids: readonly string[], flags: ShowFlags) => {
      const { runShow } = await import('../commands/history.ts');
      const form = flags.body === true ? 'body' : flags.as === 'raw' ? 'http' : flags.as;
      const whole = { ...flags, verbose: true, withBody: true };
      await withHistory(context.world, whole, async (ports) => {
        const selection = await resolveSelection(checkedIds(ids), {});
        context.exitCode = await runShow(selection, form ?? null, {
          ...ports,
          wholeBodies: flags.json === true,
          writeBytes: async (bytes) => await context.world.stdout.write(bytes),
        });
      });
    });
}

function checkedIds(ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    if (!/^(?:last|\d+|\d+\.\.\d+)$/.test(id)) {
      throw new UsageError(`"${id}" is no request of the history`, {
        hint: 'ids are numbers; 3..7 is a range, last is the newest',
      });
    }
  }
  return ids;
}

async function withHistory(
  world: World,
  flags: CommonFlags & { readonly withBody?: boolean },
  work: (ports: import('../commands/history.ts').HistoryPorts) => Promise<void>,
  options: { readonly readOnly: boolean } = { readOnly: true },
): Promise<void> {
  const [{ openOutlet }, { openProjectHistory }] = await Promise.all([
    import('./outlet.ts'),
    import('./project-history.ts'),
  ]);
  const { output, logger } = await openOutlet(flags, world, {
    jsonUnlessTty: false,
    withBody: flags.withBody === true,
  });
  const history = await openProjectHistory(world, logger, options);
  try {
    await work({ history, output, logger });
  } finally {
    await history.close();
  }
}

const HISTORY_EXAMPLES = `
Examples:
  $ webhook-cli history --limit 20
  $ webhook-cli history --provider mailgun --failed --since 1h
  $ webhook-cli history prune --keep 7d
  $ webhook-cli history prune --keep-runs 20`;

const SHOW_EXAMPLES = `
Examples:
  $ webhook-cli show last
  $ webhook-cli show 12 --as curl
  $ webhook-cli show 12 --body > body.json`;
