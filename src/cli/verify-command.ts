import { Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import { providerChoices } from '../providers/names.ts';
import {
  addCommonOptions,
  addSecretOptions,
  type CommonFlags,
  type SecretFlags,
} from './common-options.ts';
import type { CliContext } from './context.ts';
import { collectHeader, collectNamed, parseNow, parsePositiveDuration } from './option-parsers.ts';
import type { PublicKeyFlags } from './public-key-source.ts';
import type { Opened, RequestParts } from './verify-requests.ts';

interface VerifyFlags extends CommonFlags, SecretFlags, RequestParts, PublicKeyFlags {
  readonly provider?: string;
  readonly option?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly now?: number;
  readonly tolerance?: number;
  readonly deep?: boolean;
}

export function verifyCommand(context: CliContext): Command {
  const command = new Command('verify')
    .summary('check a signature, and say why it does not fit')
    .description(
      'Checks the signatures of stored requests. When one does not fit, tries the known mistakes of receivers and senders\nand names the one that gives exactly this signature. Exit 1 if a signature does not fit.',
    )
    .argument(
      '[what...]',
      'fixtures, history ids (12, 3..7, last), files with HTTP requests or lines of show --json, or - for stdin',
    )
    .optionsGroup('Request in parts:')
    .option('--method <method>', 'of the request (default: POST)')
    .option('--path <path>', 'path and query (default: /)')
    .addOption(
      new Option('-H, --header <header>', "'Name: value'; repeatable").argParser(collectHeader),
    )
    .option('--body <@file|->', 'a file after @, - for stdin, or text')
    .optionsGroup('Checking:')
    .option(
      '-p, --provider <name>',
      `take it to be of one; ${providerChoices(context.ownProviders)}`,
    )
    .addOption(
      new Option('--option <name=value>', "set a provider's option; repeatable").argParser(
        collectNamed,
      ),
    )
    .option('--url <url>', 'URL the provider called, where that is signed')
    .option(
      '--public-key <key|file|dns>',
      'public key as PEM or DKIM TXT value, a file of it, or dns',
    )
    .addOption(new Option('--dns-server <address>', 'ask this server for public keys'))
    .addOption(
      new Option('--now <time>', 'when the request came (default: captured_at)').argParser(
        parseNow,
      ),
    )
    .addOption(
      new Option('--tolerance <duration>', 'how old a signed time may be').argParser(
        parsePositiveDuration,
      ),
    )
    .option('--deep', 'take up to 10 s for rarer mistakes and more of them together');
  addCommonOptions(addSecretOptions(command));
  return command
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], flags: VerifyFlags) => {
      const { world } = context;
      const [
        { runVerify },
        explain,
        { openOutlet },
        setup,
        { providerRegistry },
        { systemClock },
        { decodeBody, gzipBody },
        { gatherSecrets },
        { namedRequests },
        { verifySecrets },
      ] = await Promise.all([
        import('../commands/verify.ts'),
        import('../explain/explain.ts'),
        import('./outlet.ts'),
        import('./setup.ts'),
        import('./provider-registry.ts'),
        import('../io/clock.ts'),
        import('../io/content-coding.ts'),
        import('./given-secrets.ts'),
        import('./verify-requests.ts'),
        import('./verify-secrets.ts'),
      ]);
      const deep = flags.deep === true;
      const { output, logger } = await openOutlet(flags, world, { jsonUnlessTty: false });
      const config = await setup.readConfig(flags.config, world);
      const registry = providerRegistry(config, world);
      const providers = await registry.all();
      const gathered = await gatherSecrets(flags, config, world);
      const opened: Opened = {};
      try {
        context.exitCode = await runVerify(
          {
            provider: flags.provider === undefined ? null : await registry.find(flags.provider),
            url: flags.url === undefined ? null : checkedUrl(flags.url),
            origins: [config.target ?? DEFAULT_ORIGIN, DEFAULT_ORIGIN].map(originOf),
            nowMs: flags.now ?? null,
            toleranceMs: flags.tolerance ?? null,
            deep,
            budgetMs: deep ? explain.DEEP_BUDGET_MS : explain.DEFAULT_BUDGET_MS,
          },
          {
            requests: namedRequests(words, flags, world, logger, opened),
            clock: systemClock,
            output,
            stop: world.stop,
            providers,
            optionsFor: setup.optionsForAll(providers, flags.option, config),
            decode: decodeBody,
            gzip: gzipBody,
            ...(await verifySecrets(gathered, flags, world, logger, providers)),
          },
        );
      } finally {
        await opened.history?.close();
      }
    });
}

/** Where `send` goes unless told. */
const DEFAULT_ORIGIN = 'http://127.0.0.1:4665';

function originOf(url: string): string {
  return new URL(url).origin;
}

function checkedUrl(text: string): string {
  if (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text)) return text;
  throw new UsageError(`--url "${text}" is no URL`, {
    hint: 'give it as the provider calls it: https://hooks.example.com/in?tenant=7',
  });
}

const EXAMPLES = `
Examples:
  $ webhook-cli verify request.yaml --secret-file secret.txt
  $ webhook-cli verify last
  $ webhook-cli verify - --provider mailtrap --secret-env MAILTRAP_SECRET < request.http
  $ webhook-cli verify -p github -H 'X-Hub-Signature-256: sha256=…' --body @body.json --secret-file secret.txt

Every cause is explained in docs/signature-problems.md.`;
