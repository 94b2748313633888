import type { ListenConfig } from '../commands/listen-config.ts';
import type { ProjectConfig } from '../core/config.ts';
import { UsageError } from '../core/errors.ts';
import { parseExpression } from '../core/expression.ts';
import { shellWords } from '../core/shell-words.ts';
import type { World } from './context.ts';
import { resolveForward } from './forward-settings.ts';
import { resolveAnswers } from './listen-answers.ts';
import type { ListenFlags } from './listen-options.ts';
import { resolveTls } from './listen-tls.ts';

const DEFAULT_PORT = 4665; // spells HOOK
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_SAVE_DIR = 'captures';

/** Settles the flags, the configuration and the defaults. */
export async function resolveListen(
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
    redact: redacts(flags, saveDir),
    keep: resolveKeep(flags),
    filter: flags.filter === undefined ? null : parseExpression(flags.filter),
    until: flags.until === undefined ? null : parseExpression(flags.until),
    forward: resolveForward(flags),
    exec: await execSettings(flags, world),
    count: flags.once === true ? 1 : (flags.count ?? null),
    timeoutMs: flags.timeout ?? null,
    readyFile: flags.readyFile === undefined ? null : resolve(world.cwd, flags.readyFile),
    portFile: flags.portFile === undefined ? null : resolve(world.cwd, flags.portFile),
  };
}

function resolveKeep({ keep, history }: ListenFlags): ListenConfig['keep'] {
  if (keep === undefined) return null;
  if (!history) throw new UsageError('--keep and --no-history exclude each other');
  return keep;
}

function redacts({ redact }: ListenFlags, saveDir: string | null): boolean {
  if (redact !== true || saveDir !== null) return redact === true;
  throw new UsageError('--redact is about what --save writes', {
    hint: 'add --save; the history keeps requests as they came',
  });
}

function confirmsSubscriptions({ handshake, confirmSubscriptions }: ListenFlags): boolean {
  if (confirmSubscriptions === true && !handshake) {
    throw new UsageError('--confirm-subscriptions and --no-handshake exclude each other');
  }
  return confirmSubscriptions === true;
}

async function execSettings(
  { exec: text, execDecides }: ListenFlags,
  world: World,
): Promise<ListenConfig['exec']> {
  const decidesAnswer = execDecides === true;
  if (text === undefined) {
    if (decidesAnswer) throw new UsageError('--exec-decides needs an --exec');
    return null;
  }
  const [program, ...args] = shellWords(text) ?? [];
  const hint = "write a program and its arguments; for a shell: sh -c '…'";
  if (program === undefined || program === '') {
    throw new UsageError(`--exec "${text}" is no command line`, { hint });
  }
  const { isProgram } = await import('../io/is-program.ts');
  if (!(await isProgram(program, world.env['PATH'], world.cwd))) {
    throw new UsageError(`--exec: there is no program "${program}" that can be run`, { hint });
  }
  return { argv: [program, ...args], decidesAnswer };
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
