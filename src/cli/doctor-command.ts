import { Command } from 'commander';
import type { DoctorConfig } from '../commands/doctor.ts';
import { UsageError } from '../core/errors.ts';
import type { EventDefinition, Provider } from '../providers/types.ts';
import { addCommonOptions, addSecretOptions } from './common-options.ts';
import type { CliContext, World } from './context.ts';
import { addDoctorOptions, DEFAULT_BURST, type DoctorFlags } from './doctor-options.ts';
import { openSender } from './transport-options.ts';
import { VERSION } from './version.ts';

const COUNT_LAG_MS = 1_000;

export function doctorCommand(context: CliContext): Command {
  const command = new Command('doctor')
    .summary('examine a receiver: what it accepts, refuses and survives')
    .description(
      'Sends genuine, forged and odd requests to your own receiver and tells, for each, what a correct one answers,\nwhat this one did, why it matters and how to fix it. Exit 1 if a forged request was accepted, or any check failed.',
    )
    .argument('[url]', "the receiver (default: the configuration's target)");
  addCommonOptions(addSecretOptions(addDoctorOptions(command, context.ownProviders)));
  return command
    .addHelpText('after', EXAMPLES)
    .action(async (url: string | undefined, flags: DoctorFlags) => {
      const [{ runDoctor }, { openOutlet }, { systemClock }, { generateKeyPair }] =
        await Promise.all([
          import('../commands/doctor.ts'),
          import('./outlet.ts'),
          import('../io/clock.ts'),
          import('../signing/key-pair.ts'),
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
          keyPair: ({ secret }) =>
            generateKeyPair(secret.kind === 'key-pair' ? secret.algorithm : 'rsa-2048'),
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
  const [
    { providerRegistry },
    { readConfig, openKeys, optionsFor },
    given,
    secrets,
    generate,
    target,
    names,
  ] = await Promise.all([
    import('./provider-registry.ts'),
    import('./setup.ts'),
    import('./given-secrets.ts'),
    import('../commands/secrets.ts'),
    import('../providers/generate.ts'),
    import('../delivery/target.ts'),
    import('../providers/names.ts'),
  ]);
  const config = await readConfig(flags.config, world);
  const registry = providerRegistry(config, world);
  if (flags.provider === undefined) {
    throw new UsageError('whose webhooks? --provider is missing', {
      hint: `--provider takes one of these; ${names.providerChoices(registry.own)}`,
    });
  }
  const eventNames = (flags.event ?? []).flatMap((list) => list.split(','));
  const provider = await registry.find(flags.provider, eventNames);
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
    events: await chosenEvents(provider, eventNames),
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
  const named: readonly EventDefinition[] = names.map((name) => findEvent(provider, name));
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

const EXAMPLES = `
Examples:
  $ webhook-cli doctor http://127.0.0.1:3000/hooks --provider mailgun --secret-env MAILGUN_SIGNING_KEY
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p mailtrap --only bad --json
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p mailtrap --count-url http://127.0.0.1:3000/count
  $ webhook-cli doctor http://127.0.0.1:3000/hooks -p smtp2go --option auth=basic --report html=doctor.html`;
