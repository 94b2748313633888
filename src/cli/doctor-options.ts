import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DoctorConfig } from '../commands/doctor.ts';
import type { HeaderPair } from '../core/headers.ts';
import { providerChoices } from '../providers/names.ts';
import type { BodyFormat } from '../providers/types.ts';
import type { ReportFormat } from '../render/doctor-report.ts';
import type { CommonFlags, SecretFlags } from './common-options.ts';
import {
  collectHeader,
  collectNamed,
  collectText,
  parseCount,
  parseNow,
  parsePositiveDuration,
} from './option-parsers.ts';
import { addTransportOptions, type TransportFlags } from './transport-options.ts';

const FORMATS: readonly BodyFormat[] = ['json', 'jsonl', 'form', 'multipart', 'mime'];
// Not taken from the room that writes them: it would have to be loaded for every --help.
const REPORT_FORMATS = ['html', 'junit', 'sarif'] as const satisfies readonly ReportFormat[];
export const DEFAULT_BURST = 20;

type Report = DoctorConfig['reports'][number];

export interface DoctorFlags extends CommonFlags, SecretFlags, TransportFlags {
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
  readonly report?: readonly Report[];
  readonly yes?: boolean;
}

export function addDoctorOptions(
  command: Command,
  ownProviders: readonly string[] | undefined,
): Command {
  command
    .optionsGroup('What is sent:')
    .addOption(
      new Option('-p, --provider <name>', providerChoices(ownProviders)).env(
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
    .option('-y, --yes', 'the receiver is mine, though it is not on this machine')
    .optionsGroup('Reports:')
    .addOption(
      new Option(
        '--report <format=file>',
        `write a report as well: ${REPORT_FORMATS.join(', ')}; repeatable`,
      ).argParser(collectReport),
    );
  return addTransportOptions(command.optionsGroup('TLS:'));
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
