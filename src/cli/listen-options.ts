import { type Command, Option } from 'commander';
import { CONFIG_VARIABLES } from '../core/config-source.ts';
import type { HeaderPair } from '../core/headers.ts';
import { providerChoices } from '../providers/names.ts';
import type { PruneRule } from '../store/types.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext } from './context.ts';
import type { AnswerFlags } from './listen-answers.ts';
import { addTlsOptions, type TlsFlags } from './listen-tls.ts';
import {
  collectHeader,
  collectNamed,
  collectText,
  parseCount,
  parseFailFirst,
  parseFlaky,
  parseHost,
  parseKeep,
  parsePort,
  parsePositiveDuration,
  parseRespond,
  parseSize,
} from './option-parsers.ts';
import type { PublicKeyFlags } from './public-key-source.ts';
import { addTransportOptions, type TransportFlags } from './transport-options.ts';

export interface ListenFlags
  extends CommonFlags,
    SecretFlags,
    TransportFlags,
    TlsFlags,
    PublicKeyFlags,
    AnswerFlags {
  readonly forwardTo?: readonly string[];
  readonly route?: readonly string[];
  readonly ackFirst?: boolean;
  readonly forwardTimeout?: number;
  readonly forwardHeader?: readonly HeaderPair[];
  readonly forwardHost?: string;
  readonly port?: number;
  readonly host?: string;
  readonly provider?: string;
  readonly option?: Readonly<Record<string, string>>;
  readonly tolerance?: number;
  readonly auth?: string;
  readonly token?: Readonly<Record<string, string>>;
  readonly serveFile?: readonly string[];
  /** False with `--no-handshake`. */
  readonly handshake: boolean;
  readonly confirmSubscriptions?: boolean;
  readonly keep?: PruneRule;
  readonly save?: string | true;
  readonly redact?: boolean;
  readonly maxBody?: number;
  readonly maxHeaders?: number;
  readonly requestTimeout?: number;
  readonly maxConnections?: number;
  readonly filter?: string;
  readonly until?: string;
  readonly exec?: string;
  readonly execDecides?: boolean;
  readonly once?: boolean;
  readonly count?: number;
  readonly timeout?: number;
  readonly readyFile?: string;
  readonly portFile?: string;
  /** False with `--no-history`. */
  readonly history: boolean;
  readonly seed?: string;
}

export function addListenOptions(
  command: Command,
  { ownProviders }: Pick<CliContext, 'ownProviders'>,
): Command {
  command
    .optionsGroup('Listener:')
    .addOption(
      new Option('-p, --port <number>', 'port; 0 picks a free one (default: 4665)')
        .env(CONFIG_VARIABLES.listen.port)
        .argParser(parsePort),
    )
    .addOption(
      new Option('--host <address>', 'address to bind to (default: 127.0.0.1)')
        .env(CONFIG_VARIABLES.listen.host)
        .argParser(parseHost),
    )
    .addOption(
      new Option('--max-body <size>', 'largest body taken (default: 25 MiB)')
        .env(CONFIG_VARIABLES.listen.max_body)
        .argParser(parseSize),
    )
    .addOption(
      new Option('--max-headers <size>', 'largest head of a request (default: 64 KiB)').argParser(
        parseSize,
      ),
    )
    .addOption(
      new Option(
        '--request-timeout <duration>',
        'time for a whole request (default: 30s)',
      ).argParser(parsePositiveDuration),
    )
    .addOption(
      new Option('--max-connections <n>', 'connections at once (default: 1000)').argParser(
        parseCount,
      ),
    )
    .option('--auth <user:pass>', 'answer 401 to requests without these basic credentials')
    .addOption(
      new Option(
        '--token <name=value>',
        'answer 403 to requests without this query parameter or header',
      ).argParser(collectNamed),
    )
    .optionsGroup('Recognition and signatures:')
    .addOption(
      new Option(
        '--provider <name>',
        `take every request to be of one; ${providerChoices(ownProviders)}`,
      ).env('WEBHOOK_CLI_PROVIDER'),
    )
    .addOption(
      new Option('--option <name=value>', "set a provider's option; repeatable").argParser(
        collectNamed,
      ),
    )
    .option(
      '--public-key <key|file|dns>',
      'public key as PEM or DKIM TXT value, a file of it, or dns',
    )
    .addOption(new Option('--dns-server <address>', 'ask this server for public keys'))
    .addOption(
      new Option('--tolerance <duration>', 'how old a signed time may be')
        .env(CONFIG_VARIABLES.listen.tolerance)
        .argParser(parsePositiveDuration),
    )
    .optionsGroup('Answers:')
    .addOption(
      new Option(
        '--respond <status|file>',
        'a status, several in turn (503,503,200), or a YAML file of rules',
      )
        .env(CONFIG_VARIABLES.listen.respond)
        .argParser(parseRespond),
    )
    .option('--respond-body <text>', 'body to answer')
    .addOption(
      new Option(
        '--respond-header <header>',
        "header to answer, 'Name: value'; repeatable",
      ).argParser(collectHeader),
    )
    .addOption(
      new Option('--delay <duration>', 'wait before answering').argParser(parsePositiveDuration),
    )
    .addOption(
      new Option('--fail-first <n[:status]>', 'fail the first n requests (status 503)').argParser(
        parseFailFirst,
      ),
    )
    .addOption(new Option('--flaky <percent[:status]>', 'fail some requests').argParser(parseFlaky))
    .addOption(
      new Option(
        '--serve-file <name[=content]>',
        "answer SMTPeter's address verification; repeatable",
      ).argParser(collectText),
    )
    .option(
      '--no-handshake',
      "answer challenges and pings of providers (Slack's url_verification, Mandrill's HEAD …) like any request",
    )
    .option(
      '--confirm-subscriptions',
      'visit the SubscribeURL of a signed SNS confirmation (default: only answer it)',
    )
    .option('--seed <text>', 'same choices for --flaky every time')
    .optionsGroup('Sending on:')
    .addOption(
      new Option(
        '--forward-to <url>',
        'send each request on and answer as the target does; repeatable',
      ).argParser(collectText),
    )
    .addOption(
      new Option(
        '--route <expr=url>',
        "send what fits elsewhere: 'provider=mailgun=http://127.0.0.1:3000'; repeatable",
      ).argParser(collectText),
    )
    .option('--ack-first', 'answer at once; send on in order, however long the target is down')
    .addOption(
      new Option(
        '--forward-timeout <duration>',
        'bound on sending one on (default: 30s)',
      ).argParser(parsePositiveDuration),
    )
    .addOption(
      new Option('--forward-header <header>', "add a header, 'Name: value'; repeatable").argParser(
        collectHeader,
      ),
    )
    .option('--forward-host <name|keep>', "Host to send instead of the target's; keep: as received")
    .optionsGroup('Keeping and ending:')
    .option('--no-history', 'keep requests in memory only, for this run')
    .addOption(
      new Option(
        '--keep <n|duration>',
        'remove older requests from the history: keep the newest n, or those of the last 7d',
      ).argParser(parseKeep),
    )
    .addOption(
      new Option('--save [dir]', 'write each request to a fixture file (default: captures/)').env(
        CONFIG_VARIABLES.listen.save,
      ),
    )
    .option('--redact', 'take secrets out of what --save writes, and sign it with the test secret')
    .option(
      '--filter <expr>',
      "show, save and count only these, such as 'provider=mailgun event=bounce'",
    )
    .option(
      '--exec <command>',
      'run this for each request: body on stdin, facts in WEBHOOK_… variables',
    )
    .option('--exec-decides', 'the program of --exec decides the answer: 0 as planned, else 500')
    .addOption(new Option('--once', 'end after one request').conflicts('count'))
    .option('--until <expr>', 'end after a request that fits')
    .addOption(new Option('--count <n>', 'end after n requests').argParser(parseCount))
    .addOption(
      new Option(
        '--timeout <duration>',
        'end after this time; exit 5 if --count was not reached',
      ).argParser(parsePositiveDuration),
    )
    .option('--ready-file <file>', 'write the ready line to this file once listening')
    .option('--port-file <file>', 'write the number of the port to this file once listening');
  addTransportOptions(command.optionsGroup('TLS towards targets:'));
  return addCommonOptions(addSecretOptions(addTlsOptions(command)));
}
