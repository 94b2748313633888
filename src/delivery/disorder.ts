import type { Random } from '../core/random.ts';

/** Disorder on purpose: what networks and providers do to an order of events. */
export interface Disorder {
  /** Further copies of each request. */
  readonly duplicate: number;
  /** Instead: the share of requests that get one copy, from 0 to 1, or `null`. */
  readonly duplicateShare: number | null;
  /** Share of requests that are left out, from 0 to 1. */
  readonly dropShare: number;
  /** Each is held back by a time drawn from this range, or `null`. */
  readonly delayMs: readonly [from: number, to: number] | null;
  /** Gaps between captures are kept, divided by this; `null` for no gaps. */
  readonly timingScale: number | null;
  readonly shuffle: boolean;
}

export const NO_DISORDER: Disorder = {
  duplicate: 0,
  duplicateShare: null,
  dropShare: 0,
  delayMs: null,
  timingScale: null,
  shuffle: false,
};

/** Where one request, or a copy of it, stands in the plan. */
export interface Placement {
  /** 0 for the request itself, then its copies. */
  readonly copy: number;
  /** When it is due, from the start of the run; `null` when it is left out. */
  readonly offsetMs: number | null;
  /** Part of `offsetMs` that is there on purpose. */
  readonly heldBackMs: number;
  /** Random order among those due together, or `null` for the order of the source. */
  readonly position: number | null;
}

const POSITIONS = 2 ** 31;

/**
 * Places one request and its copies. The same random source gives the same places, whatever happens to other requests.
 *
 * @param gapMs - from the first capture of the run to this one
 */
export function placements(disorder: Disorder, random: Random, gapMs: number): Placement[] {
  const { dropShare, delayMs, timingScale, shuffle } = disorder;
  const baseMs = timingScale === null ? 0 : Math.max(0, gapMs) / timingScale;
  const isDropped = dropShare > 0 && random.fork('drop').next() < dropShare;
  const draw = (copy: number): Placement => {
    const own = random.fork(`place/${copy}`);
    const heldBackMs = delayMs === null ? 0 : own.integer(delayMs[0], delayMs[1]);
    const position = shuffle ? own.integer(0, POSITIONS) : null;
    return { copy, offsetMs: Math.round(baseMs + heldBackMs), heldBackMs, position };
  };
  if (isDropped) return [{ copy: 0, offsetMs: null, heldBackMs: 0, position: null }];
  return Array.from({ length: copiesOf(disorder, random) + 1 }, (_, copy) => draw(copy));
}

function copiesOf({ duplicate, duplicateShare }: Disorder, random: Random): number {
  if (duplicateShare === null) return duplicate;
  return random.fork('duplicate').next() < duplicateShare ? 1 : 0;
}
