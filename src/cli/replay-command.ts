import { Command, Option } from 'commander';
import { CONFIG_VARIABLES } from '../core/config-source.ts';
import { UsageError } from '../core/errors.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext } from './context.ts';
import { addDeliveryOptions, type DeliveryFlags } from './delivery-options.ts';
import { addDisorderOptions, type DisorderFlags } from './disorder-options.ts';
import { addSelectionOptions, resolveSelection, type SelectionFlags } from './history-commands.ts';
import {
  collectText,
  parseBatch,
  parsePositiveDuration,
  parseTimesScale,
} from './option-parsers.ts';
import { collectReport, type ReportFile } from './run-report-file.ts';

export interface ReplayFlags
  extends CommonFlags,
    SecretFlags,
    DeliveryFlags,
    SelectionFlags,
    DisorderFlags {
  readonly verbatim?: boolean;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly forceSet?: boolean;
  readonly edit?: boolean;
  readonly order?: 'capture' | 'shuffle';
  readonly dryRun?: boolean;
  readonly resume?: string;
  readonly keepTiming?: number | true;
  readonly report?: readonly ReportFile[];
  readonly split?: boolean;
  readonly batch?: number | 'max';
  readonly batchWindow?: number;
}

export function replayCommand(context: CliContext): Command {
  const command = new Command('replay')
    .summary("deliver captured requests again, with a provider's retry timing")
    .description(
      'Delivers fixtures again: files, folders and globs. By default as Mailtrap would: 1 attempt and 40 retries,\n5 minutes apart, 30 s timeout, only 200 counts.',
    )
    .argument(
      '[sources...]',
      'files, folders and globs of fixtures and of --json lines (*.ndjson, *.jsonl); - for stdin; history ids, ranges (3..7) and last',
    )
    .optionsGroup('What is sent:')
    .option('--verbatim', 'keep signatures as captured, even where the secret is known')
    .addOption(
      new Option(
        '--set <path=value>',
        'change a field of every body before signing; path:=json for other types',
      ).argParser(collectText),
    )
    .addOption(new Option('--unset <path>', 'leave a field out').argParser(collectText))
    .option('--force-set', 'let --set add fields the body does not have')
    .option('--edit', 'open each body in $VISUAL or $EDITOR before signing; at most 5 requests')
    .addOption(
      new Option('--order <order>', 'order of deliveries (default: capture)').choices([
        'capture',
        'shuffle',
      ]),
    )
    .option(
      '--split',
      'one request for each event of a batch, signed afresh where the secret is known',
    )
    .addOption(
      new Option(
        '--batch <n>',
        "put n events of one provider and path into one request, in the provider's form; max for its own limit",
      ).argParser(parseBatch),
    )
    .addOption(
      new Option(
        '--batch-window <duration>',
        'only events captured within so long of the first one go together',
      ).argParser(parsePositiveDuration),
    )
    .option('--dry-run', 'print the plan, send nothing')
    .option(
      '--resume <run>',
      'go on with a run that was stopped, by its name, or last; with its settings unless told otherwise',
    )
    .addOption(
      new Option(
        '--report <format=file>',
        'write a report: junit=FILE, json=FILE or html=FILE; repeatable',
      ).argParser(collectReport),
    );
  addDisorderOptions(command).addOption(
    new Option(
      '--keep-timing [scale]',
      'keep the gaps between captures; 10x makes them ten times shorter',
    ).argParser(parseTimesScale),
  );
  addSelectionOptions(command);
  const retry = { byDefault: 'mailtrap', variable: CONFIG_VARIABLES.replay.retry };
  addCommonOptions(addSecretOptions(addDeliveryOptions(command, retry)));
  return command
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], flags: ReplayFlags) => {
      const selection = await resolveSelection([], flags);
      checkSources(words, flags);
      const { replayWith } = await import('./replay-run.ts');
      context.exitCode = await replayWith(
        words,
        flags,
        typed(command, flags),
        selection,
        context.world,
      );
    });
}

/** The flags that do not come from the environment: how a run that is resumed was started goes before those. */
function typed(command: Command, flags: ReplayFlags): Partial<ReplayFlags> {
  const names = Object.entries(flags).filter(
    ([name]) => command.getOptionValueSource(name) !== 'env',
  );
  return Object.fromEntries(names);
}

/** Without words the selection decides; without either, replaying the whole history would be a surprise. */
function checkSources(words: readonly string[], flags: ReplayFlags): void {
  const { since, provider, event, failed, filter, resume } = flags;
  if (flags.batchWindow !== undefined && flags.batch === undefined) {
    throw new UsageError('--batch-window needs --batch', {
      hint: '--batch max puts as many together as the provider does',
    });
  }
  const isEdited = flags.set !== undefined || flags.unset !== undefined || flags.edit === true;
  if (isEdited && flags.verbatim === true) {
    throw new UsageError(
      '--verbatim keeps what was signed, so it takes no --set, --unset or --edit',
    );
  }
  if (resume !== undefined) {
    if (isEdited) {
      throw new UsageError(
        '--resume goes on with the requests of the run as they were edited, so it takes no --set, --unset or --edit',
      );
    }
    if (flags.split === true || flags.batch !== undefined) {
      throw new UsageError(
        '--resume goes on with the requests of the run, so it takes no --split and no --batch',
      );
    }
    if (words.length === 0) return;
    throw new UsageError('--resume goes on with what the run is about, so it takes no sources');
  }
  const selected = [since, provider, event, failed, filter].some((flag) => flag !== undefined);
  if (words.length > 0 || selected) return;
  throw new UsageError('what is to be replayed?', {
    hint: 'name fixture files, folders or globs, history ids (12, 3..7, last), or select with --since, --provider …',
  });
}

const EXAMPLES = `
Examples:
  $ webhook-cli replay fixtures/mailgun --to http://127.0.0.1:3000/webhooks
  $ webhook-cli replay last --to http://127.0.0.1:3000
  $ webhook-cli replay captures/ --retry provider --time-scale 300
  $ webhook-cli replay 'fixtures/**/bounce.yaml' --dry-run
  $ webhook-cli replay last --set event-data.severity=temporary
  $ webhook-cli replay --since 1h --duplicate 1 --order shuffle --seed 7
  $ webhook-cli replay --since 1h --provider mailtrap --batch max --batch-window 30s
  $ webhook-cli show 3..7 --json --show-secrets | webhook-cli replay - --to http://127.0.0.1:3000
  $ webhook-cli replay --resume last`;
