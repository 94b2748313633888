import { WebhookCliError } from '../core/errors.ts';
import type { ProviderDefinition } from '../core/provider-definition.ts';
import type { World } from './context.ts';

/**
 * What the configuration declares, for help and for lists to choose from. A configuration that can't be read declares
 * nothing here: the command that uses it says what is wrong.
 *
 * @param explicit - value of `--config`, when it is given
 */
export async function declaredProviders(
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
  explicit: string | undefined = env['WEBHOOK_CLI_CONFIG'],
): Promise<readonly ProviderDefinition[]> {
  const { findConfigFile, lintConfigFile } = await import('../io/config-file.ts');
  const file = await findConfigFile(cwd, explicit);
  if (file === undefined) return [];
  const { PROVIDER_NAMES } = await import('../providers/names.ts');
  try {
    const linted = await lintConfigFile(file, { cwd, env, providerNames: PROVIDER_NAMES });
    return linted.definitions;
  } catch (error) {
    if (error instanceof WebhookCliError) return [];
    throw error;
  }
}
