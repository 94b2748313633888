import type { ProviderOptions, Secret } from './types.ts';

/** Where a shared secret travels beside a body that nobody signs. */
export type CredentialPlace =
  | { readonly kind: 'none' }
  /** `Authorization`: `user:password`, or a token. */
  | { readonly kind: 'basic' | 'bearer' }
  | { readonly kind: 'header'; readonly name: string };

/** What a provider without signatures has to say about its credentials. */
export interface CredentialRules {
  readonly title: string;
  /** Stays at home under `auto`: a webhook that was not set up sends nothing. */
  readonly testSecret: string;
  /** Whether a token may travel as Bearer; else only `user:password` does. */
  readonly takesTokens: boolean;
  /** Names of headers of its own that may carry the secret. */
  readonly headerNames: readonly string[];
  /** The option `auth`. `auto`: `user:password` as Basic, a token as Bearer, the test secret not at all. */
  placeOf(options: ProviderOptions): CredentialPlace | 'auto';
}

const NOWHERE: CredentialPlace = { kind: 'none' };

/** The place the secrets at hand call for. */
export function placeFor(
  rules: CredentialRules,
  options: ProviderOptions,
  secrets: readonly Secret[],
): CredentialPlace {
  const place = rules.placeOf(options);
  if (place !== 'auto') return place;
  const own = secrets.find(
    (secret) => secret.kind === 'shared' && secret.value !== rules.testSecret,
  );
  if (own?.kind !== 'shared') return NOWHERE;
  return { kind: rules.takesTokens && !own.value.includes(':') ? 'bearer' : 'basic' };
}

export function headerName(place: Exclude<CredentialPlace, { readonly kind: 'none' }>): string {
  return place.kind === 'header' ? place.name : 'Authorization';
}
