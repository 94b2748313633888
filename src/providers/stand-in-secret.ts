import type { SecretFacts } from './types.ts';

/** What a request was checked with where nobody gave a secret, and how to give the real one. */
export function standInSecret(secret: SecretFacts): string {
  if (secret.kind === 'shared') {
    return 'checked with the built-in test secret; pass --secret with your own';
  }
  const real =
    secret.keyNameSuffix === null ? 'the key or a file of it' : 'dns or a file of the key';
  return `checked with the key pair of this project; for real requests pass --public-key with ${real}`;
}
