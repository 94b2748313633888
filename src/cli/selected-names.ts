import type { Selection } from '../commands/selection.ts';
import { UnknownNameError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { nearestNames, suggestionHint } from '../core/suggest.ts';
import { isProviderName } from '../providers/names.ts';
import type { CaptureFilter, History } from '../store/types.ts';
import type { ProviderRegistry } from './provider-registry.ts';

interface NameSources {
  /** Captures to choose from; `null` where fixtures are, which may have names of their own. */
  readonly history: Pick<History, 'list'> | null;
  /** Opened only for a name that is neither built in nor in the history. */
  readonly registry: () => Promise<ProviderRegistry>;
  readonly logger: Logger;
}

/**
 * Looks for slips in the names that a selection is about. An event gets a warning at most: providers have more of them
 * than are known here.
 *
 * @throws {UnknownNameError} when there is no such provider, and no capture of one
 */
export async function checkSelectedNames(
  { provider, event }: Selection,
  { history, registry, logger }: NameSources,
): Promise<void> {
  if (provider !== undefined && !isProviderName(provider) && !(await isIn(history, { provider }))) {
    const { names } = await registry();
    const what = `unknown provider "${provider}"`;
    const hint = suggestionHint(provider, names);
    if (!names.includes(provider)) {
      if (history !== null) throw new UnknownNameError(what, { hint });
      logger.warn(`${what}; ${hint}`);
    }
  }
  if (event !== undefined && !(await isIn(history, { event }))) {
    const names = await eventNames(await registry());
    const near = nearestNames(event, names).join(', ');
    const hint = near === '' ? 'webhook-cli providers lists them' : `did you mean ${near}?`;
    if (!names.has(event))
      logger.warn(`no provider is known to have the event "${event}"; ${hint}`);
  }
}

async function isIn(
  history: Pick<History, 'list'> | null,
  filter: CaptureFilter,
): Promise<boolean> {
  const query = { ...filter, order: 'newest-first', limit: 1, onDamaged: () => {} } as const;
  for await (const _ of history?.list(query) ?? []) return true;
  return false;
}

async function eventNames(registry: ProviderRegistry): Promise<ReadonlySet<string>> {
  const providers = await registry.all();
  return new Set(
    providers.flatMap(({ events }) => events.flatMap(({ name, wireName }) => [name, wireName])),
  );
}
