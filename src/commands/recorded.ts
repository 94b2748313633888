import type { LoadedFixture } from '../core/fixture.ts';
import type { LocatedProblem } from '../core/located-problem.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { RetryProfile } from '../core/schedule.ts';
import { encodeEvents } from '../providers/generate.ts';
import { recogniseProvider } from '../providers/recognise.ts';
import { eventRetryProfile, NO_RETRY } from '../providers/retry-profiles.ts';
import type { EventDefinition, Provider, ProviderOptions } from '../providers/types.ts';

/** A recorded request with all that replaying needs to know of it. */
export interface Recorded {
  readonly ok: true;
  readonly source: string;
  readonly request: WebhookRequest;
  readonly provider: Provider | null;
  readonly options: ProviderOptions;
  /** The retry profile of its own provider, found when it is asked for: mostly the user has chosen one. */
  ownProfile(): RetryProfile;
  /** It did not come like this: it is one event of a batch, several requests in one, or has changed fields. */
  readonly regrouped?: {
    readonly as: 'split' | 'merged' | 'edited';
    /** The request as its sender signed it; of several the first. */
    readonly signedAs: WebhookRequest;
  };
}

/** Makes a fixture ready: finds its provider (by its own word, else by recognition) and encodes an `events` list. */
export function recordedFrom(
  loaded: LoadedFixture,
  providers: readonly Provider[],
  optionsFor: (provider: Provider) => ProviderOptions,
  seed: string,
): Recorded | { readonly ok: false; readonly problem: LocatedProblem } {
  const { fixture, source } = loaded;
  const named = providers.find(({ name }) => name === fixture.provider);
  const encoded = encodedRequest(loaded, named, optionsFor, seed);
  if (!('headers' in encoded)) return { ok: false, problem: encoded };
  const provider =
    fixture.provider === null ? recogniseProvider(viewRequest(encoded), providers) : named;
  if (provider === undefined) {
    return {
      ok: true,
      source,
      request: encoded,
      provider: null,
      options: {},
      ownProfile: () => NO_RETRY,
    };
  }
  return {
    ok: true,
    source,
    request: encoded,
    provider,
    options: optionsFor(provider),
    ownProfile: () => {
      const event = fixture.event ?? provider.describe(viewRequest(encoded))[0]?.name ?? null;
      return eventRetryProfile(provider, eventNamed(provider, event));
    },
  };
}

function eventNamed(provider: Provider, name: string | null): EventDefinition | undefined {
  return provider.events.find((event) => event.name === name);
}

function encodedRequest(
  { fixture, file }: LoadedFixture,
  provider: Provider | undefined,
  optionsFor: (provider: Provider) => ProviderOptions,
  seed: string,
): WebhookRequest | LocatedProblem {
  const { method, path, headers, body } = fixture.request;
  if (body.kind === 'bytes') return { method, path, headers, body: body.bytes };
  const problem = (message: string): LocatedProblem => ({
    file,
    line: 1,
    column: 1,
    path: 'request',
    message,
  });
  if (body.kind === 'file') return problem('body_file was not read');
  if (provider === undefined) {
    return problem('events needs a known provider, so that they can be encoded as its batch');
  }
  const encoded = encodeEvents(
    provider,
    body.values.map((value) => ({ kind: 'json', value })),
    { seed, format: 'json', options: optionsFor(provider) },
  );
  return {
    method,
    path,
    headers: headers.length > 0 ? headers : encoded.headers,
    body: encoded.body,
  };
}
