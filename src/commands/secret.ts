import type { SecretSet } from '../capture/types.ts';
import { ExitCode as Exit, type ExitCode, UsageError } from '../core/errors.ts';
import type { Output } from '../core/ports.ts';
import type { Random } from '../core/random.ts';
import type { Provider } from '../providers/types.ts';
import { dkimTxtValue } from '../signing/public-key.ts';

export interface SecretConfig {
  readonly provider: Provider;
  /** Make a new one instead of showing the one in use. */
  readonly fresh: boolean;
  readonly asEnvironment: boolean;
}

export interface SecretPorts {
  readonly output: Output;
  readonly random: Random;
  readonly secrets: (provider: Provider) => Promise<SecretSet>;
}

/** Shows what a receiver must be given to check signatures: the secret, the public key or its certificate. */
export async function runSecret(config: SecretConfig, ports: SecretPorts): Promise<ExitCode> {
  const { provider, fresh, asEnvironment } = config;
  const known = await ports.secrets(provider);
  const [held] = known.secrets;
  const keyPair = held?.kind === 'key-pair' ? held : undefined;
  if (fresh && provider.secret.kind === 'key-pair') {
    throw new UsageError(
      `--new: ${provider.name} signs with a key pair, kept in .webhook-cli/keys/`,
      {
        hint: `remove .webhook-cli/keys/${provider.name}.pem and the next command makes a new one`,
      },
    );
  }
  const publishesKeys =
    provider.secret.kind === 'key-pair' && provider.secret.keyNameSuffix !== null;
  const made =
    fresh && provider.secret.kind === 'shared' ? provider.secret.make(ports.random) : null;
  await ports.output.event({
    type: 'secret',
    provider: provider.name,
    scheme: provider.scheme.name,
    secret: made ?? (held?.kind === 'shared' ? held.value : null),
    publicKeyPem: keyPair?.publicKeyPem ?? null,
    certificatePem: certificateOf(provider, keyPair?.privateKeyPem ?? null),
    publicKeyTxt:
      publishesKeys && keyPair !== undefined ? dkimTxtValue(keyPair.publicKeyPem) : null,
    publicKeyBase64:
      keyPair?.publicKeyPem.replace(/-----(?:BEGIN|END) PUBLIC KEY-----|\s/g, '') ?? null,
    environmentName: `WEBHOOK_CLI_${provider.name.toUpperCase().replaceAll('-', '_')}_SECRET`,
    asEnvironment,
    origin: originOf(made, known.origin, keyPair !== undefined),
  });
  return Exit.done;
}

function certificateOf(provider: Provider, privateKeyPem: string | null): string | null {
  return privateKeyPem === null ? null : (provider.certificate?.(privateKeyPem) ?? null);
}

function originOf(
  made: string | null,
  origin: SecretSet['origin'],
  isKeyPair: boolean,
): 'test' | 'local' | 'new' | 'given' {
  if (made !== null) return 'new';
  if (origin === 'given') return 'given';
  return isKeyPair ? 'local' : 'test';
}
