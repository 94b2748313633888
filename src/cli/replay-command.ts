import { Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext } from './context.ts';
import { addDeliveryOptions, type DeliveryFlags, resolveDelivery } from './delivery-options.ts';
import { addSelectionOptions, resolveSelection, type SelectionFlags } from './history-commands.ts';
import { openSender } from './transport-options.ts';

interface ReplayFlags extends CommonFlags, SecretFlags, DeliveryFlags, SelectionFlags {
  readonly verbatim?: boolean;
  readonly order?: 'capture' | 'shuffle';
  readonly dryRun?: boolean;
}

export function replayCommand(context: CliContext): Command {
  const command = new Command('replay')
    .summary("deliver captured requests again, with a provider's retry timing")
    .description(
      'Delivers fixtures again: files, folders and globs. By default as Mailtrap would: 1 attempt and 40 retries,\n5 minutes apart, 30 s timeout, only 200 counts.',
    )
    .argument(
      '[sources...]',
      'fixture files, folders and globs; history ids, ranges (3..7) and last',
    )
    .optionsGroup('What is sent:')
    .option('--verbatim', 'keep signatures as captured, even where the secret is known')
    .addOption(
      new Option('--order <order>', 'order of deliveries (default: capture)').choices([
        'capture',
        'shuffle',
      ]),
    )
    .option('--dry-run', 'print the plan, send nothing');
  addSelectionOptions(command);
  addCommonOptions(addSecretOptions(addDeliveryOptions(command, 'mailtrap')));
  return command
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], flags: ReplayFlags) => {
      const selection = await resolveSelection([], flags);
      checkSources(words, flags);
      const { world } = context;
      const [
        { runReplay },
        { replaySources },
        { openOutlet },
        { readConfig, openKeys, optionsForAll },
        { loadAllProviders },
        { parseRetryChoice },
        { gatherSecrets },
        { resolveSecrets },
        { readFixtures },
        { systemClock },
        { cryptoSeed },
      ] = await Promise.all([
        import('../commands/replay.ts'),
        import('../commands/replay-sources.ts'),
        import('./outlet.ts'),
        import('./setup.ts'),
        import('../providers/index.ts'),
        import('../providers/retry-profiles.ts'),
        import('./given-secrets.ts'),
        import('../commands/secrets.ts'),
        import('../io/fixture-files.ts'),
        import('../io/clock.ts'),
        import('../io/entropy.ts'),
      ]);
      const outlet = await openOutlet(flags, world, { jsonUnlessTty: false, nameSources: true });
      const config = await readConfig(flags.config, world);
      const providers = await loadAllProviders();
      const given = await gatherSecrets(flags, config, world);
      const keys = await openKeys(world);
      const settings = resolveDelivery(flags, config, cryptoSeed());
      const sender = await openSender(flags, settings.concurrency, world);
      let history: import('../store/types.ts').History | undefined;
      try {
        context.exitCode = await runReplay(
          {
            ...settings,
            retry: await parseRetryChoice(flags.retry ?? config.replay.retry ?? 'mailtrap'),
            verbatim: flags.verbatim === true,
            order: flags.order ?? 'capture',
            dryRun: flags.dryRun === true,
          },
          {
            ...outlet,
            clock: systemClock,
            sender,
            stop: world.stop,
            providers,
            sources: replaySources(words, selection, {
              fixtures: (paths) => readFixtures(paths, world.cwd),
              history: async () => {
                const { openProjectHistory } = await import('./project-history.ts');
                history ??= await openProjectHistory(world, outlet.logger, { readOnly: true });
                return history;
              },
            }),
            secrets: async (provider) =>
              await resolveSecrets(provider, given, { keys, logger: outlet.logger }),
            optionsFor: optionsForAll(providers, flags.option, config),
            keyPair: (await import('../signing/key-pair.ts')).generateKeyPair,
          },
        );
      } finally {
        await sender.close();
        await history?.close();
      }
    });
}

/** Without words the selection decides; without either, replaying the whole history would be a surprise. */
function checkSources(words: readonly string[], flags: ReplayFlags): void {
  const { since, provider, event, failed, filter } = flags;
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
  $ webhook-cli replay 'fixtures/**/bounce.yaml' --dry-run`;
