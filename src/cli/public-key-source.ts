import type { PublicKeySource } from '../commands/secret-lookup.ts';
import { InputError, SecretError } from '../core/errors.ts';
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
 * @throws {InputError} when it is meant as a file that can't be read
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
  const [{ readPublicKey }, { readFile }, { resolve }, { fileReason }] = await Promise.all([
    import('../signing/public-key.ts'),
    import('node:fs/promises'),
    import('node:path'),
    import('../io/file-reason.ts'),
  ]);
  let cause: unknown;
  const fromFile = await readFile(resolve(world.cwd, text), 'utf8').catch((error: unknown) => {
    cause = error;
    return undefined;
  });
  try {
    return { kind: 'key', pem: readPublicKey(fromFile ?? text) };
  } catch (error) {
    if (fromFile !== undefined || !LIKE_A_PATH.test(text)) throw error;
    const asKey = error instanceof SecretError ? { hint: `taken as a key: ${error.message}` } : {};
    const message = `--public-key: can't read ${text}: ${fileReason(cause)}`;
    throw new InputError(message, { ...asKey, cause });
  }
}

/** What is no key and looks like this is meant as a file; Base64 may have slashes too. */
const LIKE_A_PATH = /^[^;\n]*(?:\.\w{1,4}|[/\\][^;\n]*)$/;
