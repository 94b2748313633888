import type { DeliveryOutcome } from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';

/** How a run stands, as its status area tells it. */
export interface RunProgress {
  readonly elapsedMs: number;
  readonly attempts: number;
  readonly underWay: number;
  readonly retrying: number;
  readonly nextDueAtMs: number | null;
  readonly outcomes: Readonly<Record<DeliveryOutcome, number>>;
  readonly isPaused: boolean;
  /** Deliveries that have not ended; absent where that is not known. */
  readonly toCome?: number;
}

export interface ProgressOptions {
  readonly nowMs: number;
  readonly width: number;
  readonly hasKeys: boolean;
  /** Attempts a second of late; absent for those of the whole run. */
  readonly perSecond?: number;
  /** Whether what waits outlives the process. */
  readonly isKept?: boolean;
  /** Ctrl-C or `q` was pressed. */
  readonly isStopping?: boolean;
}

/**
 * One line, or with keys two, each shorter than `width`: rate, in flight, delivered, retrying with the next due time,
 * given up, and how long the rest takes at this rate.
 */
export function progressLines(run: RunProgress, options: ProgressOptions): readonly string[] {
  const { outcomes, elapsedMs, attempts, underWay, retrying, isPaused } = run;
  const rate = options.perSecond ?? (elapsedMs > 0 ? (attempts * 1000) / elapsedMs : 0);
  const givenUp = outcomes.rejected + outcomes.exhausted;
  const state = options.isStopping === true ? 'STOPPING' : isPaused ? 'PAUSED' : undefined;
  const rateText = `${rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate)}/s`;
  // In the order of the line; where it is too long, the highest number goes first.
  const parts: readonly Part[] = [
    { text: state ?? rateText, rank: state === undefined ? 4 : 0 },
    { text: `${underWay} in flight`, rank: 5 },
    { text: `${outcomes.delivered} delivered`, rank: 0 },
    ...(retrying === 0 ? [] : [{ text: `${retrying} retrying`, rank: 2 }]),
    ...(givenUp === 0 ? [] : [{ text: `${givenUp} given up`, rank: 1 }]),
    ...(outcomes.dropped === 0 ? [] : [{ text: `${outcomes.dropped} left out`, rank: 6 }]),
    ...(run.toCome === undefined ? [] : [{ text: `${run.toCome} to come`, rank: 3 }]),
    ...(state === undefined ? untilText(run, rate, options.nowMs) : []).map((text) => ({
      text,
      rank: 1,
    })),
  ];
  const stop = options.isKept === false ? 'q stop' : 'q stop and keep';
  const keys = `r retry now, p ${isPaused ? 'go on' : 'pause'}, ${stop}`;
  const room = Math.max(0, options.width - 1); // the last column would wrap on some terminals
  const below = state === 'STOPPING' ? 'Ctrl-C leaves at once' : options.hasKeys ? keys : undefined;
  const lines = [fitting(parts, room), ...(below === undefined ? [] : [below])];
  return lines.map((line) => line.slice(0, room));
}

interface Part {
  readonly text: string;
  readonly rank: number;
}

function fitting(parts: readonly Part[], room: number): string {
  const line = parts.map(({ text }) => text).join(', ');
  const last = Math.max(...parts.map(({ rank }) => rank));
  if (line.length <= room || last === 0) return line;
  return fitting(
    parts.filter(({ rank }) => rank < last),
    room,
  );
}

/** Of what was never tried how long it takes; else when the next one is due. */
function untilText(run: RunProgress, perSecond: number, nowMs: number): readonly string[] {
  const { toCome, underWay, retrying, nextDueAtMs } = run;
  const untried = toCome === undefined ? 0 : toCome - underWay - retrying;
  const waitMs = nextDueAtMs === null ? null : nextDueAtMs - nowMs;
  // Nothing is in flight because nothing is due: those gone on with may all be retries.
  const isWaiting = underWay === 0 && waitMs !== null && waitMs > 0;
  if (untried > 0 && perSecond > 0 && !isWaiting) {
    return [`about ${wholeSeconds((untried * 1000) / perSecond)} left`];
  }
  if (waitMs === null || (retrying === 0 && waitMs < 1000)) return [];
  return [waitMs < 1000 ? 'next now' : `next in ${wholeSeconds(waitMs)}`];
}

function wholeSeconds(ms: number): string {
  return formatDuration(Math.max(1, Math.ceil(ms / 1000)) * 1000);
}
