import { Command, Option } from 'commander';
import type { HistorySelection } from '../commands/history-selection.ts';
import { UsageError } from '../core/errors.ts';
import { REQUEST_FORMS, type RequestForm } from '../core/printed-event.ts';
import { nearestNames } from '../core/suggest.ts';
import { addCommonOptions, type CommonFlags } from './common-options.ts';
import type { CliContext } from './context.ts';
import { HISTORY_COMMANDS, pruneCommand, runsCommand } from './history-subcommands.ts';
import { parseCount, parsePositiveDuration } from './option-parsers.ts';
import { withHistory } from './with-history.ts';

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
    ...(flags.provider === undefined ? {} : { provider: flags.provider.toLowerCase() }),
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
    const { world } = context;
    const [{ runHistory }, { checkSelectedNames }, { providerRegistry }, { readConfig }] =
      await Promise.all([
        import('../commands/history.ts'),
        import('./selected-names.ts'),
        import('./provider-registry.ts'),
        import('./setup.ts'),
      ]);
    // A list has one line for each request.
    await withHistory(world, { quiet: true, ...flags }, async (ports) => {
      const selection = await resolveSelection(checkedIds(ids), flags);
      await checkSelectedNames(selection, {
        ...ports,
        registry: async () => providerRegistry(await readConfig(flags.config, world), world),
      });
      context.exitCode = await runHistory(selection, flags.limit ?? null, ports);
    });
  });
  return command
    .addCommand(pruneCommand(context))
    .addCommand(runsCommand(context))
    .addHelpText('after', HISTORY_EXAMPLES);
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
    .addOption(new Option('--body', 'the body alone, byte for byte').conflicts(['as', 'json']));
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
      throw new UsageError(`"${id}" is no request of the history`, { hint: idHint(id) });
    }
  }
  return ids;
}

function idHint(typed: string): string {
  const ids = 'ids are numbers; 3..7 is a range, last is the newest';
  const [near] = nearestNames(typed, ['last', ...HISTORY_COMMANDS]);
  if (near === undefined) return ids;
  if (near === typed) return `a command, which comes right after "history": history ${near}`;
  return `did you mean ${near}? ${ids}`;
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
