import { EnvironmentError, UnknownNameError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import { hasEvent } from '../providers/find-event.ts';
import type { Provider } from '../providers/types.ts';

/** Main file of an npm package, or `null` where it is not installed. */
export type ReadPackage = (name: string) => Promise<Uint8Array | null>;

/**
 * The provider with the events of its optional package, which is read only when an event that is not built in is asked
 * for.
 *
 * @throws {EnvironmentError} when the package has it and is not installed
 * @throws {UnknownNameError} when not even the package has such an event
 */
export async function withEvents(
  provider: Provider,
  names: readonly string[],
  read: ReadPackage,
): Promise<Provider> {
  const { moreEvents } = provider;
  const wanted = names.find((name) => !hasEvent(provider, name));
  if (moreEvents === undefined || wanted === undefined) return provider;
  const whole = await withAllEvents(provider, read);
  if (whole !== provider) return whole;
  const [wireName = ''] = wanted.split('.');
  const built = provider.events.map(({ name }) => name);
  const known = [...built, ...moreEvents.names].find((name) => plain(name) === plain(wireName));
  if (known === undefined) {
    throw new UnknownNameError(`${provider.name} has no event "${wanted}"`, {
      hint: suggestionHint(wanted, [...built, ...moreEvents.names]),
    });
  }
  throw new EnvironmentError(
    `${provider.name} "${wanted}" is not built in, and the package with more events is not installed`,
    { hint: `npm install --save-dev ${moreEvents.packageName}` },
  );
}

/** The provider with all events that can be had; the very same one when there are no more. */
export async function withAllEvents(provider: Provider, read: ReadPackage): Promise<Provider> {
  const { moreEvents } = provider;
  const content = moreEvents === undefined ? null : await read(moreEvents.packageName);
  if (moreEvents === undefined || content === null) return provider;
  return { ...provider, events: [...provider.events, ...moreEvents.read(content)] };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
