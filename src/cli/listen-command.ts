import { Command } from 'commander';
import type { ExplainFailure } from '../capture/types.ts';
import type { GivenSecrets } from '../commands/secrets.ts';
import type { Provider } from '../providers/types.ts';
import type { CliContext } from './context.ts';
import { addListenOptions, type ListenFlags } from './listen-options.ts';
import { publicKeySource } from './public-key-source.ts';
import { openSender } from './transport-options.ts';

const FORWARD_CONNECTIONS = 64;

export function listenCommand(context: CliContext): Command {
  const command = new Command('listen')
    .summary('capture webhooks on a local port')
    .description(
      'Captures every request byte for byte, recognises its provider, checks its signature and shows it.\nNDJSON when stdout is no terminal.',
    );
  return addListenOptions(command, context)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ListenFlags) => {
      const { world } = context;
      const [
        { runListen },
        { resolveListen },
        { openOutlet },
        { readConfig, openKeys },
        { providerRegistry },
        { createSecretLookup },
        { resolveSecrets },
        { gatherSecrets },
        { systemClock },
        { httpListener },
        { seededRandom },
        { cryptoSeed },
        { accessSecrets },
      ] = await Promise.all([
        import('../commands/listen.ts'),
        import('./listen-settings.ts'),
        import('./outlet.ts'),
        import('./setup.ts'),
        import('./provider-registry.ts'),
        import('../commands/secret-lookup.ts'),
        import('../commands/secrets.ts'),
        import('./given-secrets.ts'),
        import('../io/clock.ts'),
        import('../io/listener/http-listener.ts'),
        import('../core/random.ts'),
        import('../io/entropy.ts'),
        import('../capture/auth.ts'),
      ]);
      const config = await readConfig(flags.config, world);
      const providers = await providerRegistry(config, world).all();
      const given = await gatherSecrets(flags, config, world);
      const keys = await openKeys(world);
      const settings = await resolveListen(flags, config, world);
      const { names, values } = accessSecrets(settings.access);
      const { output, logger } = await openOutlet(flags, world, {
        jsonUnlessTty: true,
        secrets: { names, values: [...values, ...allGiven(given)] },
      });
      world.stdout.failed?.addEventListener('abort', () => {
        logger.warn('requests are captured all the same, and no longer shown');
      });
      context.exitCode = await runListen(settings, {
        listener: httpListener({
          logger,
          clock: systemClock,
          ...(flags.history
            ? {
                openBody: async () => {
                  const { openProjectBody } = await import('./project-history.ts');
                  return await openProjectBody(world);
                },
              }
            : {}),
        }),
        openStore: async () => {
          if (!flags.history) return (await import('../capture/memory-store.ts')).memoryStore();
          const { openCaptureStore } = await import('./project-history.ts');
          return await openCaptureStore(world, logger);
        },
        clock: systemClock,
        output,
        logger,
        providers,
        explain: await failureExplainer(given, providers),
        testSecret: async (provider) => {
          const none = { general: [], byProvider: {} };
          return (await resolveSecrets(provider, none, { keys, logger })).secrets[0] ?? null;
        },
        secrets: createSecretLookup(await publicKeySource(flags, world), {
          clock: systemClock,
          logger,
          secrets: async (provider) => await resolveSecrets(provider, given, { keys, logger }),
        }),
        random: seededRandom(flags.seed ?? cryptoSeed()),
        saveFixture: async (dir, fixture, name, body) => {
          const [{ writeNewFixture }, { join }] = await Promise.all([
            import('../io/new-fixture.ts'),
            import('node:path'),
          ]);
          return await writeNewFixture(join(dir, name), fixture, body);
        },
        writeSignalFile: async (path, text) => {
          const { writeFileAtomically } = await import('../io/atomic-file.ts');
          await writeFileAtomically(path, text);
        },
        stop: world.asked ?? world.stop, // the history is what lasts: it is kept also when stdout fails
        pid: world.pid,
        openSender: async () => await openSender(flags, FORWARD_CONNECTIONS, world),
        runCommand: async (command) =>
          await (await import('../io/run-command.ts')).runCommand(command),
      });
    });
}

function allGiven({ general, byProvider }: GivenSecrets): readonly string[] {
  return [...general, ...Object.values(byProvider).flatMap((texts) => texts ?? [])];
}

/** Names the mistake behind a signature that does not fit, within a small share of the time. */
async function failureExplainer(
  given: GivenSecrets,
  providers: readonly Provider[],
): Promise<ExplainFailure> {
  const [{ createExplainer }, { knownSecrets }, { decodeBody }, { systemClock }] =
    await Promise.all([
      import('../explain/explainer.ts'),
      import('../explain/known-secrets.ts'),
      import('../io/content-coding.ts'),
      import('../io/clock.ts'),
    ]);
  const all = providers.map((provider) => ({
    provider,
    secrets: (given.byProvider[provider.name] ?? [])
      .filter((text) => text !== '' && provider.secret.kind === 'shared')
      .map((value) => ({ kind: 'shared', value }) as const),
  }));
  return createExplainer({
    clock: systemClock,
    decode: decodeBody,
    known: (provider, tried) => knownSecrets(provider, tried, all),
  });
}

const EXAMPLES = `
Examples:
  $ webhook-cli listen
  $ webhook-cli listen --port 0 --save --respond 503
  $ webhook-cli listen --json --once --timeout 30s > request.json
  $ webhook-cli listen --forward-to http://127.0.0.1:3000/webhooks --ack-first
  $ webhook-cli listen --provider smtpeter --public-key dns`;
