import { systemClock } from '../io/clock.ts';
import type { World } from './context.ts';
import { type Outlet, openOutlet } from './outlet.ts';
import type { ReplayFlags } from './replay-command.ts';
import { checkReports } from './run-report-check.ts';
import { reportingOutput, writeReports } from './run-report-file.ts';
import { openWatch, type RunWatch } from './run-watch.ts';

/** Where a run tells how it goes: lines, a status line where a person watches, and reports for `--report`. */
export interface ReplayOutlet extends Outlet {
  /** `null` when nobody watches. */
  readonly status: RunWatch | null;
  /** Writes the reports; the run is over. */
  finish(): Promise<void>;
}

/** @throws {InputError} when a report can't be written where it is wanted */
export async function openReplayOutlet(flags: ReplayFlags, world: World): Promise<ReplayOutlet> {
  const plain = await openOutlet(flags, world, { jsonUnlessTty: false, nameSources: true });
  const files = flags.report ?? [];
  await checkReports(files, world);
  const watched = files.length === 0 ? null : reportingOutput(plain.output, systemClock.nowMs());
  const output = watched?.output ?? plain.output;
  const isQuiet = flags.quiet === true || flags.dryRun === true;
  const status = await openWatch(output, world, { isQuiet, isKept: true });
  return {
    ...plain,
    output: status?.output ?? output,
    logger: status?.logger(plain.logger) ?? plain.logger,
    status,
    finish: async () => {
      const report = watched?.report();
      if (report !== undefined) await writeReports(files, report, world);
    },
  };
}
