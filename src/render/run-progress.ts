import { formatDuration } from '../core/duration.ts';
import type { DeliveryOutcome } from '../core/events.ts';
import { displayWidth } from '../core/printable.ts';

/** How a run stands, as its status line tells it. */
export interface RunProgress {
  readonly elapsedMs: number;
  readonly attempts: number;
  readonly underWay: number;
  readonly retrying: number;
  readonly nextDueAtMs: number | null;
  readonly outcomes: Readonly<Record<DeliveryOutcome, number>>;
  readonly isPaused: boolean;
}

/** One line, no longer than `width`: rate, in flight, delivered, retrying with the next due time, given up; then keys. */
export function progressLine(
  run: RunProgress,
  options: { readonly nowMs: number; readonly width: number; readonly hasKeys: boolean },
): string {
  const { outcomes, elapsedMs, attempts, underWay, retrying, nextDueAtMs, isPaused } = run;
  const rate = elapsedMs > 0 ? (attempts * 1000) / elapsedMs : 0;
  const givenUp = outcomes.rejected + outcomes.exhausted;
  const waitMs = nextDueAtMs === null ? null : Math.max(0, nextDueAtMs - options.nowMs);
  const parts = [
    ...(isPaused ? ['PAUSED'] : []),
    `${rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate)}/s`,
    `${underWay} in flight`,
    `${outcomes.delivered} delivered`,
    ...(retrying === 0 ? [] : [`${retrying} retrying${waitMs === null ? '' : waitText(waitMs)}`]),
    ...(givenUp === 0 ? [] : [`${givenUp} given up`]),
    ...(outcomes.dropped === 0 ? [] : [`${outcomes.dropped} left out`]),
  ];
  const keys = ` [r retry now, p ${isPaused ? 'go on' : 'pause'}, q stop and keep]`;
  const line = parts.join(', ');
  const room = options.width - 1; // the last column would wrap on some terminals
  if (options.hasKeys && displayWidth(line + keys) <= room) return line + keys;
  return line.slice(0, Math.max(0, room));
}

function waitText(waitMs: number): string {
  return waitMs < 1000 ? ' now' : `, next in ${formatDuration(Math.ceil(waitMs / 1000) * 1000)}`;
}
