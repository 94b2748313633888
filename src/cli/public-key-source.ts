import type { PublicKeySource } from '../commands/secret-lookup.ts';
import type { World } from './context.ts';

/** Flags that say where public keys come from. */
export interface PublicKeyFlags {
  readonly publicKey?: string;
  readonly dnsServer?: string;
}

/**
 * Where `--public-key` says that keys come from: the key itself, a file of it, or DNS.
 *
 * @throws {SecretError} when the text or file is no key
 */
export async function publicKeySource(
  flags: PublicKeyFlags,
  world: World,
): Promise<PublicKeySource> {
  const text = flags.publicKey;
  if (text === undefined) return { kind: 'secrets' };
  if (text === 'dns') {
    const { txtLookup } = await import('../io/dns-keys.ts');
    return { kind: 'dns', lookup: txtLookup(flags.dnsServer ?? null) };
  }
  const [{ readPublicKey }, { readFile }, { resolve }] = await Promise.all([
    import('../signing/public-key.ts'),
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const fromFile = await readFile(resolve(world.cwd, text), 'utf8').catch(() => undefined);
  return { kind: 'key', pem: readPublicKey(fromFile ?? text) };
}
