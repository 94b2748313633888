import { UnknownNameError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import type { EventDefinition, Provider } from './types.ts';

/**
 * Finds an event by its canonical name, its wire name or an alias, in that order, without regard to case,
 * blanks, underscores and hyphens.
 *
 * @throws {UnknownNameError} naming the nearest events
 */
export function findEvent(
  provider: Pick<Provider, 'name' | 'events'>,
  typed: string,
  generation: EventDefinition['generation'] = 'current',
): EventDefinition {
  const events = provider.events.filter((event) => event.generation === generation);
  const found = search(events, typed);
  if (found !== undefined) return found;
  const era = generation === 'legacy' ? 'legacy ' : '';
  throw new UnknownNameError(`${provider.name} has no ${era}event "${typed}"`, {
    hint:
      events.length === 0
        ? `${provider.name} has no ${era}events`
        : suggestionHint(
            typed,
            events.flatMap((event) => [event.name, event.wireName, ...event.aliases]),
          ),
  });
}

/** Whether the provider has a current event of that name. */
export function hasEvent(provider: Pick<Provider, 'events'>, typed: string): boolean {
  const current = provider.events.filter(({ generation }) => generation === 'current');
  return search(current, typed) !== undefined;
}

function search(events: readonly EventDefinition[], typed: string): EventDefinition | undefined {
  const wanted = plainName(typed);
  return (
    events.find((event) => plainName(event.name) === wanted) ??
    events.find((event) => plainName(event.wireName) === wanted) ??
    events.find((event) => event.aliases.some((alias) => plainName(alias) === wanted))
  );
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '-');
}
