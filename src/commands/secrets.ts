import type { SecretSet } from '../capture/types.ts';
import { SecretError, UsageError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import type { Provider, Secret } from '../providers/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import { isPrivateKey, publicHalf, readPublicKey } from '../signing/public-key.ts';

/** Secrets as the user gave them, by flag, file, environment or config; the first is used for signing. */
export interface GivenSecrets {
  /** For whichever provider is meant: `--secret`, `--secret-file`, `--secret-env`. */
  readonly general: readonly string[];
  /** From `WEBHOOK_CLI_<PROVIDER>_SECRET` and the config file. */
  readonly byProvider: Readonly<Partial<Record<string, readonly string[]>>>;
}

/** Key pairs made on first use and kept. */
export interface KeyStore {
  keyPair(name: string, algorithm: KeyAlgorithm): Promise<PemKeyPair>;
}

export interface SecretPorts {
  readonly keys: KeyStore;
  readonly logger: Logger;
}

/**
 * Finds the secrets of a provider: given ones, else its documented test secret, else the key pair kept in the project
 * folder, which is made now if there is none.
 *
 * @throws {SecretError} when a given secret is empty or can't be used
 */
export async function resolveSecrets(
  provider: Provider,
  given: GivenSecrets,
  ports: SecretPorts,
): Promise<SecretSet> {
  const texts = given.general.length > 0 ? given.general : (given.byProvider[provider.name] ?? []);
  if (texts.length > 0) {
    return { origin: 'given', secrets: texts.map((text) => readSecret(provider, text, ports)) };
  }
  if (provider.secret.kind === 'shared') {
    return { origin: 'test', secrets: [{ kind: 'shared', value: provider.secret.testSecret }] };
  }
  return {
    origin: 'test',
    secrets: [
      {
        kind: 'key-pair',
        ...(await ports.keys.keyPair(provider.name, provider.secret.algorithm)),
      },
    ],
  };
}

function readSecret(provider: Provider, text: string, { logger }: SecretPorts): Secret {
  if (text === '') {
    throw new SecretError(`the secret for ${provider.name} is empty`, {
      hint: `expected ${provider.secret.shape}`,
    });
  }
  if (provider.secret.kind === 'key-pair') {
    return isPrivateKey(text)
      ? { kind: 'key-pair', publicKeyPem: publicHalf(text), privateKeyPem: text }
      : { kind: 'key-pair', publicKeyPem: readPublicKey(text), privateKeyPem: null };
  }
  const complaint = provider.secret.check(text);
  if (complaint?.fatal === true) {
    throw new SecretError(`the secret for ${provider.name} can't be used: ${complaint.message}`, {
      hint: `expected ${provider.secret.shape}`,
    });
  }
  if (complaint !== undefined) {
    logger.warn(`secret for ${provider.name}: ${complaint.message}`);
  }
  return { kind: 'shared', value: text };
}

/** The secret to sign with. @throws {UsageError} when only a public key was given */
export function signingSecret(provider: Provider, set: SecretSet): Secret | null {
  const secret = set.secrets[0] ?? null;
  if (secret?.kind === 'key-pair' && secret.privateKeyPem === null) {
    throw new UsageError(
      `signing for ${provider.name} needs a private key, and a public one was given`,
      {
        hint: 'give a private key in PEM, or none to use the local key pair',
      },
    );
  }
  return secret;
}
