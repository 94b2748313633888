import { UsageError } from '../core/errors.ts';
import type { EventDefinition, Provider } from '../providers/types.ts';

/** What most receivers of mail events take, most common first. */
const COMMON_EVENTS: readonly string[] = [
  'delivered',
  'bounce',
  'failure',
  'soft-bounce',
  'open',
  'click',
  'complaint',
  'unsubscribe',
  'reject',
];
const FEW = 3;
const MANY = 6;

/**
 * Events to try when none was asked for: the common ones a provider has, else its first ones.
 *
 * @throws {UsageError} when the provider has no events at all
 */
export function representativeEvents(
  provider: Pick<Provider, 'name' | 'events'>,
): readonly [EventDefinition, ...EventDefinition[]] {
  const current = provider.events.filter(({ generation }) => generation === 'current');
  const common = COMMON_EVENTS.flatMap((name) => current.filter((event) => event.name === name));
  const [first, ...rest] = common.length >= FEW ? common : current.slice(0, MANY);
  if (first === undefined) throw new UsageError(`${provider.name} has no events to send`);
  return [first, ...rest];
}
