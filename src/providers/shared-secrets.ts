import { SecretError } from '../core/errors.ts';
import type { Secret } from './types.ts';

/** The usable ones of the secrets to check with: shared ones that are not empty. */
export function sharedValues(secrets: readonly Secret[]): readonly string[] {
  return secrets.flatMap((secret) =>
    secret.kind === 'shared' && secret.value !== '' ? [secret.value] : [],
  );
}

/** {@link sharedValues} as keys to check an HMAC with. */
export function sharedKeys(secrets: readonly Secret[]): readonly (string | Uint8Array)[] {
  return secrets.flatMap((secret) =>
    secret.kind === 'shared' && secret.value !== '' ? [secret.keyBytes ?? secret.value] : [],
  );
}

/**
 * The secret to sign with, as text.
 *
 * @throws {SecretError} when it is empty or a key pair
 */
export function sharedValue(secret: Secret, title: string, hint: string): string {
  const [value] = sharedValues([secret]);
  if (value !== undefined) return value;
  throw new SecretError(`${title} signs with a shared secret`, { hint });
}

/** `the secret`, or how many were tried. */
export function triedSecrets(secrets: readonly unknown[]): string {
  return secrets.length === 1 ? 'the secret' : `any of the ${secrets.length} secrets`;
}
