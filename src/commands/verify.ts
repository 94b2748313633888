import type { SecretSet } from '../capture/types.ts';
import { ExitCode as Exit, type ExitCode, InputError } from '../core/errors.ts';
import type { FindingEvent } from '../core/events.ts';
import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import { type HeaderList, headerValue, withHeader } from '../core/headers.ts';
import type { Clock, Output } from '../core/ports.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import type { ExplainPorts } from '../explain/explain.ts';
import type { KnownSecret, VerifyCase } from '../explain/types.ts';
import { verifyCase } from '../explain/verify-case.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import { recordedFrom } from './recorded.ts';
import { type Trouble, Troubles } from './troubles.ts';
import { findingOf, previousSecretFinding, unknownProviderFinding } from './verify-finding.ts';

export interface VerifyConfig {
  /** Takes every request to be this provider's; `null` goes by the fixture, and then by what the request looks like. */
  readonly provider: Provider | null;
  /** URL the sender used; `null` makes it from the `Host` header. */
  readonly url: string | null;
  /** Where a request may have been sent that has no `Host` header, as one written by hand. */
  readonly origins: readonly string[];
  /** When the requests came; `null` goes by `captured_at`, and then by the clock. */
  readonly nowMs: number | null;
  /** How old a signed time may be; `null` for the provider's own limit. */
  readonly toleranceMs: number | null;
  readonly deep: boolean;
  readonly budgetMs: number;
}

export interface VerifyPorts extends Pick<ExplainPorts, 'decode' | 'gzip'> {
  readonly requests: AsyncIterable<FixtureReading | Trouble>;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly output: Output;
  readonly providers: readonly Provider[];
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  readonly secrets: (provider: Provider, view: RequestView) => Promise<SecretSet>;
  /** Further secrets that a request may have been signed with. */
  readonly known: (provider: Provider, tried: SecretSet) => readonly KnownSecret[];
  /** Ends it between two requests; absent for never. */
  readonly stop?: AbortSignal;
}

/**
 * Checks the signature of each request and says why one does not fit.
 *
 * @returns 0 when all fit or have nothing to check, 1 when one does not, 3 or 4 when one can't be read, 130 when stopped
 */
export async function runVerify(config: VerifyConfig, ports: VerifyPorts): Promise<ExitCode> {
  const troubles = new Troubles(ports.output);
  let read = 0;
  let failures = 0;
  for await (const item of ports.requests) {
    if (ports.stop?.aborted === true) break;
    const checked = item.ok ? await check(item.loaded, config, ports) : item;
    if (!('findings' in checked)) {
      await troubles.tell(checked);
      continue;
    }
    read += 1;
    for (const finding of checked.findings) {
      if (finding.result === 'fail') failures += 1;
      await ports.output.event(finding);
    }
  }
  if (ports.stop?.aborted === true) return Exit.interrupted;
  if (troubles.exitCode !== Exit.done) return troubles.exitCode;
  if (read === 0) throw new InputError('nothing to verify was found');
  return failures > 0 ? Exit.no : Exit.done;
}

interface Checked {
  readonly findings: readonly FindingEvent[];
}

async function check(
  loaded: LoadedFixture,
  config: VerifyConfig,
  ports: VerifyPorts,
): Promise<Checked | Trouble> {
  const { fixture, source } = loaded;
  const named = {
    ...loaded,
    fixture: { ...fixture, provider: config.provider?.name ?? fixture.provider },
  };
  const recorded = recordedFrom(named, ports.providers, ports.optionsFor, 'verify');
  if (!recorded.ok) return recorded;
  const { provider, request, options } = recorded;
  if (provider === null) return { findings: [unknownProviderFinding(source)] };
  const view = viewRequest(request);
  const found = await ports.secrets(provider, view);
  const capturedAtMs = fixture.capturedAt === null ? Number.NaN : Date.parse(fixture.capturedAt);
  const base: VerifyCase = {
    request,
    options,
    secrets: found.secrets,
    url: '',
    nowMs: config.nowMs ?? (Number.isNaN(capturedAtMs) ? ports.clock.nowMs() : capturedAtMs),
    toleranceMs: config.toleranceMs,
  };
  const { tried, verification } = firstFitting(provider, candidates(provider, base, config));
  const subject = {
    ...tried,
    provider,
    verification,
    known: ports.known(provider, found),
    source,
    event: provider.describe(view)[0]?.name ?? null,
    origin: found.origin,
  };
  const verdict = findingOf(subject, ports, config);
  const finding = isGuessed(provider, request, config) ? withUrlHint(verdict) : verdict;
  const note = verification.status === 'ok' ? previousSecretFinding(subject) : undefined;
  return { findings: note === undefined ? [finding] : [finding, note] };
}

/**
 * A stored request does not tell whether it came over TLS, so both are tried, the likelier one first; and the headers
 * that a transport adds are put back where they may have been signed.
 */
function candidates(
  provider: Provider,
  base: VerifyCase,
  { url, origins }: VerifyConfig,
): readonly [VerifyCase, ...VerifyCase[]] {
  const { request } = base;
  const { covers } = provider.scheme;
  const host = headerValue(request.headers, 'host');
  const known = host === undefined ? origins : originsOf(host, request.headers);
  const urls = url === null ? known.map((origin) => origin + request.path) : [url];
  const [first = '', ...others] = urls;
  const complete = (each: string): VerifyCase =>
    host === undefined && covers.headers
      ? { ...base, url: each, request: withTransportHeaders(request, new URL(each).host) }
      : { ...base, url: each };
  return [complete(first), ...(covers.url ? others.map(complete) : [])];
}

/** Whether the URL that is signed is none that the request tells. */
function isGuessed(
  provider: Provider,
  { headers }: WebhookRequest,
  { url }: VerifyConfig,
): boolean {
  const { covers } = provider.scheme;
  return (
    (covers.url || covers.headers) && url === null && headerValue(headers, 'host') === undefined
  );
}

function withUrlHint(finding: FindingEvent): FindingEvent {
  if (finding.cause !== 'unknown') return finding;
  return {
    ...finding,
    hint: `The URL is signed, and the request has no Host header to tell it: give it with --url. ${finding.hint ?? ''}`.trimEnd(),
  };
}

function originsOf(host: string, headers: HeaderList): readonly string[] {
  const said = /^https?(?=,|$)/.exec(headerValue(headers, 'x-forwarded-proto') ?? '')?.[0];
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host) || /:\d+$/.test(host);
  const likely = said ?? (isLocal ? 'http' : 'https');
  return [likely, likely === 'https' ? 'http' : 'https'].map((scheme) => `${scheme}://${host}`);
}

function withTransportHeaders(request: WebhookRequest, host: string): WebhookRequest {
  const { headers, body } = request;
  const counted =
    headerValue(headers, 'content-length') === undefined
      ? withHeader(headers, 'Content-Length', String(body.length))
      : headers;
  return { ...request, headers: [['Host', host], ...counted] };
}

function firstFitting(
  provider: Provider,
  tries: readonly [VerifyCase, ...VerifyCase[]],
): { readonly tried: VerifyCase; readonly verification: Verification } {
  const [first, ...others] = tries;
  const verification = verifyCase(provider, first);
  if (verification.status === 'ok') return { tried: first, verification };
  for (const tried of others) {
    const verdict = verifyCase(provider, tried);
    if (verdict.status === 'ok') return { tried, verification: verdict };
  }
  return { tried: first, verification };
}
