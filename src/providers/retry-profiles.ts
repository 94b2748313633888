import { UnknownNameError, UsageError } from '../core/errors.ts';
import { PLAIN_RULES } from '../core/retry-rules.ts';
import { ANY_2XX, parseDelayList, type RetryProfile } from '../core/schedule.ts';
import { nearestNames, suggestionHint } from '../core/suggest.ts';
import { loadProvider, parseProviderName } from './index.ts';
import { PROVIDER_NAMES } from './names.ts';
import type { EventDefinition, Provider } from './types.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** One attempt, any 2xx counts. */
export const NO_RETRY: RetryProfile = {
  ...PLAIN_RULES,
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
  find(name: string): Promise<Pick<Provider, 'retry' | 'overridden'>>;
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
 * Reads `--retry`: `provider`, `none`, a profile name such as `mailtrap` or `mailgun:route`, with Twilio's overrides if
 * it likes (`twilio#rc=3&rp=5xx,ct`), or a list such as `40x5m` or `5s,5m,30m`.
 *
 * @throws {UnknownNameError} naming the nearest profiles
 */
export async function parseRetryChoice(
  text: string,
  registry: ProviderSource = BUILT_IN,
): Promise<RetryChoice> {
  if (text === 'provider') return { kind: 'provider' };
  const profile = await findRetryProfile(text, registry, ['provider', 'none']);
  return { kind: 'profile', profile };
}

/**
 * @param others - words that may be meant where this is asked for, beside the profiles of providers
 * @throws {UnknownNameError} naming the nearest profiles
 */
export async function findRetryProfile(
  text: string,
  registry: ProviderSource = BUILT_IN,
  others: readonly string[] = ['none'],
): Promise<RetryProfile> {
  if (text === 'none') return NO_RETRY;
  const delaysMs = parseDelayList(text);
  if (delaysMs !== undefined) return customProfile(text, delaysMs);
  const [profileName = '', ...overrides] = text.split('#');
  const [providerName = ''] = profileName.split(':', 1);
  if (!registry.names.includes(providerName)) {
    throw new UnknownNameError(`unknown retry profile "${text}"`, {
      hint: `${await nearProfiles(text, providerName, registry, others)}; or a list such as 40x5m or 5s,5m,30m`,
    });
  }
  const { retry, overridden } = await registry.find(providerName);
  const profile = retry.find((candidate) => candidate.name === profileName);
  if (profile !== undefined && overrides.length === 0) return profile;
  if (profile !== undefined && overridden !== undefined) {
    return overridden(profile, overrides.join('#'));
  }
  if (profile !== undefined) {
    throw new UsageError(`what follows # in "${text}" has no meaning for ${providerName}`);
  }
  throw new UnknownNameError(`unknown retry profile "${text}"`, {
    hint: suggestionHint(
      text,
      retry.map((candidate) => candidate.name),
    ),
  });
}

/** Of a variant of a misspelt provider, the variants of the one that was meant. */
async function nearProfiles(
  text: string,
  providerName: string,
  { names, find }: ProviderSource,
  others: readonly string[],
): Promise<string> {
  const [meant] = text.includes(':') ? nearestNames(providerName, names, 1) : [];
  if (meant === undefined) return suggestionHint(text, [...names, ...others]);
  const { retry } = await find(meant);
  return suggestionHint(
    text,
    retry.map(({ name }) => name),
  );
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
