import { attemptOffsetsMs } from '../core/schedule.ts';
import type { ReplayConfig, ReplayPorts, ReplaySettings } from './replay.ts';
import { type ReplayDelivery, replayDeliveries } from './replay-delivery.ts';
import type { PlacedRequest } from './replay-plan.ts';

/** Tells of all attempts that a replay would make, in the order of their first ones. */
export async function emitPlans(
  placed: AsyncIterable<PlacedRequest>,
  config: ReplayConfig,
  ports: ReplayPorts,
): Promise<void> {
  const make = replayDeliveries(config, ports);
  const emit = async (request: PlacedRequest): Promise<void> => {
    if (request.placement.offsetMs === null) return;
    const place = { ...request, begunAtMs: null };
    const nowMs = ports.clock.nowMs();
    await emitPlan(await make(request.recorded, place, nowMs), 0, nowMs, config, ports);
  };
  const all: PlacedRequest[] = [];
  for await (const request of placed) {
    if (config.disorder.shuffle) all.push(request);
    else await emit(request);
  }
  const order = ({ placement }: PlacedRequest): number => placement.position ?? 0;
  for (const request of all.sort((left, right) => order(left) - order(right))) await emit(request);
}

/**
 * Tells of the attempts at a delivery that are to come.
 *
 * @param made - attempts made before
 * @param atMs - when the next one is due
 */
export async function emitPlan(
  delivery: ReplayDelivery,
  made: number,
  atMs: number,
  { fixedNowMs, timeScale }: Pick<ReplaySettings, 'fixedNowMs' | 'timeScale'>,
  { output }: Pick<ReplayPorts, 'output'>,
): Promise<void> {
  const startAtMs = fixedNowMs ?? atMs;
  const { url, signed } = delivery.prepare(made + 1, startAtMs);
  const allMs = attemptOffsetsMs(delivery.profile);
  const [firstMs = 0, ...laterMs] = allMs.slice(made);
  await output.event({
    type: 'plan',
    source: delivery.source,
    provider: delivery.provider?.name ?? null,
    url,
    profile: delivery.profile,
    offsetsMs: [0, ...laterMs.map((offsetMs) => (offsetMs - firstMs) / timeScale)],
    startAtMs,
    ...(made === 0 ? {} : { attemptsMade: made }),
    signed,
  });
}
