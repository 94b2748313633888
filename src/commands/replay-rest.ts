import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import { NEVER_MS } from '../delivery/endpoint-holds.ts';
import type { RunRecord, RunStore } from '../store/run-types.ts';
import type { ReplayPorts, ReplaySettings } from './replay.ts';
import { emitPlan } from './replay-print.ts';
import { checkPlanned, deliveryLoader, nothingLeft } from './replay-session.ts';

/** Prints what is left of the plan of a run, in the order it would be delivered in; sends and changes nothing. */
export async function printRest(
  run: RunRecord,
  runs: RunStore,
  config: ReplaySettings,
  ports: ReplayPorts,
): Promise<ExitCode> {
  checkPlanned(run);
  let lost = 0;
  let left = 0;
  const load = deliveryLoader(config, ports, await ports.load(), () => {
    lost += 1;
  });
  for await (const record of runs.waiting(run)) {
    if (ports.stop.aborted) return Exit.interrupted;
    left += 1;
    const delivery = await load(record);
    if (delivery === null) continue;
    const { attempts, dueAtMs } = record;
    const nowMs = ports.clock.nowMs();
    // To go on with a run ends the holds of its providers.
    const atMs = dueAtMs === null || dueAtMs >= NEVER_MS ? nowMs : Math.max(dueAtMs, nowMs);
    // One that is under way is made again, and does not count.
    await emitPlan(delivery, dueAtMs === null ? attempts - 1 : attempts, atMs, config, ports);
  }
  if (left === 0) ports.logger.info(nothingLeft(run, await runs.counts(run)));
  return lost > 0 ? Exit.input : Exit.done;
}
