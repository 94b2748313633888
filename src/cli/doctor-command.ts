import { Command, InvalidArgumentError, Option } from 'commander';
import type { DoctorConfig } from '../commands/doctor.ts';
import { UsageError } from '../core/errors.ts';
import type { HeaderPair } from '../core/headers.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import type { BodyFormat, EventDefinition, Provider } from '../providers/types.ts';
import type { ReportFormat } from '../render/doctor-report.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext, World } from './context.ts';
import { openSender } from './delivery-options.ts';
import {
  collectHeader,
  collectNamed,
  collectText,
  parseCount,
  parseNow,
  parsePositiveDuration,
} from './option-parsers.ts';
import { VERSION } from './version.ts';

const FORMATS: readonly BodyFormat[] = ['json', 'jsonl', 'form', 'multipart', 'mime'];
// Not taken from the room that writes them: it would have to be loaded for every --help.
const REPORT_FORMATS = ['html', 'junit', 'sarif'] as const satisfies readonly ReportFormat[];
const DEFAULT_BURST = 20;
const COUNT_LAG_MS = 1_000;

type Report = DoctorConfig['reports'][number];

interface DoctorFlags extends CommonFlags, SecretFlags {
  readonly provider?: string;
  readonly event?: readonly string[];
  readonly format?: BodyFormat;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly countUrl?: string;
  readonly burst?: number;
  readonly recipient?: string;
  readonly subject?: string;
  readonly header?: readonly HeaderPair[];
  readonly option?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly tolerance?: number;
  readonly seed?: string;
  readonly now?: number;
  readonly insecure?: boolean;
  readonly cacert?: string;
  readonly report?: readonly Report[];
  readonly yes?: boolean;
}

export function doctorCommand(context: CliContext): Command {
  const command = new Command('doctor')
    .summary('examine a receiver: what it accepts, refuses and survives')
    .description(
      'Sends genuine, forged and odd requests to your own receiver and tells, for each, what a correct one answers,\nwhat this one did, why it matters and how to fix it. Exit 1 if a forged request was accepted, or any check failed.',
    )
    .argument('[url]', "the receiver (default: the configuration's target)")
    .optionsGroup('What is sent:')
    .addOption(
      new Option('-p, --provider <name>', `one of ${PROVIDER_NAMES.join(', ')}`).env(
        'WEBHOOK_CLI_PROVIDER',
      ),
    )
    .addOption(
      new Option(
        '-e, --event <name>',
        'an event the receiver takes; repeatable (default: the common ones)',
      ).argParser(collectText),
    )
    .addOption(
      new Option('--format <format>', "instead of the events' default one").choices(FORMATS),
    )
    .option('--recipient <address>', 'recipient of the messages')
    .option('--subject <text>', 'subject of the messages')
    .addOption(
      new Option('-H, --header <header>', "add a header, 'Name: value'; repeatable").argParser(
        collectHeader,
      ),
    )
    .addOption(
      new Option(
        '--option <name=value>',
        "set one of the provider's options; repeatable",
      ).argParser(collectNamed),
    )
    .option('--seed <text>', 'same ids and tokens every time')
    .addOption(new Option('--now <time>', 'time to build and sign with').argParser(parseNow))
    .optionsGroup('Which probes, and how:')
    .addOption(
      new Option('--only <probes>', 'ids or groups (good, bad, odd, promises)').argParser(
        collectText,
      ),
    )
    .addOption(new Option('--skip <probes>', 'ids or groups to leave out').argParser(collectText))
    .option(
      '--count-url <url>',
      'where the receiver tells how many events it has processed: shows lost and doubled ones',
    )
    .addOption(
      new Option('--burst <n>', `requests at once (default: ${DEFAULT_BURST})`).argParser(
        parseCount,
      ),
    )
    .addOption(
      new Option('--timeout <duration>', "wait this long (default: the provider's)").argParser(
        parsePositiveDuration,
      ),
    )
    .addOption(
      new Option(
        '--tolerance <duration>',
        'age at which the receiver refuses a signature',
      ).argParser(parsePositiveDuration),
    )
    .option('--insecure', 'accept any certificate')
    .option('--cacert <file>', 'trust this certificate authority (PEM)')
    .option('-y, --yes', 'the receiver is mine, though it is not on this machine')
    .optionsGroup('Reports:')
    .addOption(
      new Option(
        '--report <format=file>',
        `write a report as well: ${REPORT_FORMATS.join(', ')}; repeatable`,
      ).argParser(collectReport),
    );
  addCommonOptions(addSecretOptions(command));
  return command
    .addHelpText('after', EXAMPLES)
    .action(async (url: string | undefined, flags: DoctorFlags) => {
      const [{ runDoctor }, { openOutlet }, { systemClock }, keys] = await Promise.all([
        import('../commands/doctor.ts'),
        import('./outlet.ts'),
        import('../io/clock.ts'),
        import('../signing/public-key.ts'),
      ]);
      const { world } = context;
      const outlet = await openOutlet(flags, world, { jsonUnlessTty: false });
      const config = await resolveDoctor(url, flags, world, outlet.logger);
      const sender = await openSender(flags, config.burst, world);
      try {
        context.exitCode = await runDoctor(config, {
          ...outlet,
          clock: systemClock,
          sender,
          stop: world.stop,
          keyPair: () => keys.generateRsaKeyPair(),
          writeReport: async (file, text) => {
            const { resolve } = await import('node:path');
            const { writeFileAtomically } = await import('../io/atomic-file.ts');
            await writeFileAtomically(resolve(world.cwd, file), text, 0o644);
          },
        });
      } finally {
        await sender.close();
      }
    });
}

async function resolveDoctor(
  url: string | undefined,
  flags: DoctorFlags,
  world: World,
  logger: import('../core/ports.ts').Logger,
): Promise<DoctorConfig> {
  const [registry, { readConfig, openKeys, optionsFor }, given, secrets, generate, target] =
    await Promise.all([
      import('../providers/index.ts'),
      import('./setup.ts'),
      import('./given-secrets.ts'),
      import('../commands/secrets.ts'),
      import('../providers/generate.ts'),
      import('../delivery/target.ts'),
    ]);
  if (flags.provider === undefined) {
    throw new UsageError('whose webhooks? --provider is missing', {
      hint: `--provider takes one of ${PROVIDER_NAMES.join(', ')}`,
    });
  }
  const provider = await registry.loadProvider(registry.parseProviderName(flags.provider));
  const config = await readConfig(flags.config, world);
  const targetUrl = url ?? config.target;
  if (targetUrl === null || targetUrl === undefined) {
    throw new UsageError('which receiver? the URL is missing', {
      hint: 'webhook-cli doctor http://127.0.0.1:3000/webhooks --provider mailgun',
    });
  }
  const parsedTarget = target.parseTarget(targetUrl);
  const countUrl = flags.countUrl ?? null;
  if (countUrl !== null) target.parseTarget(countUrl);
  if (flags.yes !== true) {
    await refuseForeign(targetUrl);
    if (countUrl !== null) await refuseForeign(countUrl);
  }
  return {
    provider,
    options: optionsFor(provider, flags.option, config),
    target: parsedTarget,
    targetUrl,
    events: await chosenEvents(provider, flags.event ?? []),
    format: flags.format ?? null,
    recipient: flags.recipient ?? generate.DEFAULT_RECIPIENT,
    messageSubject: flags.subject ?? generate.DEFAULT_SUBJECT,
    headers: flags.header ?? [],
    burst: flags.burst ?? DEFAULT_BURST,
    seed: flags.seed ?? (await import('../io/entropy.ts')).cryptoSeed(),
    secrets: await secrets.resolveSecrets(
      provider,
      await given.gatherSecrets(flags, config, world),
      { keys: await openKeys(world), logger },
    ),
    timeoutMs: flags.timeout ?? null,
    toleranceMs: flags.tolerance ?? null,
    fixedNowMs: flags.now ?? null,
    only: flags.only ?? [],
    skip: flags.skip ?? [],
    countUrl,
    countLagMs: COUNT_LAG_MS,
    reports: flags.report ?? [],
    version: VERSION,
  };
}

async function chosenEvents(
  provider: Provider,
  names: readonly string[],
): Promise<DoctorConfig['events']> {
  const [{ findEvent }, { representativeEvents }] = await Promise.all([
    import('../providers/find-event.ts'),
    import('../doctor/choose-events.ts'),
  ]);
  const named: readonly EventDefinition[] = names
    .flatMap((list) => list.split(','))
    .map((name) => findEvent(provider, name));
  const [first, ...rest] = new Set(named);
  return first === undefined ? representativeEvents(provider) : [first, ...rest];
}

/** What doctor sends may not be sent to others: forged requests look like an attack, and are logged as one. */
async function refuseForeign(url: string): Promise<void> {
  const { isLoopbackUrl } = await import('../doctor/loopback.ts');
  if (isLoopbackUrl(url)) return;
  throw new UsageError(`${new URL(url).host} is not this machine`, {
    hint: 'doctor sends forged and broken requests; --yes says that the receiver is yours to examine',
  });
}

/** Repeatable: collects `format=file`. */
function collectReport(text: string, before: readonly Report[] = []): Report[] {
  const equals = text.indexOf('=');
  const format = REPORT_FORMATS.find((name) => name === text.slice(0, equals));
  const file = text.slice(equals + 1);
  if (equals === -1 || format === undefined || file === '') {
    throw new InvalidArgumentError(`Expected ${REPORT_FORMATS.join('=FILE, ')}=FILE.`);
  }
  return [...before, { format, file }];
}

const EXAMPLES = `
Examples:
  $ webhook-cli doctor http://127.0.0.1:3000/hooks --provider mailgun --secret-env MAILGUN_SIGNING_KEY
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p mailtrap --only bad --json
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p mailtrap --count-url http://127.0.0.1:3000/count
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p smtp2go --option auth=basic --report html=doctor.html`;
