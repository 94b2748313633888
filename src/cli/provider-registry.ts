import type { ProjectConfig } from '../core/config.ts';
import { UnknownNameError } from '../core/errors.ts';
import type { ProviderDefinition } from '../core/provider-definition.ts';
import { suggestionHint } from '../core/suggest.ts';
import { isProviderName, PROVIDER_NAMES } from '../providers/names.ts';
import type { Provider } from '../providers/types.ts';
import type { World } from './context.ts';

/** The providers that can be named: built-in ones, and those that the configuration defines. */
export interface ProviderRegistry {
  readonly names: readonly string[];
  /** Those of them that the configuration defines. */
  readonly own: readonly string[];
  /**
   * @param events - names of events it must have, or all that can be had: some come from a package of the user's
   * @throws {UnknownNameError} naming the nearest ones
   * @throws {EnvironmentError} when that package is wanted and not installed
   */
  find(name: string, events?: readonly string[] | 'all'): Promise<Provider>;
  /** All of them, the user's own first: on a tie a request is theirs. */
  all(): Promise<readonly Provider[]>;
}

/** Nothing is loaded before it is asked for, neither a folder nor a fixture nor a module of the user's. */
export function providerRegistry(
  config: ProjectConfig,
  world: Pick<World, 'cwd'>,
): ProviderRegistry {
  const definitions = Object.values(config.providers).flatMap((own) => own?.definition ?? []);
  const own = definitions.map(({ name }) => name);
  const names = [...own, ...PROVIDER_NAMES];
  const declared = async (definition: ProviderDefinition): Promise<Provider> => {
    const [{ loadDeclaredProvider }, { readFixtures }, { loadModule }] = await Promise.all([
      import('../commands/declared-providers.ts'),
      import('../io/fixture-files.ts'),
      import('../io/signature-module.ts'),
    ]);
    return await loadDeclaredProvider(definition, config.file ?? '', {
      fixtures: (file) => readFixtures([file], world.cwd),
      module: loadModule,
    });
  };
  const complete = async (
    provider: Provider,
    events: readonly string[] | 'all',
  ): Promise<Provider> => {
    if (provider.moreEvents === undefined || events.length === 0) return provider;
    const [{ withAllEvents, withEvents }, { readOptionalPackage }] = await Promise.all([
      import('../commands/more-events.ts'),
      import('../io/optional-package.ts'),
    ]);
    const read = (packageName: string) => readOptionalPackage(packageName, world.cwd);
    if (events === 'all') return await withAllEvents(provider, read);
    return await withEvents(provider, events, read);
  };
  return {
    names,
    own,
    find: async (typed, events = []) => {
      const name = typed.toLowerCase();
      const defined = definitions.find((definition) => definition.name === name);
      if (defined !== undefined) return await declared(defined);
      const { loadProvider } = await import('../providers/index.ts');
      if (isProviderName(name)) return await complete(await loadProvider(name), events);
      throw new UnknownNameError(`unknown provider "${typed}"`, {
        hint: suggestionHint(typed, names),
      });
    },
    all: async () => {
      const { loadAllProviders } = await import('../providers/index.ts');
      const [declaredOnes, builtIn] = await Promise.all([
        Promise.all(definitions.map(declared)),
        loadAllProviders(),
      ]);
      return [...declaredOnes, ...builtIn];
    },
  };
}
