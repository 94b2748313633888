import { ExitCode as Exit, type ExitCode, UsageError, WebhookCliError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { parseTarget } from '../delivery/target.ts';
import { PROVIDER_GROUPS, PROVIDER_TABLE } from '../providers/names.ts';
import {
  configText,
  type DeclaredText,
  type InitAnswers,
  type SecretSource,
} from './config-text.ts';
import { checkVariableName } from './init-secrets.ts';
import type { Prompts } from './prompt-port.ts';

const DEFAULT_PORT = 4665; // spells HOOK

/** What the flags settle; `null` is asked, or left at its default where nobody can be asked. */
export interface InitConfig {
  readonly providers: readonly string[] | null;
  readonly secrets: ReadonlyMap<string, SecretSource>;
  /** What the file defines already; kept. */
  readonly declared: readonly DeclaredText[];
  readonly target: string | null;
  readonly port: number | null;
  readonly force: boolean;
  /** Print the file instead of writing it. */
  readonly dryRun: boolean;
  /** Name of the file as the user knows it. */
  readonly fileName: string;
}

export interface InitPorts {
  /** `null` when there is no terminal to ask at. */
  readonly prompts: Prompts | null;
  readonly logger: Logger;
  readonly hasVariable: (name: string) => boolean;
  readonly fileExists: () => Promise<boolean>;
  /** Makes a path relative to the configuration file. */
  readonly relativePath: (path: string) => string;
  readonly save: (text: string) => Promise<void>;
  readonly print: (text: string) => Promise<void> | void;
}

/**
 * Asks what the flags leave open and writes a configuration file.
 *
 * @throws {UsageError} when the file is there already, or nobody can be asked for the provider
 */
export async function runInit(config: InitConfig, ports: InitPorts): Promise<ExitCode> {
  const { fileName, force, dryRun } = config;
  if (!force && !dryRun && (await ports.fileExists())) {
    throw new UsageError(`${fileName} is already there`, { hint: 'pass --force to replace it' });
  }
  const answers = await completeAnswers(config, ports);
  const text = configText(answers);
  if (dryRun) {
    await ports.print(text);
    return Exit.done;
  }
  await ports.save(text);
  ports.logger.info(`Wrote ${fileName}:\n\n${text.replace(/^(?=.)/gm, '  ')}`);
  for (const { secret } of answers.providers) {
    if (secret.kind !== 'env' || ports.hasVariable(secret.name)) continue;
    ports.logger.warn(`${secret.name} is not set: without it ${fileName} can't be read`);
  }
  return Exit.done;
}

async function completeAnswers(config: InitConfig, ports: InitPorts): Promise<InitAnswers> {
  const { prompts } = ports;
  const providers = config.providers ?? (await askProviders(config.declared, prompts));
  const titles = new Map(
    [...PROVIDER_TABLE, ...config.declared].map((one) => [one.name, one.title]),
  );
  const withSecrets: InitAnswers['providers'][number][] = [];
  for (const name of providers) {
    const secret =
      config.secrets.get(name) ?? (await askSecret(name, titles.get(name) ?? name, prompts));
    withSecrets.push({
      name,
      secret:
        secret.kind === 'file' ? { kind: 'file', path: ports.relativePath(secret.path) } : secret,
    });
  }
  return {
    providers: withSecrets,
    declared: config.declared,
    target: config.target ?? (await askTarget(prompts)),
    port: config.port ?? (await askPort(prompts)),
  };
}

async function askProviders(
  declared: readonly DeclaredText[],
  prompts: Prompts | null,
): Promise<readonly string[]> {
  if (prompts === null) {
    throw new UsageError('init asks questions, and there is no terminal to ask at', {
      hint: 'pass --provider NAME, and as needed --target URL, --port N, --secret-env NAME or --secret-file PATH',
    });
  }
  return await prompts.selectMany({
    message: 'Which providers send webhooks here?',
    choices: [
      ...PROVIDER_TABLE.map(({ name, title }) => ({ value: name as string, name: title })),
      ...declared.map(({ name, title }) => ({
        value: name,
        name: `${title} (${PROVIDER_GROUPS.own})`,
      })),
    ],
  });
}

async function askSecret(
  name: string,
  title: string,
  prompts: Prompts | null,
): Promise<SecretSource> {
  if (prompts === null) return { kind: 'test' };
  const kind = await prompts.select<SecretSource['kind']>({
    message: `Where does the secret or key of ${title} come from?`,
    choices: [
      { value: 'env', name: 'an environment variable' },
      { value: 'file', name: 'a file' },
      {
        value: 'test',
        name: 'the test secret',
        description: `built in, the same everywhere: \`webhook-cli secret ${name}\` shows it`,
      },
    ],
  });
  switch (kind) {
    case 'test':
      return { kind };
    case 'env': {
      const initial = `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
      const message = 'Name of the variable:';
      return { kind, name: await prompts.input({ message, initial, check: checkVariableName }) };
    }
    case 'file': {
      const check = (text: string): string | undefined =>
        text === '' ? 'expected a path' : undefined;
      return { kind, path: await prompts.input({ message: 'Path of the file:', check }) };
    }
    default:
      return kind satisfies never;
  }
}

async function askTarget(prompts: Prompts | null): Promise<string | null> {
  if (prompts === null) return null;
  const message = 'URL of your receiver (empty: the listener here):';
  const target = await prompts.input({ message, check: checkTarget });
  return target === '' ? null : target;
}

async function askPort(prompts: Prompts | null): Promise<number> {
  if (prompts === null) return DEFAULT_PORT;
  const text = await prompts.input({
    message: 'Port of the listener (0 picks a free one):',
    initial: `${DEFAULT_PORT}`,
    check: checkPort,
  });
  return Number(text);
}

function checkPort(text: string): string | undefined {
  const isPort = /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  return isPort ? undefined : 'expected a port from 0 to 65535';
}

function checkTarget(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    parseTarget(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof WebhookCliError)) throw error;
    return error.hint ?? error.message;
  }
}
