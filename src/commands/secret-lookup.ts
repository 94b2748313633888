import type { SecretLookup, SecretSet } from '../capture/types.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { RequestView } from '../core/request-view.ts';
import type { Provider } from '../providers/types.ts';
import { parseSignatureHeader } from '../signing/http-signature.ts';
import { readPublicKey } from '../signing/public-key.ts';

/** Where the public keys of signed-with-a-key-pair providers come from. */
export type PublicKeySource =
  /** The local key pair, or what `--secret…` gave. */
  | { readonly kind: 'secrets' }
  /** SPKI PEM of `--public-key`. */
  | { readonly kind: 'key'; readonly pem: string }
  /** DNS, by the key name in each request: for real traffic of the provider. */
  | { readonly kind: 'dns'; readonly lookup: (name: string) => Promise<readonly string[]> };

const DNS_KEPT_MS = 5 * 60_000;

/** Finds what requests are checked with. Secrets are resolved once a provider, published keys once in five minutes. */
export function createSecretLookup(
  source: PublicKeySource,
  ports: {
    readonly clock: Pick<Clock, 'nowMs'>;
    readonly logger: Logger;
    readonly secrets: (provider: Provider) => Promise<SecretSet>;
  },
): SecretLookup {
  const resolved = new Map<string, Promise<SecretSet>>();
  const published = new Map<
    string,
    { readonly untilMs: number; readonly set: Promise<SecretSet> }
  >();

  const fromDns = async (
    provider: Provider,
    view: RequestView,
    lookup: (name: string) => Promise<readonly string[]>,
  ): Promise<SecretSet> => {
    const name = publishedKeyName(provider, view);
    if (name === undefined) return { origin: 'given', secrets: [] };
    const kept = published.get(name);
    if (kept !== undefined && kept.untilMs > ports.clock.nowMs()) return await kept.set;
    const set = fetchKeys(name, lookup, ports.logger);
    published.set(name, { untilMs: ports.clock.nowMs() + DNS_KEPT_MS, set });
    return await set;
  };

  return async (provider, view) => {
    if (provider.secret.kind === 'key-pair') {
      if (source.kind === 'dns') return await fromDns(provider, view, source.lookup);
      if (source.kind === 'key') {
        const key = { kind: 'key-pair', publicKeyPem: source.pem, privateKeyPem: null } as const;
        return { origin: 'given', secrets: [key] };
      }
    }
    const set = resolved.get(provider.name) ?? ports.secrets(provider);
    resolved.set(provider.name, set);
    return await set;
  };
}

/** The name of the key a request says it was signed with, when it is one of the provider's. */
function publishedKeyName(provider: Provider, view: RequestView): string | undefined {
  const header = view.header('signature');
  const signature = header === undefined ? undefined : parseSignatureHeader(header);
  if (signature === undefined || 'error' in signature || provider.secret.kind !== 'key-pair') {
    return undefined;
  }
  const name = signature.keyId.toLowerCase();
  const isName = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+$/.test(name);
  const { keyNameSuffix } = provider.secret;
  return isName && keyNameSuffix !== null && name.endsWith(keyNameSuffix) ? name : undefined;
}

/** A key that can't be found is no reason to stop listening: the verdict says `no-secret`, the log says why. */
async function fetchKeys(
  name: string,
  lookup: (name: string) => Promise<readonly string[]>,
  logger: Logger,
): Promise<SecretSet> {
  try {
    const records = await lookup(name);
    const keys = records.map((record) => readPublicKey(record));
    return {
      origin: 'given',
      secrets: keys.map((publicKeyPem) => ({
        kind: 'key-pair',
        publicKeyPem,
        privateKeyPem: null,
      })),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn(`no public key from DNS at ${name}: ${reason}`);
    return { origin: 'given', secrets: [] };
  }
}
