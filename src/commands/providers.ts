import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { Output } from '../core/ports.ts';
import type { EventFacts, EventSample, ProviderFacts } from '../core/provider-facts.ts';
import { findEvent } from '../providers/find-event.ts';
import {
  buildEvent,
  DEFAULT_MESSAGE_AGE_MS,
  DEFAULT_RECIPIENT,
  DEFAULT_SUBJECT,
  encodeEvents,
} from '../providers/generate.ts';
import { groupOf, PROVIDER_GROUPS } from '../providers/names.ts';
import { eventRetryProfile } from '../providers/retry-profiles.ts';
import type { EventDefinition, Provider, ProviderOptions } from '../providers/types.ts';

const GROUP_ORDER = Object.keys(PROVIDER_GROUPS);

/** Shows all providers as a table by groups, or one with all its facts, or one event of it with a sample. */
export async function runProviders(
  providers: readonly Provider[],
  eventName: string | null,
  settings: {
    readonly full: boolean;
    readonly legacy: boolean;
    readonly seed: string;
    readonly nowMs: number;
    readonly optionsFor: (provider: Provider) => ProviderOptions;
  },
  output: Output,
): Promise<ExitCode> {
  let shownGroup: string | null = null;
  const grouped = providers.toSorted((left, right) => orderOf(left) - orderOf(right));
  for (const provider of grouped) {
    const facts = providerFacts(provider);
    if (eventName === null) {
      await output.event({
        type: 'provider',
        facts,
        detail: settings.full ? 'full' : 'row',
        sample: null,
        ...(settings.full || facts.group === shownGroup ? {} : { heading: titleOf(provider) }),
      });
      shownGroup = facts.group;
      continue;
    }
    const event = findEvent(provider, eventName, settings.legacy ? 'legacy' : 'current');
    const sample = sampleOf(provider, event, settings);
    await output.event({ type: 'provider', facts, detail: 'event', sample });
  }
  return Exit.done;
}

function orderOf({ name }: Provider): number {
  return GROUP_ORDER.indexOf(groupOf(name));
}

function titleOf({ name }: Provider): string {
  return PROVIDER_GROUPS[groupOf(name)];
}

function providerFacts(provider: Provider): ProviderFacts {
  const { scheme } = provider;
  const covered = Object.entries(scheme.covers).filter(([, yes]) => yes);
  return {
    name: provider.name,
    title: provider.title,
    group: groupOf(provider.name),
    docsUrl: provider.docsUrl,
    sources: provider.sources,
    scheme: scheme.name,
    schemeSummary: scheme.summary,
    covers: covered.map(([part]) => part),
    toleranceMs: scheme.toleranceMs,
    secretShape: provider.secret.shape,
    events: provider.events.map((event) => eventFacts(provider, event)),
    retry: provider.retry,
    batch: provider.batch,
    options: provider.options.map((option) => ({ ...option, choices: option.choices ?? [] })),
    unknowns: provider.unknowns,
  };
}

function eventFacts(provider: Provider, event: EventDefinition): EventFacts {
  const { name, wireName, aliases, summary, generation, formats } = event;
  const retry = eventRetryProfile(provider, event).name;
  return { name, wireName, aliases, summary, generation, formats, retry };
}

function sampleOf(
  provider: Provider,
  event: EventDefinition,
  settings: Parameters<typeof runProviders>[2],
): EventSample {
  const { nowMs, seed } = settings;
  const [format] = event.formats;
  const options = settings.optionsFor(provider);
  const payload = buildEvent(event, `0/${event.name}`, {
    seed,
    nowMs,
    acceptedAtMs: nowMs - DEFAULT_MESSAGE_AGE_MS,
    recipient: DEFAULT_RECIPIENT,
    subject: DEFAULT_SUBJECT,
    format,
    options,
  });
  const { headers, body } = encodeEvents(provider, [payload], { seed, format, options });
  return { event: eventFacts(provider, event), format, headers, body };
}
