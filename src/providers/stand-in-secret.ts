import type { SecretFacts } from './types.ts';

/** What a request was checked with where nobody gave a secret, and how to give the real one. */
export function standInSecret(secret: SecretFacts): string {
  if (secret.kind === 'shared') {
    return 'checked with the built-in test secret; pass --secret with your own';
  }
  const how = secret.keyNameSuffix === null ? 'with a key or a file of it' : 'dns, or with a file';
  return `checked with the key pair of this project; pass --public-key ${how} for real requests`;
}
