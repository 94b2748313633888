import type { SendConfig } from '../commands/send-delivery.ts';
import { UsageError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import type { RequestForm } from '../core/printed-event.ts';
import { providerChoices } from '../providers/names.ts';
import type { BodyFormat, Provider } from '../providers/types.ts';
import type { CommonFlags, SecretFlags } from './common-options.ts';
import type { World } from './context.ts';
import { type DeliveryFlags, resolveDelivery } from './delivery-options.ts';
import { type DisorderFlags, disorderOf } from './disorder-options.ts';
import { givenBytes } from './given-bytes.ts';
import type { ReportFile } from './run-report-file.ts';

export interface SendFlags extends CommonFlags, SecretFlags, DeliveryFlags, DisorderFlags {
  readonly shuffle?: boolean;
  readonly provider?: string;
  readonly event?: readonly string[];
  readonly scenario?: string;
  readonly legacy?: boolean;
  readonly format?: BodyFormat;
  readonly recipient?: string;
  readonly subject?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly forceSet?: boolean;
  readonly data?: string;
  readonly count?: number;
  readonly batch?: number | 'max';
  readonly batchWindow?: number;
  readonly print?: boolean;
  readonly as?: RequestForm;
  readonly save?: string;
  readonly report?: readonly ReportFile[];
}

/** Settles what `send` was asked for. */
export async function resolveSend(
  flags: SendFlags,
  world: World,
  logger: Logger,
): Promise<SendConfig> {
  const [{ providerRegistry }, { findEvent }, { parseRetryChoice }] = await Promise.all([
    import('./provider-registry.ts'),
    import('../providers/find-event.ts'),
    import('../providers/retry-profiles.ts'),
  ]);
  const [{ readConfig, openKeys, optionsFor }, { gatherSecrets }, { resolveSecrets }, generate] =
    await Promise.all([
      import('./setup.ts'),
      import('./given-secrets.ts'),
      import('../commands/secrets.ts'),
      import('../providers/generate.ts'),
    ]);
  const config = await readConfig(flags.config, world);
  const registry = providerRegistry(config, world);
  if (flags.provider === undefined) {
    throw new UsageError('which provider? --provider is missing', {
      hint: `--provider takes one of these; ${providerChoices(registry.own)}`,
    });
  }
  const named = (flags.event ?? []).flatMap((names) => names.split(','));
  const provider = await registry.find(flags.provider, named);
  const generation = flags.legacy === true ? 'legacy' : 'current';
  if (named.length === 0 && flags.scenario === undefined) {
    const own = provider.events.filter((event) => event.generation === generation);
    throw new UsageError('which event? --event is missing', {
      hint: `${provider.name} has ${own.map(({ name }) => name).join(', ')}`,
    });
  }
  if (named.length > 0 && flags.scenario !== undefined) {
    throw new UsageError('--event and --scenario exclude each other');
  }
  const events = named.map((name, index) => ({
    event: findEvent(provider, name, generation),
    afterMs: generate.DEFAULT_MESSAGE_AGE_MS + index * 1000,
  }));
  refuseForData(flags);
  const { applySettings } = await import('./settings.ts');
  return {
    ...resolveDelivery(flags, config, (await import('../io/entropy.ts')).cryptoSeed()),
    provider,
    options: optionsFor(provider, flags.option, config),
    events:
      flags.scenario === undefined
        ? events
        : await scenarioEvents(provider, flags.scenario, logger),
    format: flags.format ?? null,
    recipient: flags.recipient ?? generate.DEFAULT_RECIPIENT,
    subject: flags.subject ?? generate.DEFAULT_SUBJECT,
    edits: applySettings(flags.set ?? [], flags.unset ?? []),
    forceEdits: flags.forceSet === true,
    data: flags.data === undefined ? null : await givenBytes('--data', flags.data, world),
    count: flags.count ?? 1,
    batch: batchOf(flags),
    disorder: { ...disorderOf(flags), shuffle: flags.shuffle === true },
    secrets: await resolveSecrets(provider, await gatherSecrets(flags, config, world), {
      keys: await openKeys(world),
      logger,
    }),
    retry: await parseRetryChoice(flags.retry ?? 'none', registry),
    print: flags.as ?? (flags.print === true ? 'http' : null),
    saveTo: flags.save ?? null,
  };
}

/** A given body is changed by path: nobody knows where it holds what a generated one is made from. */
function refuseForData({ data, recipient, subject }: SendFlags): void {
  if (data === undefined || (recipient === undefined && subject === undefined)) return;
  const flag = recipient === undefined ? '--subject' : '--recipient';
  throw new UsageError(`--data is a body that is there already, so ${flag} can't be used`, {
    hint: 'change fields of it with --set path=value',
  });
}

function batchOf({ batch, batchWindow }: SendFlags): SendConfig['batch'] {
  if (batch === undefined && batchWindow !== undefined) {
    throw new UsageError('--batch-window needs --batch', {
      hint: '--batch max puts as many events in a request as the provider does',
    });
  }
  return { size: batch ?? 1, windowMs: batchWindow ?? null };
}

async function scenarioEvents(
  provider: Provider,
  name: string,
  logger: Logger,
): Promise<SendConfig['events']> {
  const { scenarioFor } = await import('../providers/scenarios.ts');
  const { events, left } = scenarioFor(provider, name);
  if (left.length > 0) logger.info(`${provider.name} has no webhook for: ${left.join(', ')}`);
  return events;
}
