import { ExitCode as Exit, type ExitCode, UsageError } from '../core/errors.ts';
import type { Fixture } from '../core/fixture.ts';
import type { Output } from '../core/ports.ts';
import type { RequestForm } from '../core/printed-event.ts';
import { seededRandom } from '../core/random.ts';
import { EndpointHolds } from '../delivery/endpoint-holds.ts';
import { type EnginePorts, runDeliveries } from '../delivery/engine.ts';
import type { PlannedDelivery } from '../delivery/types.ts';
import type { KeyAlgorithm, PemKeyPair } from '../signing/key-pair.ts';
import { type DeliveryPorts, exitCodeOf } from './delivery-settings.ts';
import { DisorderReport } from './disorder-report.ts';
import { tellHold } from './endpoint-hold.ts';
import { placed } from './placed.ts';
import {
  deliveryOf,
  fixtureOf,
  type SendConfig,
  type SendDelivery,
  secretToSignWith,
  sourceOf,
} from './send-delivery.ts';
import { placeSends, requestSpecs } from './send-plan.ts';

export interface SendPorts extends DeliveryPorts {
  /** For `--tamper secret`: a key pair nobody knows. */
  readonly keyPair: (algorithm: KeyAlgorithm) => PemKeyPair;
  readonly watch?: NonNullable<EnginePorts['watch']>;
  readonly saveFixtures: (path: string, fixtures: readonly Fixture[]) => Promise<void>;
}

/** Generates events of one provider, signs and delivers them. Exit 0 only when the target accepted every one. */
export async function runSend(config: SendConfig, ports: SendPorts): Promise<ExitCode> {
  checkBatch(config);
  const run = `send-${seededRandom(config.seed).hex(8)}`;
  const report = new DisorderReport(run, config.disorder, config.seed);
  const sending: Sending = { run, startMs: ports.clock.nowMs(), dropped: 0, fixtures: [] };
  const deliveries = disturbed(config, ports, report, sending);
  const code =
    config.print === null
      ? await deliver(deliveries, config, ports, report, sending)
      : await printRequests(deliveries, config.print, ports, config);
  if (config.saveTo !== null) await ports.saveFixtures(config.saveTo, sending.fixtures);
  return code;
}

/** What came of the plan while it was delivered. */
interface Sending {
  readonly run: string;
  readonly startMs: number;
  readonly fixtures: Fixture[];
  dropped: number;
}

async function deliver(
  deliveries: AsyncIterable<PlannedDelivery>,
  config: SendConfig,
  ports: SendPorts,
  report: DisorderReport,
  sending: Sending,
): Promise<ExitCode> {
  const counted = withDropped(ports.output, sending);
  const result = await runDeliveries(
    deliveries,
    {
      ...config,
      run: sending.run,
      holds: new EndpointHolds(config.timeScale),
    },
    {
      ...ports,
      output: report.output(counted),
      held: (hold) =>
        tellHold(hold, { run: sending.run, timeScale: config.timeScale, isKept: false }, ports),
    },
  );
  const retriesAsked = config.retry.kind === 'provider' || config.retry.profile.delaysMs.length > 0;
  return exitCodeOf(result, retriesAsked);
}

/** The engine never sees what is left out on purpose. */
function withDropped(output: Output, sending: Sending): Output {
  return {
    event: (event) => {
      const { dropped } = sending;
      if (event.type !== 'summary' || dropped === 0) return output.event(event);
      return output.event({ ...event, dropped, total: event.total + dropped });
    },
  };
}

/** Requests in the order they are sent in, copies among them; what is left out is told, and passed over. */
async function* disturbed(
  config: SendConfig,
  ports: SendPorts,
  report: DisorderReport,
  sending: Sending,
): AsyncGenerator<SendDelivery> {
  const { provider, disorder, seed } = config;
  const nowMs = nowOf(config, ports);
  const secret = secretToSignWith(config, ports);
  for (const placed of placeSends(requestSpecs(config, nowMs), disorder, seed)) {
    const { spec, number, copyOf, placement } = placed;
    const source = sourceOf(spec, provider, placement.copy);
    const delivery = deliveryOf(spec, `${number}`, source, config, secret, nowMs);
    if (report.isAsked) {
      const told = report.told({
        ...placed,
        source,
        place: disorder.shuffle || disorder.delayMs !== null ? placed.place : null,
        provider,
        request: () => delivery.recorded,
        copyOf,
      });
      if (told !== undefined && config.print === null) await ports.output.event(told);
    }
    const { offsetMs } = placement;
    if (offsetMs === null) {
      sending.dropped += 1;
      const { run } = sending;
      const dropped = { type: 'delivery', delivery: `${number}`, run, source } as const;
      if (config.print === null) {
        await ports.output.event({ ...dropped, outcome: 'dropped', attempts: 0, status: null });
      }
      continue;
    }
    if (config.saveTo !== null && copyOf === null) {
      sending.fixtures.push(fixtureOf(delivery, config, nowOf(config, ports)));
    }
    yield offsetMs === 0 ? delivery : { ...delivery, dueAtMs: sending.startMs + offsetMs };
  }
}

async function printRequests(
  deliveries: AsyncIterable<SendDelivery>,
  form: RequestForm,
  ports: SendPorts,
  config: SendConfig,
): Promise<ExitCode> {
  const notes = new Set<string>();
  for await (const { item, place } of placed(deliveries)) {
    const atMs = nowOf(config, ports);
    const { url, request, signedNote } = item.prepare(1, atMs);
    if (signedNote !== null && !notes.has(signedNote)) ports.logger.warn(signedNote);
    if (signedNote !== null) notes.add(signedNote);
    await ports.output.event({ type: 'printed', form, url, request, atMs, place });
  }
  return Exit.done;
}

function checkBatch({ provider, batch, data }: SendConfig): void {
  if (batch.size === 1) return;
  if (provider.batch === null) {
    throw new UsageError(`${provider.name} sends one event a request, so --batch can't be used`);
  }
  if (batch.size !== 'max' && batch.size > provider.batch.max) {
    throw new UsageError(`--batch ${batch.size} is more than ${provider.name} puts in a request`, {
      hint: `at most ${provider.batch.max}`,
    });
  }
  if (data !== null) throw new UsageError("--data is one whole body, so --batch can't be used");
}

function nowOf(config: SendConfig, ports: SendPorts): number {
  return config.fixedNowMs ?? ports.clock.nowMs();
}
