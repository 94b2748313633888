import type { GivenSecrets } from '../commands/secrets.ts';
import type { VerifyPorts } from '../commands/verify.ts';
import { SecretError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import type { Provider, Secret } from '../providers/types.ts';
import type { World } from './context.ts';
import { type PublicKeyFlags, publicKeySource } from './public-key-source.ts';

/** How `verify` finds the secrets of a provider, and those that may have been mixed up with them. */
export async function verifySecrets(
  given: GivenSecrets,
  flags: PublicKeyFlags,
  world: World,
  logger: Logger,
  providers: readonly Provider[],
): Promise<Pick<VerifyPorts, 'secrets' | 'known'>> {
  const [{ createSecretLookup }, { resolveSecrets }, { knownSecrets }, clock, { openKeys }] =
    await Promise.all([
      import('../commands/secret-lookup.ts'),
      import('../commands/secrets.ts'),
      import('../explain/known-secrets.ts'),
      import('../io/clock.ts'),
      import('./setup.ts'),
    ]);
  const keys = await openKeys(world);
  const ownOf = (provider: Provider): readonly Secret[] =>
    provider.secret.kind === 'shared' ? sharedSecrets(given.byProvider[provider.name] ?? []) : [];
  const all = providers.map((provider) => ({ provider, secrets: ownOf(provider) }));
  return {
    known: (provider, { secrets }) => knownSecrets(provider, secrets, all),
    secrets: createSecretLookup(await publicKeySource(flags, world), {
      clock: clock.systemClock,
      logger,
      secrets: async (provider) => {
        try {
          return await resolveSecrets(provider, given, { keys, logger });
        } catch (error) {
          // A secret of the wrong shape is what this command is asked about: it may have quotes around it.
          const texts = sharedSecrets(given.general);
          if (!(error instanceof SecretError) || provider.secret.kind !== 'shared') throw error;
          if (texts.length === 0) throw error;
          logger.warn(error.message);
          return { origin: 'given', secrets: texts };
        }
      },
    }),
  };
}

function sharedSecrets(texts: readonly string[]): readonly Secret[] {
  return texts.filter((text) => text !== '').map((value) => ({ kind: 'shared', value }));
}
