import { Command, Option } from 'commander';
import { REQUEST_FORMS } from '../core/printed-event.ts';
import { providerChoices } from '../providers/names.ts';
import type { BodyFormat } from '../providers/types.ts';
import { addCommonOptions, addSecretOptions } from './common-options.ts';
import type { CliContext } from './context.ts';
import { addDeliveryOptions } from './delivery-options.ts';
import { addDisorderOptions } from './disorder-options.ts';
import { collectText, parseBatch, parseCount, parsePositiveDuration } from './option-parsers.ts';
import { checkReports } from './run-report-check.ts';
import { collectReport, reportingOutput, writeReports } from './run-report-file.ts';
import { openWatch } from './run-watch.ts';
import { resolveSend, type SendFlags } from './send-flags.ts';
import { openSender } from './transport-options.ts';

const FORMATS: readonly BodyFormat[] = ['json', 'jsonl', 'form', 'multipart', 'mime'];

export function sendCommand(context: CliContext): Command {
  const command = new Command('send')
    .summary("generate a provider's event, sign it and deliver it")
    .description(
      "Generates an event in the provider's exact wire format, signs it and delivers it.\nExit 0 only if the target accepted it by the provider's success rule.",
    )
    .optionsGroup('Event:')
    .addOption(
      new Option('-p, --provider <name>', providerChoices(context.ownProviders)).env(
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
      'send this body instead, --set and --unset made to it, signed: a file after @, - for stdin, or text',
    )
    .addOption(new Option('--count <n>', 'how many messages').argParser(parseCount))
    .addOption(
      new Option(
        '--batch <n>',
        'events in one request; max for as many as the provider puts there',
      ).argParser(parseBatch),
    )
    .addOption(
      new Option(
        '--batch-window <duration>',
        'only events that happen within so long of the first one share a request, such as 30s',
      ).argParser(parsePositiveDuration),
    )
    .optionsGroup('Instead of sending:')
    .option('--print', 'show the exact request')
    .addOption(new Option('--as <form>', 'show it in this form').choices(REQUEST_FORMS))
    .option('--save <file>', 'write what is sent to a fixture file as well');
  addDisorderOptions(command).option('--shuffle', 'send in another order');
  command
    .optionsGroup('Report:')
    .addOption(
      new Option(
        '--report <format=file>',
        'write a report: junit=FILE, json=FILE or html=FILE; repeatable',
      ).argParser(collectReport),
    );
  addCommonOptions(addSecretOptions(addDeliveryOptions(command, { byDefault: 'none' })));
  return command.addHelpText('after', EXAMPLES).action(async (flags: SendFlags) => {
    const { runSend } = await import('../commands/send.ts');
    const { openOutlet } = await import('./outlet.ts');
    const { systemClock } = await import('../io/clock.ts');
    const { world } = context;
    const outlet = await openOutlet(flags, world, {
      jsonUnlessTty: false,
      nameSources: (flags.count ?? 1) > 1 || (flags.event?.length ?? 0) > 1,
    });
    const files = flags.report ?? [];
    await checkReports(files, world);
    const sendConfig = await resolveSend(flags, world, outlet.logger);
    const sender =
      sendConfig.print === null
        ? await openSender(flags, sendConfig.concurrency, world)
        : undefined;
    const isQuiet = flags.quiet === true || sender === undefined;
    const reporting =
      files.length === 0 ? null : reportingOutput(outlet.output, systemClock.nowMs());
    const output = reporting?.output ?? outlet.output;
    const status = await openWatch(output, world, { isQuiet, isKept: false });
    try {
      context.exitCode = await runSend(sendConfig, {
        ...outlet,
        output: status?.output ?? output,
        logger: status?.logger(outlet.logger) ?? outlet.logger,
        ...(status === null ? {} : { watch: status.watch }),
        clock: systemClock,
        sender: sender ?? NO_SENDER,
        stop: status?.stop ?? world.stop,
        keyPair: (await import('../signing/key-pair.ts')).generateKeyPair,
        saveFixtures: async (path, fixtures) => {
          const { resolve } = await import('node:path');
          const { writeFixtureFile } = await import('../io/fixture-files.ts');
          await writeFixtureFile(resolve(world.cwd, path), fixtures);
        },
      });
    } finally {
      status?.end();
      await sender?.close();
      const report = reporting?.report();
      if (report !== undefined) await writeReports(files, report, world);
    }
  });
}

/** Stands in where `--print` sends nothing, so that undici need not be loaded. */
const NO_SENDER = {
  send: async () => await Promise.reject(new Error('nothing is sent with --print')),
  close: async () => {},
};

const EXAMPLES = `
Examples:
  $ webhook-cli send --provider mailgun --event bounce
  $ webhook-cli send -p mailtrap -e delivered --to http://127.0.0.1:3000/hooks --count 500 --batch 100
  $ webhook-cli send -p mailtrap --scenario engaged --count 500 --batch max --batch-window 30s
  $ webhook-cli send -p mailgun -e bounce --tamper signature
  $ webhook-cli send -p mailgun -e open --count 20 --duplicate 10% --shuffle --seed 7
  $ webhook-cli send -p smtp2go -e open --as curl`;
