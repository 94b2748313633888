import type { SummaryEvent } from '../core/delivery-events.ts';
import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import { LatencyHistogram } from '../core/latency.ts';
import type { RunRecord, RunStore } from '../store/run-types.ts';
import type { HistoryPorts } from './history.ts';

/** Lists the runs of `replay`, the newest last. */
export async function runRuns(ports: HistoryPorts): Promise<ExitCode> {
  const { runs } = ports.history;
  for (const run of await runs.list()) await ports.output.event(await summaryOf(run, runs));
  return Exit.done;
}

async function summaryOf(run: RunRecord, runs: RunStore): Promise<SummaryEvent> {
  const latency = new LatencyHistogram();
  for await (const durationMs of runs.durationsMs(run)) latency.record(durationMs);
  const counts = await runs.counts(run);
  const { delivered, rejected, exhausted, dropped, attempts } = counts;
  const pending = counts.pending + counts['under-way'];
  const failed = rejected + exhausted;
  const { elapsedMs } = run;
  return {
    type: 'summary',
    run: run.name,
    total: delivered + failed + dropped + pending,
    delivered,
    failed,
    ...(dropped === 0 ? {} : { dropped }),
    ...(pending === 0 ? {} : { pending }),
    attempts,
    elapsedMs: Math.round(elapsedMs),
    perSecond: elapsedMs > 0 ? Math.round((attempts * 100_000) / elapsedMs) / 100 : 0,
    latencyMs: latency.summary(),
    startedAtMs: run.startedAtMs,
    ...(run.state === 'planning' ? { isPlanned: false } : {}),
  };
}
