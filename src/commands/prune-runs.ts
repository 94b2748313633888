import type { Clock } from '../core/ports.ts';
import { stringMember } from '../core/shape.ts';
import type { RunRecord } from '../store/run-types.ts';
import type { History, PruneRule } from '../store/types.ts';

export interface RunPrunePorts {
  readonly clock: Clock;
  readonly isAlive: (pid: number) => boolean;
  /** Removes input kept for runs, but for these files. */
  readonly removeInput: (used: ReadonlySet<string>) => Promise<void>;
}

export interface PrunedRuns {
  readonly runs: number;
  /** How many of them could still have been gone on with. */
  readonly unfinished: number;
}

/**
 * Removes old runs with their deliveries and attempts; never one that a process works on.
 *
 * @param rule - as for requests; `null`: what is older than the oldest request goes
 */
export async function pruneRuns(
  history: History,
  rule: PruneRule | null,
  { clock, isAlive, removeInput }: RunPrunePorts,
): Promise<PrunedRuns> {
  const all = await history.runs.list();
  const isOld = await oldRuns(history, rule, all, clock.nowMs());
  let runs = 0;
  let unfinished = 0;
  const used = new Set<string>();
  for (const [index, run] of all.entries()) {
    const { ownerPid } = run;
    const isWorkedOn = run.state !== 'done' && ownerPid !== null && isAlive(ownerPid);
    if (!isOld(run, all.length - index) || isWorkedOn) {
      const kept = stringMember(run.settings, 'keptInput');
      if (kept !== undefined && run.state !== 'done') used.add(kept);
      continue;
    }
    await history.runs.remove(run);
    runs += 1;
    if (run.state === 'open') unfinished += 1;
  }
  await removeInput(used);
  return { runs, unfinished };
}

/** @returns whether a run goes; `rank` is 1 for the newest */
async function oldRuns(
  history: History,
  rule: PruneRule | null,
  all: readonly RunRecord[],
  nowMs: number,
): Promise<(run: RunRecord, rank: number) => boolean> {
  if (rule !== null) {
    const { keep, olderThanMs } = rule;
    return ({ startedAtMs }, rank) =>
      (keep !== undefined && rank > keep) ||
      (olderThanMs !== undefined && startedAtMs < nowMs - olderThanMs);
  }
  if (all.length === 0) return () => false;
  for await (const { receivedAtMs } of history.list({ limit: 1 })) {
    return ({ startedAtMs }) => startedAtMs < receivedAtMs;
  }
  return () => false;
}
