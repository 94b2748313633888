import type { EventSummary } from '../core/events.ts';
import type { Fixture, LoadedFixture } from '../core/fixture.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import { recordedFrom } from './recorded.ts';
import { admits, type Selection } from './selection.ts';

interface FixturePorts {
  readonly providers: readonly Provider[];
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  readonly seed: string;
}

/**
 * Chooses among fixtures: provider and event are what the fixture says or what the request looks like, its time is
 * `captured_at`, its answer `response`. A signature is not looked at.
 */
export function fixtureChooser(
  selection: Selection,
  { providers, optionsFor, seed }: FixturePorts,
): (loaded: LoadedFixture) => boolean {
  return (loaded) => {
    const recorded = recordedFrom(loaded, providers, optionsFor, seed);
    if (!recorded.ok) return true; // what is wrong with it is told where it is used
    const { fixture } = loaded;
    const { provider } = recorded;
    const view = viewRequest(recorded.request);
    const capturedAtMs = Date.parse(fixture.capturedAt ?? '');
    return admits(selection, {
      view,
      receivedAtMs: Number.isNaN(capturedAtMs) ? null : capturedAtMs,
      provider: fixture.provider?.toLowerCase() ?? provider?.name ?? null,
      events: withSaid(fixture, provider?.describe(view) ?? []),
      verification: null,
      status: fixture.response?.status ?? null,
      remoteAddress: null,
      isHungUp: false,
    });
  };
}

function withSaid({ event }: Fixture, events: readonly EventSummary[]): readonly EventSummary[] {
  if (event === null || events.some(({ name }) => name === event)) return events;
  return [...events, { name: event, wireName: event, id: null, recipient: null }];
}
