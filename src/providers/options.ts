import { UnknownNameError, UsageError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import type { Provider, ProviderOptions } from './types.ts';

/**
 * Fills in the defaults of a provider's options.
 *
 * @throws {UnknownNameError} for an option it doesn't have
 * @throws {UsageError} for a value that is not among the choices
 */
export function resolveOptions(
  provider: Pick<Provider, 'name' | 'options'>,
  given: Readonly<Record<string, string>>,
): ProviderOptions {
  for (const [name, value] of Object.entries(given)) {
    const option = provider.options.find((candidate) => candidate.name === name);
    if (option === undefined) {
      throw new UnknownNameError(`${provider.name} has no option "${name}"`, {
        hint: suggestionHint(
          name,
          provider.options.map((candidate) => candidate.name),
        ),
      });
    }
    if (option.choices !== undefined && !option.choices.includes(value)) {
      throw new UsageError(`${provider.name} option ${name} can't be "${value}"`, {
        hint: `choose one of ${option.choices.join(', ')}`,
      });
    }
  }
  return Object.fromEntries(
    provider.options.map((option) => [option.name, given[option.name] ?? option.default]),
  );
}
