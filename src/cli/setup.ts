import type { KeyStore } from '../commands/secrets.ts';
import type { ProjectConfig } from '../core/config.ts';
import { PROVIDER_NAMES } from '../providers/names.ts';
import { resolveOptions } from '../providers/options.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import type { World } from './context.ts';

export async function readConfig(
  explicit: string | undefined,
  world: World,
): Promise<ProjectConfig> {
  const { loadConfig } = await import('../io/config-file.ts');
  return await loadConfig({
    cwd: world.cwd,
    explicit: explicit ?? null,
    env: world.env,
    providerNames: PROVIDER_NAMES,
  });
}

/** The key pairs of the project folder; nothing is made until one is needed. */
export async function openKeys(world: World): Promise<KeyStore> {
  const [{ openKeyStore }, { projectFolder }, { generateKeyPair }, keys] = await Promise.all([
    import('../io/key-store.ts'),
    import('../io/project-folder.ts'),
    import('../signing/key-pair.ts'),
    import('../signing/public-key.ts'),
  ]);
  return openKeyStore(async () => await projectFolder(world.cwd), {
    make: generateKeyPair,
    publicHalf: keys.publicHalf,
  });
}

/** A provider's options: flags over config over defaults. */
export function optionsFor(
  provider: Provider,
  flags: Readonly<Record<string, string>> | undefined,
  config: ProjectConfig,
): ProviderOptions {
  return resolveOptions(provider, { ...config.providers[provider.name]?.options, ...flags });
}

/**
 * The same where several providers take part: a flag reaches the providers that have such an option.
 *
 * @throws {UnknownNameError} when none has it
 */
export function optionsForAll(
  providers: readonly Provider[],
  flags: Readonly<Record<string, string>> | undefined,
  config: ProjectConfig,
): (provider: Provider) => ProviderOptions {
  const given = Object.entries(flags ?? {});
  for (const [name, value] of given) {
    const owner = providers.find((provider) => hasOption(provider, name));
    // Lets the error name the nearest option of any provider.
    if (owner === undefined) {
      const everyOption = providers.flatMap(({ options }) => options);
      resolveOptions({ name: 'no provider' as never, options: everyOption }, { [name]: value });
    }
  }
  return (provider) =>
    optionsFor(
      provider,
      Object.fromEntries(given.filter(([name]) => hasOption(provider, name))),
      config,
    );
}

function hasOption(provider: Provider, name: string): boolean {
  return provider.options.some((option) => option.name === name);
}
