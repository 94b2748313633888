import type { StoredBody } from '../core/body-files.ts';
import type { EventSummary, Redelivery, RequestEvent } from '../core/events.ts';
import type { Logger } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import { attemptOffsetsMs } from '../core/schedule.ts';
import { formatSize } from '../core/size.ts';
import type { Verification } from '../core/verification.ts';
import { recogniseProvider } from '../providers/recognise.ts';
import { eventRetryProfile } from '../providers/retry-profiles.ts';
import { standInSecret } from '../providers/stand-in-secret.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import { sha256Hex } from '../signing/digest.ts';
import { type PastSightings, Redeliveries } from './redeliveries.ts';
import { ReplayGuard } from './replay-guard.ts';
import type { ExplainFailure, SecretLookup, SecretSet } from './types.ts';

/** What a look at a captured request tells. */
export type Description = Pick<
  RequestEvent,
  'bodySha256' | 'provider' | 'events' | 'verification' | 'again'
>;

export interface DescribeSettings {
  /** The provider every request is taken to come from, or `null` to recognise each. */
  readonly provider: Provider | null;
  readonly providers: readonly Provider[];
  optionsFor(provider: Provider): ProviderOptions;
  /** How old a signed time may be, or `null` for the provider's own limit. */
  toleranceMsFor(provider: Provider): number | null;
}

export interface DescribePorts {
  readonly secrets: SecretLookup;
  readonly logger: Logger;
  /** Looks for the mistake behind a signature that does not fit; asked only then. */
  readonly explain?: ExplainFailure;
  /** Looks up what came in earlier runs. */
  readonly past?: PastSightings;
}

/** Makes a describer that remembers what it has seen. It never rejects: what can't be described has no provider. */
export function createDescriber(
  settings: DescribeSettings,
  ports: DescribePorts,
): (request: CapturedRequest) => Promise<Description> {
  const replays = new ReplayGuard();
  const redeliveries = new Redeliveries(ports.past);

  return async (request) => {
    if (request.bodyFile !== undefined) return unread(request.bodyFile, settings.provider);
    const bodySha256 = sha256Hex(request.body);
    try {
      const view = viewRequest(request);
      const provider = settings.provider ?? recogniseProvider(view, settings.providers);
      if (provider === undefined) {
        return nobodys(bodySha256, 'no known provider sends such a request');
      }
      const events = provider.describe(view);
      const checked = await verify(provider, view, request, settings, ports);
      const again = await redeliveries.note(provider.name, events, request);
      return {
        bodySha256,
        provider: provider.name,
        events,
        verification: replays.check(provider.name, checked, bodySha256),
        again: again === null ? null : withPlan(again, provider, events),
      };
    } catch (error) {
      ports.logger.debug(`request ${request.id} could not be described: ${traceOf(error)}`);
      return nobodys(bodySha256, 'the request could not be described');
    }
  };
}

/** What the provider's plan says of this attempt, if each one before it failed at once. */
function withPlan(
  again: Redelivery,
  provider: Provider,
  [first]: readonly EventSummary[],
): Redelivery {
  const definition = provider.events.find(({ name }) => name === first?.name);
  const offsetsMs = attemptOffsetsMs(eventRetryProfile(provider, definition));
  return { ...again, plannedMs: offsetsMs[again.count] ?? null };
}

async function verify(
  provider: Provider,
  view: RequestView,
  request: CapturedRequest,
  settings: DescribeSettings,
  ports: DescribePorts,
): Promise<Verification> {
  let found: SecretSet;
  try {
    found = await ports.secrets(provider, view);
  } catch (error) {
    return { status: 'no-secret', detail: error instanceof Error ? error.message : String(error) };
  }
  const toleranceMs = settings.toleranceMsFor(provider);
  const verification = provider.verify(view, {
    secrets: found.secrets,
    url: request.url,
    nowMs: request.receivedAtMs,
    options: settings.optionsFor(provider),
    ...(toleranceMs === null ? {} : { toleranceMs }),
  });
  if (verification.status === 'failed') {
    const options = settings.optionsFor(provider);
    const { secrets } = found;
    const { url, receivedAtMs: nowMs } = request;
    const check = { provider, request, secrets, url, nowMs, toleranceMs, options, verification };
    const explained = ports.explain?.(check) ?? null;
    if (explained !== null) {
      return { status: 'failed', cause: explained.cause, detail: explained.detail };
    }
  }
  const otherSecret =
    verification.status === 'failed' &&
    (verification.cause === 'mismatch' || verification.cause === 'wrong-secret');
  return otherSecret && found.origin === 'test'
    ? { ...verification, detail: `${verification.detail} (${standInSecret(provider.secret)})` }
    : verification;
}

/** A body too large to be at hand is kept and not looked at. */
function unread({ sha256, bytes }: StoredBody, provider: Provider | null): Description {
  const detail = `body of ${formatSize(bytes)}: not looked at`;
  return { ...nobodys(sha256, detail), provider: provider?.name ?? null };
}

function nobodys(bodySha256: string, detail: string): Description {
  return {
    bodySha256,
    provider: null,
    events: [],
    verification: { status: 'not-applicable', detail },
    again: null,
  };
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
