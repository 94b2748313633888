import { Command, Option } from 'commander';
import type { Prompts } from '../commands/prompt-port.ts';
import { ExitCode as Exit } from '../core/errors.ts';
import type { CliContext, World } from './context.ts';
import { collectText, parsePort } from './option-parsers.ts';

interface InitFlags {
  readonly config?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly provider?: readonly string[];
  readonly target?: string;
  readonly port?: number;
  readonly secretEnv?: readonly string[];
  readonly secretFile?: readonly string[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
}

/** Opens a terminal for questions; a test passes its own. */
type OpenPrompts = () => Promise<Prompts>;

export function initCommand(context: CliContext, openPrompts: OpenPrompts = openTerminal): Command {
  return new Command('init')
    .summary('ask a few questions and write webhook-cli.yaml')
    .description(
      'Writes webhook-cli.yaml in this folder. Asks for what no flag gives;\nwithout a terminal it asks nothing, and all but --provider has a default.',
    )
    .optionsGroup('Settings:')
    .addOption(
      new Option(
        '-p, --provider <name>',
        'a provider that sends webhooks here; repeatable',
      ).argParser(collectText),
    )
    .option('--target <url>', 'where send and replay deliver (default: the listener)')
    .addOption(
      new Option('--port <number>', 'port of the listener (default: 4665)').argParser(parsePort),
    )
    .addOption(
      new Option(
        '--secret-env <name>',
        'variable with the secret; provider=NAME where there are several',
      ).argParser(collectText),
    )
    .addOption(
      new Option(
        '--secret-file <file>',
        'file with the secret; provider=FILE where there are several',
      ).argParser(collectText),
    )
    .optionsGroup('Writing:')
    .addOption(
      new Option('--config <file>', 'file to write (default: webhook-cli.yaml)').env(
        'WEBHOOK_CLI_CONFIG',
      ),
    )
    .option('--force', 'replace the file that is there')
    .option('--dry-run', 'print the file on stdout, write nothing')
    .option('--no-input', 'ask nothing')
    .option('-q, --quiet', 'say less')
    .option('-v, --verbose', 'say more when something fails')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: InitFlags) => {
      const [{ runInit }, { PromptClosedError }] = await Promise.all([
        import('../commands/init.ts'),
        import('../io/prompt-closed.ts'),
      ]);
      try {
        const { config, ports } = await settle(flags, context.world, openPrompts);
        context.exitCode = await runInit(config, ports);
      } catch (error) {
        if (!(error instanceof PromptClosedError)) throw error;
        context.exitCode = Exit.interrupted;
      }
    });
}

async function settle(
  flags: InitFlags,
  world: World,
  openPrompts: OpenPrompts,
): Promise<{
  readonly config: import('../commands/init.ts').InitConfig;
  readonly ports: import('../commands/init.ts').InitPorts;
}> {
  const [
    paths,
    { stderrLogger },
    file,
    { secretSources },
    { parseProviderName },
    { parseTarget },
    { declaredProviders },
  ] = await Promise.all([
    import('node:path'),
    import('./outlet.ts'),
    import('../io/config-file.ts'),
    import('../commands/init-secrets.ts'),
    import('../providers/index.ts'),
    import('../delivery/target.ts'),
    import('./declared-definitions.ts'),
  ]);
  const fileName = flags.config ?? file.CONFIG_FILE;
  const path = paths.resolve(world.cwd, fileName);
  const definitions = (await file.hasConfig(path)) ? await declaredProviders(world, path) : [];
  const names = definitions.map(({ name }) => name);
  const providers = [
    ...new Set(
      flags.provider?.map(
        (typed) => names.find((name) => name === typed) ?? parseProviderName(typed),
      ),
    ),
  ];
  if (flags.target !== undefined) parseTarget(flags.target);
  const mayAsk = flags.input && world.stdinIsTty && world.stderr.isTty;
  return {
    config: {
      providers: flags.provider === undefined ? null : providers,
      secrets: secretSources(providers, {
        env: flags.secretEnv ?? [],
        files: flags.secretFile ?? [],
      }),
      declared: definitions.length === 0 ? [] : await file.declaredTexts(path, definitions),
      target: flags.target ?? null,
      port: flags.port ?? null,
      force: flags.force === true,
      dryRun: flags.dryRun === true,
      fileName,
    },
    ports: {
      prompts: mayAsk ? await openPrompts() : null,
      logger: stderrLogger(flags, world),
      hasVariable: (name) => world.env[name] !== undefined,
      fileExists: async () => await file.hasConfig(path),
      relativePath: (typed) => {
        if (paths.isAbsolute(typed)) return typed;
        const relative = paths.relative(paths.dirname(path), paths.resolve(world.cwd, typed));
        return relative.replaceAll(paths.sep, '/');
      },
      save: async (text) => await file.saveConfig(path, text),
      print: (text) => world.stdout.write(text),
    },
  };
}

/** Loads the prompts package, which takes a tenth of a second. */
async function openTerminal(): Promise<Prompts> {
  const { openPrompts } = await import('../io/prompts.ts');
  return openPrompts();
}

const EXAMPLES = `
Examples:
  $ webhook-cli init
  $ webhook-cli init --provider mailgun --secret-env MAILGUN_WEBHOOK_SECRET --target http://127.0.0.1:3000/webhooks
  $ webhook-cli init -p mailgun -p mailtrap --secret-file mailgun=./mailgun.key --secret-env mailtrap=MAILTRAP_SECRET`;
