import type { DescribeSettings } from '../capture/describe.ts';
import { UnknownNameError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import { resolveOptions } from '../providers/options.ts';
import type { Provider } from '../providers/types.ts';
import type { ListenConfig } from './listen-config.ts';

/** How requests are recognised and checked. */
export function describeSettings(
  config: ListenConfig,
  providers: readonly Provider[],
): DescribeSettings {
  const options = new Map(
    providers.map((provider) => [
      provider.name,
      resolveOptions(provider, config.options[provider.name] ?? {}),
    ]),
  );
  return {
    provider: fixedProvider(config, providers),
    providers,
    optionsFor: (provider) => options.get(provider.name) ?? resolveOptions(provider, {}),
    toleranceMsFor: (provider) => config.tolerancesMs[provider.name] ?? null,
  };
}

/** @throws {UnknownNameError} when the provider to take every request for does not exist */
export function fixedProvider(
  config: ListenConfig,
  providers: readonly Provider[],
): Provider | null {
  if (config.provider === null) return null;
  const fixed = providers.find(({ name }) => name === config.provider);
  if (fixed !== undefined) return fixed;
  const names = providers.map(({ name }) => name);
  throw new UnknownNameError(`unknown provider "${config.provider}"`, {
    hint: suggestionHint(config.provider, names),
  });
}
