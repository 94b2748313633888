import type { Provider, Secret } from '../providers/types.ts';
import type { KnownSecret } from './types.ts';

/** Secrets set up for one provider. */
export interface SecretsOf {
  readonly provider: Provider;
  readonly secrets: readonly Secret[];
}

/**
 * Secrets a request of `provider` may have been signed with by mistake: its test secret, others that are set up for it,
 * and those of other providers, test secrets last.
 *
 * @param tried - what the request was checked with
 */
export function knownSecrets(
  provider: Provider,
  tried: readonly Secret[],
  all: readonly SecretsOf[],
): readonly KnownSecret[] {
  const own = all.filter((each) => each.provider.name === provider.name);
  const others = all.filter((each) => each.provider.name !== provider.name);
  const known: readonly KnownSecret[] = [
    ...own.flatMap((each) => testSecret(each.provider, 'test-secret')),
    ...own.flatMap(({ secrets }) =>
      secrets.map((secret) => ({
        kind: 'previous-secret' as const,
        label: 'another secret that is set up for this provider',
        secret,
      })),
    ),
    ...others.flatMap(({ provider: { name }, secrets }) =>
      secrets.map((secret) => ({
        kind: 'other-provider-secret' as const,
        label: `the secret that is set up for ${name}`,
        secret,
      })),
    ),
    ...others.flatMap((each) => testSecret(each.provider, 'other-provider-secret')),
  ];
  const seen = new Set(tried.map(textOf));
  return known.filter(({ secret }) => {
    const text = textOf(secret);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function testSecret(provider: Provider, kind: KnownSecret['kind']): readonly KnownSecret[] {
  if (provider.secret.kind !== 'shared') return [];
  const secret: Secret = { kind: 'shared', value: provider.secret.testSecret };
  return [{ kind, label: `the test secret of ${provider.name}`, secret }];
}

function textOf(secret: Secret): string {
  return secret.kind === 'shared' ? secret.value : secret.publicKeyPem;
}
