import type { SecretSet } from '../capture/types.ts';
import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { FindingEvent } from '../core/events.ts';
import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import { headerValue } from '../core/headers.ts';
import { formatProblem, type LocatedProblem } from '../core/located-problem.ts';
import type { Clock, Output } from '../core/ports.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import type { Verification } from '../core/verification.ts';
import type { ExplainPorts } from '../explain/explain.ts';
import type { KnownSecret, VerifyCase } from '../explain/types.ts';
import { verifyCase } from '../explain/verify-case.ts';
import type { Provider, ProviderOptions } from '../providers/types.ts';
import { recordedFrom } from './recorded.ts';
import { findingOf, previousSecretFinding, unknownProviderFinding } from './verify-finding.ts';

export interface VerifyConfig {
  /** Takes every request to be this provider's; `null` goes by the fixture, and then by what the request looks like. */
  readonly provider: Provider | null;
  /** URL the sender used; `null` makes it from the `Host` header. */
  readonly url: string | null;
  /** When the requests came; `null` goes by `captured_at`, and then by the clock. */
  readonly nowMs: number | null;
  /** How old a signed time may be; `null` for the provider's own limit. */
  readonly toleranceMs: number | null;
  readonly deep: boolean;
  readonly budgetMs: number;
}

export interface VerifyPorts extends Pick<ExplainPorts, 'decode'> {
  readonly requests: AsyncIterable<FixtureReading>;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly output: Output;
  readonly providers: readonly Provider[];
  readonly optionsFor: (provider: Provider) => ProviderOptions;
  readonly secrets: (provider: Provider, view: RequestView) => Promise<SecretSet>;
  /** Further secrets that a request may have been signed with. */
  readonly known: (provider: Provider, tried: SecretSet) => readonly KnownSecret[];
}

/**
 * Checks the signature of each request and says why one does not fit.
 *
 * @returns 0 when all fit or have nothing to check, 1 when one does not, 3 when one can't be read or there is none
 */
export async function runVerify(config: VerifyConfig, ports: VerifyPorts): Promise<ExitCode> {
  let read = 0;
  let problems = 0;
  let failures = 0;
  for await (const item of ports.requests) {
    if (!item.ok) {
      problems += 1;
      await report(item.problem, ports.output);
      continue;
    }
    const checked = await check(item.loaded, config, ports);
    if ('problem' in checked) {
      problems += 1;
      await report(checked.problem, ports.output);
      continue;
    }
    read += 1;
    for (const finding of checked.findings) {
      if (finding.result === 'fail') failures += 1;
      await ports.output.event(finding);
    }
  }
  if (problems > 0 || read === 0) return Exit.input;
  return failures > 0 ? Exit.no : Exit.done;
}

interface Checked {
  readonly findings: readonly FindingEvent[];
}

async function check(
  loaded: LoadedFixture,
  config: VerifyConfig,
  ports: VerifyPorts,
): Promise<Checked | { readonly problem: LocatedProblem }> {
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
    url: config.url ?? '',
    nowMs: config.nowMs ?? (Number.isNaN(capturedAtMs) ? ports.clock.nowMs() : capturedAtMs),
    toleranceMs: config.toleranceMs,
  };
  const { tried, verification } = firstFitting(provider, base, urlsOf(base, config.url));
  const subject = {
    ...tried,
    provider,
    verification,
    known: ports.known(provider, found),
    source,
    event: provider.describe(view)[0]?.name ?? null,
    origin: found.origin,
  };
  const finding = findingOf(subject, ports, config);
  const note = verification.status === 'ok' ? previousSecretFinding(subject) : undefined;
  return { findings: note === undefined ? [finding] : [finding, note] };
}

/** A stored request does not tell whether it came over TLS: both are tried, the likelier one first. */
function urlsOf({ request }: VerifyCase, given: string | null): readonly string[] {
  if (given !== null) return [given];
  const host = headerValue(request.headers, 'host') ?? 'localhost';
  const said = headerValue(request.headers, 'x-forwarded-proto');
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host) || /:\d+$/.test(host);
  const likely = said ?? (isLocal ? 'http' : 'https');
  return [likely, likely === 'https' ? 'http' : 'https'].map(
    (scheme) => `${scheme}://${host}${request.path}`,
  );
}

function firstFitting(
  provider: Provider,
  base: VerifyCase,
  urls: readonly string[],
): { readonly tried: VerifyCase; readonly verification: Verification } {
  const tries = urls.map((url) => ({ ...base, url }));
  const results = (provider.scheme.covers.url ? tries : tries.slice(0, 1)).map((tried) => ({
    tried,
    verification: verifyCase(provider, tried),
  }));
  const fitting = results.find(({ verification }) => verification.status === 'ok') ?? results[0];
  if (fitting === undefined) throw new Error('no URL to try'); // there always is one
  return fitting;
}

async function report(problem: LocatedProblem, output: Output): Promise<void> {
  await output.event({
    type: 'error',
    code: 'WHK_FIXTURE',
    message: formatProblem(problem),
    hint: null,
    exitCode: Exit.input,
  });
}
