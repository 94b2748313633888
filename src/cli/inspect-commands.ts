import { Command, Option } from 'commander';
import type { RetryProfile } from '../core/schedule.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext } from './context.ts';
import { collectNamed, parseNow, parseScale } from './option-parsers.ts';

interface ProvidersFlags extends CommonFlags {
  readonly legacy?: boolean;
  readonly seed?: string;
  readonly now?: number;
  readonly option?: Readonly<Record<string, string>>;
}

export function providersCommand(context: CliContext): Command {
  const command = new Command('providers')
    .summary('what is known about each provider, with sources')
    .description(
      'Shows the providers; with a name, its scheme, events, retry plan, options, open questions and sources;\nwith an event as well, a sample of it.',
    )
    .argument('[name]', 'a provider')
    .argument('[event]', 'one of its events')
    .option('--legacy', "the provider's old generation of events")
    .addOption(
      new Option('--option <name=value>', "set one of the provider's options").argParser(
        collectNamed,
      ),
    )
    .option('--seed <text>', 'same sample every time')
    .addOption(new Option('--now <time>', 'time of the sample').argParser(parseNow));
  command.addCommand(providersLintCommand(context));
  return addCommonOptions(command).action(
    async (name: string | undefined, event: string | undefined, flags: ProvidersFlags) => {
      const { world } = context;
      const [{ runProviders }, { openOutlet }, { providerRegistry }, { readConfig, optionsFor }] =
        await Promise.all([
          import('../commands/providers.ts'),
          import('./outlet.ts'),
          import('./provider-registry.ts'),
          import('./setup.ts'),
        ]);
      const config = await readConfig(flags.config, world);
      const registry = providerRegistry(config, world);
      const wanted = event === undefined ? 'all' : [event];
      const providers =
        name === undefined ? await registry.all() : [await registry.find(name, wanted)];
      const { output } = await openOutlet(flags, world, { jsonUnlessTty: false });
      context.exitCode = await runProviders(
        providers,
        event ?? null,
        {
          full: name !== undefined,
          legacy: flags.legacy === true,
          seed: flags.seed ?? 'sample',
          nowMs: flags.now ?? (await import('../io/clock.ts')).systemClock.nowMs(),
          optionsFor: (provider) => optionsFor(provider, flags.option, config),
        },
        output,
      );
    },
  );
}

function providersLintCommand(context: CliContext): Command {
  const command = new Command('lint')
    .summary('what is wrong or doubtful in the providers that a configuration defines')
    .argument('[file]', 'a configuration file', 'webhook-cli.yaml');
  return addCommonOptions(command).action(async (file: string) => {
    const flags = command.optsWithGlobals<CommonFlags>(); // `providers` takes the common flags first
    const { world } = context;
    const [
      { runProvidersLint },
      { openOutlet },
      { lintConfigFile },
      fixtures,
      modules,
      clock,
      keys,
      names,
    ] = await Promise.all([
      import('../commands/providers-lint.ts'),
      import('./outlet.ts'),
      import('../io/config-file.ts'),
      import('../io/fixture-files.ts'),
      import('../io/signature-module.ts'),
      import('../io/clock.ts'),
      import('../signing/key-pair.ts'),
      import('../providers/names.ts'),
    ]);
    const { output } = await openOutlet(flags, world, { jsonUnlessTty: false });
    const providerNames = names.PROVIDER_NAMES;
    const linted = await lintConfigFile(file, { cwd: world.cwd, env: world.env, providerNames });
    context.exitCode = await runProvidersLint(file, linted, {
      output,
      clock: clock.systemClock,
      keyPair: keys.generateKeyPair,
      fixtures: (path) => fixtures.readFixtures([path], world.cwd),
      module: modules.loadModule,
    });
  });
}

interface ScheduleFlags extends CommonFlags {
  readonly timeScale?: number;
}

export function scheduleCommand(context: CliContext): Command {
  const command = new Command('schedule')
    .summary('a retry plan as times from now')
    .argument('<name>', 'a provider, a variant such as mailgun:route, or a list such as 40x5m')
    .addOption(new Option('--time-scale <n>', 'divide waits').argParser(parseScale));
  return addCommonOptions(command).action(async (name: string, flags: ScheduleFlags) => {
    const { world } = context;
    const [{ runSchedule }, { openOutlet }, { findRetryProfile }, { systemClock }, setup, own] =
      await Promise.all([
        import('../commands/schedule.ts'),
        import('./outlet.ts'),
        import('../providers/retry-profiles.ts'),
        import('../io/clock.ts'),
        import('./setup.ts'),
        import('./provider-registry.ts'),
      ]);
    const config = await setup.readConfig(flags.config, world);
    const registry = own.providerRegistry(config, world);
    const profiles: readonly RetryProfile[] = [await findRetryProfile(name, registry)];
    const { output } = await openOutlet(flags, world, { jsonUnlessTty: false });
    context.exitCode = await runSchedule(profiles, flags.timeScale ?? 1, {
      clock: systemClock,
      output,
    });
  });
}

interface SecretCommandFlags extends CommonFlags, SecretFlags {
  readonly new?: boolean;
  readonly env?: boolean;
}

export function secretCommand(context: CliContext): Command {
  const command = new Command('secret')
    .summary('the secret or key that a receiver must be given')
    .argument('<name>', 'a provider')
    .option('--new', 'make a new one of the right shape')
    .option('--env', 'as an assignment for a shell');
  return addCommonOptions(addSecretOptions(command)).action(
    async (name: string, flags: SecretCommandFlags) => {
      const { world } = context;
      const [
        { runSecret },
        { openOutlet },
        { providerRegistry },
        { readConfig, openKeys },
        given,
        secrets,
      ] = await Promise.all([
        import('../commands/secret.ts'),
        import('./outlet.ts'),
        import('./provider-registry.ts'),
        import('./setup.ts'),
        import('./given-secrets.ts'),
        import('../commands/secrets.ts'),
      ]);
      const { cryptoRandom } = await import('../io/entropy.ts');
      const config = await readConfig(flags.config, world);
      const provider = await providerRegistry(config, world).find(name);
      const { output, logger } = await openOutlet(flags, world, { jsonUnlessTty: false });
      const gathered = await given.gatherSecrets(flags, config, world);
      const keys = await openKeys(world);
      context.exitCode = await runSecret(
        { provider, fresh: flags.new === true, asEnvironment: flags.env === true },
        {
          output,
          random: cryptoRandom,
          secrets: async (wanted) =>
            await secrets.resolveSecrets(wanted, gathered, { keys, logger }),
        },
      );
    },
  );
}
