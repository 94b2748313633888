import { Command, Option } from 'commander';
import type { SendConfig } from '../commands/send.ts';
import { UsageError } from '../core/errors.ts';
import { REQUEST_FORMS, type RequestForm } from '../core/events.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import type { BodyFormat } from '../providers/types.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext, World } from './context.ts';
import { addDeliveryOptions, type DeliveryFlags, resolveDelivery } from './delivery-options.ts';
import { collectText, parseCount } from './option-parsers.ts';
import { openSender } from './transport-options.ts';

const FORMATS: readonly BodyFormat[] = ['json', 'jsonl', 'form', 'multipart', 'mime'];

interface SendFlags extends CommonFlags, SecretFlags, DeliveryFlags {
  readonly provider?: string;
  readonly event?: readonly string[];
  readonly scenario?: string;
  readonly legacy?: boolean;
  readonly format?: BodyFormat;
  readonly recipient?: string;
  readonly subject?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly forceSet?: boolean;
  readonly data?: string;
  readonly count?: number;
  readonly batch?: number;
  readonly print?: boolean;
  readonly as?: RequestForm;
  readonly save?: string;
}

export function sendCommand(context: CliContext): Command {
  const command = new Command('send')
    .summary("generate a provider's event, sign it and deliver it")
    .description(
      "Generates an event in the provider's exact wire format, signs it and delivers it.\nExit 0 only if the target accepted it by the provider's success rule.",
    )
    .optionsGroup('Event:')
    .addOption(
      new Option('-p, --provider <name>', `one of ${PROVIDER_NAMES.join(', ')}`).env(
        'WEBHOOK_CLI_PROVIDER',
      ),
    )
    .addOption(
      new Option(
        '-e, --event <name>',
        'canonical, wire or configuration name; repeatable',
      ).argParser(collectText),
    )
    .option('--scenario <name>', 'the events of one message: delivered, engaged, bounced …')
    .option('--legacy', "the provider's old generation of events")
    .addOption(
      new Option('--format <format>', "instead of the event's default one").choices(FORMATS),
    )
    .option('--recipient <address>', 'recipient of the message')
    .option('--subject <text>', 'subject of the message')
    .addOption(
      new Option(
        '--set <path=value>',
        'change a field before signing; path:=json for other types',
      ).argParser(collectText),
    )
    .addOption(new Option('--unset <path>', 'leave a field out').argParser(collectText))
    .option('--force-set', 'let --set add fields the event does not have')
    .option(
      '--data <@file|->',
      'send this body instead, signed: a file after @, - for stdin, or text',
    )
    .addOption(new Option('--count <n>', 'how many messages').argParser(parseCount))
    .addOption(new Option('--batch <n>', 'events in one request').argParser(parseCount))
    .optionsGroup('Instead of sending:')
    .option('--print', 'show the exact request')
    .addOption(new Option('--as <form>', 'show it in this form').choices(REQUEST_FORMS))
    .option('--save <file>', 'write what is sent to a fixture file as well');
  addCommonOptions(addSecretOptions(addDeliveryOptions(command, 'none')));
  return command.addHelpText('after', EXAMPLES).action(async (flags: SendFlags) => {
    const { runSend } = await import('../commands/send.ts');
    const { openOutlet } = await import('./outlet.ts');
    const { systemClock } = await import('../io/clock.ts');
    const { world } = context;
    const outlet = await openOutlet(flags, world, {
      jsonUnlessTty: false,
      nameSources: (flags.count ?? 1) > 1 || (flags.event?.length ?? 0) > 1,
    });
    const sendConfig = await resolveSend(flags, world, outlet.logger);
    const sender =
      sendConfig.print === null
        ? await openSender(flags, sendConfig.concurrency, world)
        : undefined;
    try {
      context.exitCode = await runSend(sendConfig, {
        ...outlet,
        clock: systemClock,
        sender: sender ?? NO_SENDER,
        stop: world.stop,
        keyPair: (await import('../signing/key-pair.ts')).generateKeyPair,
        saveFixtures: async (path, fixtures) => {
          const { resolve } = await import('node:path');
          const { writeFixtureFile } = await import('../io/fixture-files.ts');
          await writeFixtureFile(resolve(world.cwd, path), fixtures);
        },
      });
    } finally {
      await sender?.close();
    }
  });
}

/** Stands in where `--print` sends nothing, so that undici need not be loaded. */
const NO_SENDER = {
  send: async () => await Promise.reject(new Error('nothing is sent with --print')),
  close: async () => {},
};

async function resolveSend(
  flags: SendFlags,
  world: World,
  logger: import('../core/ports.ts').Logger,
): Promise<SendConfig> {
  const [{ providerRegistry }, { findEvent }, { parseRetryChoice }] = await Promise.all([
    import('./provider-registry.ts'),
    import('../providers/find-event.ts'),
    import('../providers/retry-profiles.ts'),
  ]);
  const [{ readConfig, openKeys, optionsFor }, { gatherSecrets }, { resolveSecrets }, generate] =
    await Promise.all([
      import('./setup.ts'),
      import('./given-secrets.ts'),
      import('../commands/secrets.ts'),
      import('../providers/generate.ts'),
    ]);
  const config = await readConfig(flags.config, world);
  const registry = providerRegistry(config, world);
  if (flags.provider === undefined) {
    throw new UsageError('which provider? --provider is missing', {
      hint: `--provider takes one of ${registry.names.join(', ')}`,
    });
  }
  const provider = await registry.find(flags.provider);
  const generation = flags.legacy === true ? 'legacy' : 'current';
  const named = (flags.event ?? []).flatMap((names) => names.split(','));
  if (named.length === 0 && flags.scenario === undefined) {
    const own = provider.events.filter((event) => event.generation === generation);
    throw new UsageError('which event? --event is missing', {
      hint: `${provider.name} has ${own.map(({ name }) => name).join(', ')}`,
    });
  }
  if (named.length > 0 && flags.scenario !== undefined) {
    throw new UsageError('--event and --scenario exclude each other');
  }
  const events = named.map((name, index) => ({
    event: findEvent(provider, name, generation),
    afterMs: generate.DEFAULT_MESSAGE_AGE_MS + index * 1000,
  }));
  const { applySettings } = await import('./settings.ts');
  return {
    ...resolveDelivery(flags, config, (await import('../io/entropy.ts')).cryptoSeed()),
    provider,
    options: optionsFor(provider, flags.option, config),
    events:
      flags.scenario === undefined
        ? events
        : await scenarioEvents(provider, flags.scenario, logger),
    format: flags.format ?? null,
    recipient: flags.recipient ?? generate.DEFAULT_RECIPIENT,
    subject: flags.subject ?? generate.DEFAULT_SUBJECT,
    edits: applySettings(flags.set ?? [], flags.unset ?? []),
    forceEdits: flags.forceSet === true,
    data: flags.data === undefined ? null : await readData(flags.data, world),
    count: flags.count ?? 1,
    batchSize: flags.batch ?? 1,
    secrets: await resolveSecrets(provider, await gatherSecrets(flags, config, world), {
      keys: await openKeys(world),
      logger,
    }),
    retry: await parseRetryChoice(flags.retry ?? 'none', registry),
    print: flags.as ?? (flags.print === true ? 'http' : null),
    saveTo: flags.save ?? null,
  };
}

async function scenarioEvents(
  provider: import('../providers/types.ts').Provider,
  name: string,
  logger: import('../core/ports.ts').Logger,
): Promise<SendConfig['events']> {
  const { scenarioFor } = await import('../providers/scenarios.ts');
  const { events, left } = scenarioFor(provider, name);
  if (left.length > 0) logger.info(`${provider.name} has no webhook for: ${left.join(', ')}`);
  return events;
}

async function readData(text: string, world: World): Promise<Uint8Array> {
  if (text === '-' || text === '@-') return await world.readStdin();
  if (!text.startsWith('@')) return Buffer.from(text, 'utf8');
  const [{ readFile }, { resolve }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  try {
    return await readFile(resolve(world.cwd, text.slice(1)));
  } catch (error) {
    throw new UsageError(`--data: can't read ${text.slice(1)}`, { cause: error });
  }
}

const EXAMPLES = `
Examples:
  $ webhook-cli send --provider mailgun --event bounce
  $ webhook-cli send -p mailtrap -e delivered --to http://127.0.0.1:3000/hooks --count 500 --batch 100
  $ webhook-cli send -p mailgun -e bounce --tamper signature
  $ webhook-cli send -p smtp2go -e open --as curl`;
