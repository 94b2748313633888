import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { Clock, Output } from '../core/ports.ts';
import { attemptOffsetsMs, type RetryProfile } from '../core/schedule.ts';

/** Shows retry profiles as times from now. */
export async function runSchedule(
  profiles: readonly RetryProfile[],
  timeScale: number,
  { clock, output }: { readonly clock: Pick<Clock, 'nowMs'>; readonly output: Output },
): Promise<ExitCode> {
  for (const profile of profiles) {
    await output.event({
      type: 'schedule',
      profile,
      offsetsMs: attemptOffsetsMs(profile).map((offsetMs) => offsetMs / timeScale),
      startAtMs: clock.nowMs(),
    });
  }
  return Exit.done;
}
