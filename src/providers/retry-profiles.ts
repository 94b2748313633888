import { UnknownNameError } from '../core/errors.ts';
import { ANY_2XX, parseDelayList, type RetryProfile } from '../core/schedule.ts';
import { suggestionHint } from '../core/suggest.ts';
import { loadProvider, parseProviderName } from './index.ts';
import { PROVIDER_NAMES } from './names.ts';
import type { EventDefinition, Provider } from './types.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** One attempt, any 2xx counts. */
export const NO_RETRY: RetryProfile = {
  name: 'none',
  summary: 'one attempt, no retry',
  delaysMs: [],
  timeoutMs: DEFAULT_TIMEOUT_MS,
  success: ANY_2XX,
  stop: [],
  afterLast: 'given up',
  evidence: 'chosen here',
};

/** Where profiles are looked up by the name of their provider. */
export interface ProviderSource {
  readonly names: readonly string[];
  find(name: string): Promise<Pick<Provider, 'retry'>>;
}

const BUILT_IN: ProviderSource = {
  names: PROVIDER_NAMES,
  find: async (name) => await loadProvider(parseProviderName(name)),
};

/** A choice of `--retry`: one profile for all, or each fixture's own provider's. */
export type RetryChoice =
  | { readonly kind: 'profile'; readonly profile: RetryProfile }
  | { readonly kind: 'provider' };

/**
 * Reads `--retry`: `provider`, `none`, a profile name such as `mailtrap` or `mailgun:route`, or a list such as
 * `40x5m` or `5s,5m,30m`.
 *
 * @throws {UnknownNameError} naming the nearest profiles
 */
export async function parseRetryChoice(
  text: string,
  registry: ProviderSource = BUILT_IN,
): Promise<RetryChoice> {
  if (text === 'provider') return { kind: 'provider' };
  return { kind: 'profile', profile: await findRetryProfile(text, registry) };
}

/** @throws {UnknownNameError} naming the nearest profiles */
export async function findRetryProfile(
  text: string,
  registry: ProviderSource = BUILT_IN,
): Promise<RetryProfile> {
  if (text === 'none') return NO_RETRY;
  const delaysMs = parseDelayList(text);
  if (delaysMs !== undefined) return customProfile(text, delaysMs);
  const [providerName = ''] = text.split(':', 1);
  if (!registry.names.includes(providerName)) {
    throw new UnknownNameError(`unknown retry profile "${text}"`, {
      hint: `${suggestionHint(text, [...registry.names, 'provider', 'none'])}; or a list such as 40x5m or 5s,5m,30m`,
    });
  }
  const { retry } = await registry.find(providerName);
  const profile = retry.find((candidate) => candidate.name === text);
  if (profile !== undefined) return profile;
  throw new UnknownNameError(`unknown retry profile "${text}"`, {
    hint: suggestionHint(
      text,
      retry.map((candidate) => candidate.name),
    ),
  });
}

/** The profile a provider uses for an event; its default one when the event is unknown. */
export function eventRetryProfile(
  provider: Pick<Provider, 'name' | 'retry'>,
  event: Pick<EventDefinition, 'retry'> | undefined,
): RetryProfile {
  const wanted = event?.retry === undefined ? provider.name : `${provider.name}:${event.retry}`;
  return provider.retry.find((profile) => profile.name === wanted) ?? provider.retry[0];
}

function customProfile(text: string, delaysMs: readonly number[]): RetryProfile {
  return { ...NO_RETRY, name: text, summary: `custom list ${text}`, delaysMs };
}
