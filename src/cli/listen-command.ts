import { Command, Option } from 'commander';
import type { ExplainFailure } from '../capture/types.ts';
import type { ListenConfig } from '../commands/listen-config.ts';
import type { PublicKeySource } from '../commands/secret-lookup.ts';
import type { GivenSecrets } from '../commands/secrets.ts';
import type { ProjectConfig } from '../core/config.ts';
import { UsageError } from '../core/errors.ts';
import { parseExpression } from '../core/expression.ts';
import type { HeaderPair } from '../core/headers.ts';
import { shellWords } from '../core/shell-words.ts';
import { parseTarget } from '../delivery/target.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import type { Provider } from '../providers/types.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext, World } from './context.ts';
import { resolveAnswers } from './listen-answers.ts';
import { addTlsOptions, resolveTls, type TlsFlags } from './listen-tls.ts';
import {
  collectHeader,
  collectNamed,
  collectText,
  parseCount,
  parseFailFirst,
  parseFlaky,
  parsePort,
  parsePositiveDuration,
  parseSize,
} from './option-parsers.ts';
import { addTransportOptions, openSender, type TransportFlags } from './transport-options.ts';

const DEFAULT_PORT = 4665; // spells HOOK
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_SAVE_DIR = 'captures';
const FORWARD_CONNECTIONS = 64;
const FORWARD_TIMEOUT_MS = 30_000;

interface ListenFlags extends CommonFlags, SecretFlags, TransportFlags, TlsFlags {
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
  readonly publicKey?: string;
  readonly dnsServer?: string;
  readonly tolerance?: number;
  readonly respond?: string;
  readonly respondBody?: string;
  readonly respondHeader?: readonly HeaderPair[];
  readonly delay?: number;
  readonly failFirst?: { readonly count: number; readonly status: number };
  readonly flaky?: { readonly share: number; readonly status: number };
  readonly auth?: string;
  readonly token?: Readonly<Record<string, string>>;
  readonly serveFile?: readonly string[];
  /** False with `--no-handshake`. */
  readonly handshake: boolean;
  readonly confirmSubscriptions?: boolean;
  readonly save?: string | true;
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
  /** False with `--no-history`. */
  readonly history: boolean;
  readonly seed?: string;
}

export function listenCommand(context: CliContext): Command {
  const command = new Command('listen')
    .summary('capture webhooks on a local port')
    .description(
      'Captures every request byte for byte, recognises its provider, checks its signature and shows it.\nNDJSON when stdout is no terminal.',
    )
    .optionsGroup('Listener:')
    .addOption(
      new Option('-p, --port <number>', 'port; 0 picks a free one (default: 4665)')
        .env('WEBHOOK_CLI_PORT')
        .argParser(parsePort),
    )
    .addOption(
      new Option('--host <address>', 'address to bind to (default: 127.0.0.1)').env(
        'WEBHOOK_CLI_HOST',
      ),
    )
    .addOption(
      new Option('--max-body <size>', 'largest body taken (default: 25 MiB)').argParser(parseSize),
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
    .option('--provider <name>', `take every request to be of ${PROVIDER_NAMES.join(', ')}`)
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
      new Option('--tolerance <duration>', 'how old a signed time may be').argParser(
        parsePositiveDuration,
      ),
    )
    .optionsGroup('Answers:')
    .option(
      '--respond <status|file>',
      'a status, several in turn (503,503,200), or a YAML file of rules',
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
    .option('--save [dir]', 'write each request to a fixture file (default: captures/)')
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
    .option('--ready-file <file>', 'write the ready line to this file once listening');
  addTransportOptions(command.optionsGroup('TLS towards targets:'));
  addCommonOptions(addSecretOptions(addTlsOptions(command)));
  return command.addHelpText('after', EXAMPLES).action(async (flags: ListenFlags) => {
    const { world } = context;
    const [
      { runListen },
      { openOutlet },
      { readConfig, openKeys },
      { providerRegistry },
      { createSecretLookup },
      { resolveSecrets },
      { gatherSecrets },
      { systemClock },
      { nodeHttpListener },
      { seededRandom },
      { cryptoSeed },
    ] = await Promise.all([
      import('../commands/listen.ts'),
      import('./outlet.ts'),
      import('./setup.ts'),
      import('./provider-registry.ts'),
      import('../commands/secret-lookup.ts'),
      import('../commands/secrets.ts'),
      import('./given-secrets.ts'),
      import('../io/clock.ts'),
      import('../io/http-server.ts'),
      import('../core/random.ts'),
      import('../io/entropy.ts'),
    ]);
    const { output, logger } = await openOutlet(flags, world, { jsonUnlessTty: true });
    const config = await readConfig(flags.config, world);
    const providers = await providerRegistry(config, world).all();
    const given = await gatherSecrets(flags, config, world);
    const keys = await openKeys(world);
    context.exitCode = await runListen(await resolveListen(flags, config, world), {
      listener: nodeHttpListener({
        logger,
        clock: systemClock,
        ...(flags.history
          ? {
              openBody: async () => {
                const { openProjectBody } = await import('./project-history.ts');
                return await openProjectBody(world);
              },
            }
          : {}),
      }),
      openStore: async () => {
        if (!flags.history) return (await import('../capture/memory-store.ts')).memoryStore();
        const { openCaptureStore } = await import('./project-history.ts');
        return await openCaptureStore(world, logger);
      },
      clock: systemClock,
      output,
      logger,
      providers,
      explain: await failureExplainer(given, providers),
      secrets: createSecretLookup(await publicKeySource(flags, world), {
        clock: systemClock,
        logger,
        secrets: async (provider) => await resolveSecrets(provider, given, { keys, logger }),
      }),
      random: seededRandom(flags.seed ?? cryptoSeed()),
      saveFixture: async (dir, fixture, name, body) => {
        const [{ writeFixtureFile }, { writeFileAtomically }, { dirname, join }] =
          await Promise.all([
            import('../io/fixture-files.ts'),
            import('../io/atomic-file.ts'),
            import('node:path'),
          ]);
        const path = join(dir, name);
        if (body !== null && fixture.request.body.kind === 'file') {
          await writeFileAtomically(join(dirname(path), fixture.request.body.path), body);
        }
        await writeFixtureFile(path, [fixture]);
        return path;
      },
      writeReadyFile: async (path, text) => {
        const { writeFileAtomically } = await import('../io/atomic-file.ts');
        await writeFileAtomically(path, text);
      },
      stop: world.stop,
      pid: world.pid,
      openSender: async () => await openSender(flags, FORWARD_CONNECTIONS, world),
      runCommand: async (command) =>
        await (await import('../io/run-command.ts')).runCommand(command),
    });
  });
}

async function resolveListen(
  flags: ListenFlags,
  config: ProjectConfig,
  world: World,
): Promise<ListenConfig> {
  const [{ resolve }, { DEFAULT_LIMITS }, { providerRegistry }, { optionsForAll }] =
    await Promise.all([
      import('node:path'),
      import('../capture/limits.ts'),
      import('./provider-registry.ts'),
      import('./setup.ts'),
    ]);
  const registry = providerRegistry(config, world);
  const providers = await registry.all();
  const optionsOf = optionsForAll(providers, flags.option, config);
  const saveDir =
    flags.save === undefined
      ? config.listen.save
      : flags.save === true
        ? DEFAULT_SAVE_DIR
        : flags.save;
  const host = flags.host ?? config.listen.host ?? DEFAULT_HOST;
  return {
    host,
    tls: await resolveTls(flags, host, world),
    port: flags.port ?? config.listen.port ?? DEFAULT_PORT,
    limits: {
      ...DEFAULT_LIMITS,
      maxBodyBytes: flags.maxBody ?? config.listen.maxBodyBytes ?? DEFAULT_LIMITS.maxBodyBytes,
      maxHeaderBytes: flags.maxHeaders ?? DEFAULT_LIMITS.maxHeaderBytes,
      requestTimeoutMs: flags.requestTimeout ?? DEFAULT_LIMITS.requestTimeoutMs,
      maxConnections: flags.maxConnections ?? DEFAULT_LIMITS.maxConnections,
    },
    provider: flags.provider === undefined ? null : (await registry.find(flags.provider)).name,
    options: Object.fromEntries(providers.map((provider) => [provider.name, optionsOf(provider)])),
    tolerancesMs: Object.fromEntries(
      registry.names.map((name) => [
        name,
        flags.tolerance ?? config.providers[name]?.toleranceMs ?? config.listen.toleranceMs,
      ]),
    ),
    answers: await resolveAnswers(flags, config, world),
    access: {
      basic: flags.auth === undefined ? null : checkedAuth(flags.auth),
      tokens: Object.entries(flags.token ?? {}).map(([name, value]) => ({ name, value })),
    },
    serveFiles: await verificationFiles(flags.serveFile ?? []),
    handshake: flags.handshake,
    confirmSubscriptions: confirmsSubscriptions(flags),
    saveDir: saveDir === null ? null : resolve(world.cwd, saveDir),
    filter: flags.filter === undefined ? null : parseExpression(flags.filter),
    until: flags.until === undefined ? null : parseExpression(flags.until),
    forward: resolveForward(flags),
    exec: flags.exec === undefined ? null : execSettings(flags.exec, flags.execDecides === true),
    count: flags.once === true ? 1 : (flags.count ?? null),
    timeoutMs: flags.timeout ?? null,
    readyFile: flags.readyFile === undefined ? null : resolve(world.cwd, flags.readyFile),
  };
}

function confirmsSubscriptions({ handshake, confirmSubscriptions }: ListenFlags): boolean {
  if (confirmSubscriptions === true && !handshake) {
    throw new UsageError('--confirm-subscriptions and --no-handshake exclude each other');
  }
  return confirmSubscriptions === true;
}

function resolveForward(flags: ListenFlags): ListenConfig['forward'] {
  const routes = [
    ...(flags.route ?? []).map(parseRoute),
    ...(flags.forwardTo ?? []).map((url) => ({ when: null, target: parseTarget(url) })),
  ];
  if (routes.length === 0) {
    if (flags.ackFirst === true)
      throw new UsageError('--ack-first needs a --forward-to or --route');
    return null;
  }
  return {
    routes,
    ackFirst: flags.ackFirst === true,
    timeoutMs: flags.forwardTimeout ?? FORWARD_TIMEOUT_MS,
    headers: flags.forwardHeader ?? [],
    host: flags.forwardHost ?? null,
  };
}

function parseRoute(text: string): NonNullable<ListenConfig['forward']>['routes'][number] {
  const match = /^(.+)=(https?:\/\/.+)$/s.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) {
    return { when: parseExpression(match[1]), target: parseTarget(match[2]) };
  }
  throw new UsageError(`--route "${text}" is not EXPR=URL`, {
    hint: "write it like 'provider=mailgun=http://127.0.0.1:3000/webhooks'",
  });
}

function execSettings(text: string, decidesAnswer: boolean): ListenConfig['exec'] {
  const [program, ...args] = shellWords(text) ?? [];
  if (program !== undefined && program !== '') return { argv: [program, ...args], decidesAnswer };
  throw new UsageError(`--exec "${text}" is no command line`, {
    hint: "write a program and its arguments; for a shell: sh -c '…'",
  });
}

function checkedAuth(text: string): string {
  if (text.includes(':')) return text;
  throw new UsageError('--auth takes user:password');
}

async function verificationFiles(texts: readonly string[]): Promise<ListenConfig['serveFiles']> {
  const { defaultVerificationContent } = await import('../providers/verification-file.ts');
  return texts.map((text) => {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    if (name === '' || name.includes('/')) {
      throw new UsageError(`--serve-file "${text}" names no file`, {
        hint: 'write smtpeter-xxxxx.txt, or smtpeter-xxxxx.txt=content',
      });
    }
    return {
      name,
      content: equals === -1 ? defaultVerificationContent(name) : text.slice(equals + 1),
    };
  });
}

async function publicKeySource(flags: ListenFlags, world: World): Promise<PublicKeySource> {
  const text = flags.publicKey;
  if (text === undefined) return { kind: 'secrets' };
  if (text === 'dns') {
    const { txtLookup } = await import('../io/dns-keys.ts');
    return { kind: 'dns', lookup: txtLookup(flags.dnsServer ?? null) };
  }
  const [{ readPublicKey }, { readFile }, { resolve }] = await Promise.all([
    import('../signing/public-key.ts'),
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const fromFile = await readFile(resolve(world.cwd, text), 'utf8').catch(() => undefined);
  return { kind: 'key', pem: readPublicKey(fromFile ?? text) };
}

/** Names the mistake behind a signature that does not fit, within a small share of the time. */
async function failureExplainer(
  given: GivenSecrets,
  providers: readonly Provider[],
): Promise<ExplainFailure> {
  const [{ createExplainer }, { knownSecrets }, { decodeBody }, { systemClock }] =
    await Promise.all([
      import('../explain/explainer.ts'),
      import('../explain/known-secrets.ts'),
      import('../io/content-coding.ts'),
      import('../io/clock.ts'),
    ]);
  const all = providers.map((provider) => ({
    provider,
    secrets: (given.byProvider[provider.name] ?? [])
      .filter((text) => text !== '' && provider.secret.kind === 'shared')
      .map((value) => ({ kind: 'shared', value }) as const),
  }));
  return createExplainer({
    clock: systemClock,
    decode: decodeBody,
    known: (provider, tried) => knownSecrets(provider, tried, all),
  });
}

const EXAMPLES = `
Examples:
  $ webhook-cli listen
  $ webhook-cli listen --port 0 --save --respond 503
  $ webhook-cli listen --json --once --timeout 30s > request.json
  $ webhook-cli listen --forward-to http://127.0.0.1:3000/webhooks --ack-first
  $ webhook-cli listen --provider smtpeter --public-key dns`;
