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
  /** @throws {UnknownNameError} naming the nearest ones */
  find(name: string): Promise<Provider>;
  /** All of them, the user's own first: on a tie a request is theirs. */
  all(): Promise<readonly Provider[]>;
}

/** Nothing is loaded before it is asked for, neither a folder nor a fixture nor a module of the user's. */
export function providerRegistry(
  config: ProjectConfig,
  world: Pick<World, 'cwd'>,
): ProviderRegistry {
  const definitions = Object.values(config.providers).flatMap((own) => own?.definition ?? []);
  const names = [...definitions.map(({ name }) => name), ...PROVIDER_NAMES];
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
  return {
    names,
    find: async (typed) => {
      const name = typed.toLowerCase();
      const own = definitions.find((definition) => definition.name === name);
      if (own !== undefined) return await declared(own);
      const { loadProvider } = await import('../providers/index.ts');
      if (isProviderName(name)) return await loadProvider(name);
      throw new UnknownNameError(`unknown provider "${typed}"`, {
        hint: suggestionHint(typed, names),
      });
    },
    all: async () => {
      const { loadAllProviders } = await import('../providers/index.ts');
      const [own, builtIn] = await Promise.all([
        Promise.all(definitions.map(declared)),
        loadAllProviders(),
      ]);
      return [...own, ...builtIn];
    },
  };
}
