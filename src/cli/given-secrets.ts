import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GivenSecrets } from '../commands/secrets.ts';
import type { ProjectConfig } from '../core/config.ts';
import { InputError, UsageError } from '../core/errors.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import type { SecretFlags } from './common-options.ts';
import type { World } from './context.ts';

/**
 * Gathers secrets by precedence: flags, then `WEBHOOK_CLI_SECRET` and `WEBHOOK_CLI_<PROVIDER>_SECRET`, then the config file.
 *
 * @throws {UsageError} for an environment variable that is not set
 * @throws {InputError} for a file that can't be read
 */
export async function gatherSecrets(
  flags: SecretFlags,
  config: ProjectConfig,
  world: World,
): Promise<GivenSecrets> {
  const fromFiles = (flags.secretFile ?? []).map(
    async (file) => await readSecretFile(resolve(world.cwd, file)),
  );
  const general = [
    ...(await Promise.all(fromFiles)),
    ...(flags.secret ?? []),
    ...(flags.secretEnv ?? []).map((name) => fromEnvironment(name, world)),
  ];
  const anyProvider = world.env['WEBHOOK_CLI_SECRET'];
  const byProvider: Partial<Record<string, readonly string[]>> = {};
  for (const name of new Set([...PROVIDER_NAMES, ...Object.keys(config.providers)])) {
    const own = world.env[`WEBHOOK_CLI_${name.toUpperCase().replaceAll('-', '_')}_SECRET`];
    const texts = own === undefined ? await configured(name, config) : [own];
    if (texts.length > 0) byProvider[name] = texts;
  }
  return {
    general: general.length === 0 && anyProvider !== undefined ? [anyProvider] : general,
    byProvider,
  };
}

async function configured(name: string, config: ProjectConfig): Promise<readonly string[]> {
  const settings = config.providers[name];
  if (settings === undefined) return [];
  if (settings.secretFile === null) return settings.secrets;
  return [...settings.secrets, await readSecretFile(settings.secretFile)];
}

/** A file's text without its last line end and without a byte order mark: editors add them, secrets have none. */
async function readSecretFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff|\r?\n$/g, '');
  } catch (error) {
    throw new InputError(`can't read the secret file ${file}`, {
      hint: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

function fromEnvironment(name: string, world: World): string {
  const value = world.env[name];
  if (value !== undefined) return value;
  throw new UsageError(`--secret-env ${name}: there is no such environment variable`);
}
