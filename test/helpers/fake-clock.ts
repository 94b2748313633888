import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src/core/ports.ts';

interface RunOptions {
  /** While it says true, real I/O is under way and time stands still. */
  readonly busy?: () => boolean;
}

/** A clock whose time stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Goes to `atMs`, waking every sleeper on the way at its own time and letting it act before going on. */
  advanceTo(atMs: number): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Jumps from sleeper to sleeper until nobody sleeps any more. */
  runUntilIdle(options?: RunOptions): Promise<void>;
  /** Jumps from sleeper to sleeper until `work` is done, and gives its result. */
  runUntil<T>(work: Promise<T>, options?: RunOptions): Promise<T>;
  /** When the sleepers want to be woken, earliest first. */
  sleepers(): readonly number[];
  /** Lets promises and I/O that is ready run, without moving time. */
  settle(): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

const SETTLE_TURNS = 8;
const STUCK_AFTER_MS = 10_000;

/** Makes a clock that starts at `startMs`; by default 2026-11-21T06:50:00.123Z. */
export function fakeClock(startMs: number = Date.UTC(2026, 10, 21, 6, 50, 0, 123)): FakeClock {
  let nowMs = startMs;
  let sleeping: readonly Sleeper[] = [];

  const drop = (sleeper: Sleeper): void => {
    sleeping = sleeping.filter((other) => other !== sleeper);
  };

  /** Wakes the first sleeper, and those of the same time; they act together as with a real clock. */
  const jump = async (): Promise<void> => {
    nowMs = Math.max(nowMs, sleeping[0]?.atMs ?? nowMs);
    for (const sleeper of sleeping.filter(({ atMs }) => atMs <= nowMs)) sleeper.wake();
    await settle();
  };

  const advanceTo = async (atMs: number): Promise<void> => {
    await settle();
    while ((sleeping[0]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs) await jump();
    nowMs = Math.max(nowMs, atMs);
  };

  /** Goes on until `done`; with nobody asleep it waits for real I/O, but not for ever. */
  const run = async (done: () => boolean, options: RunOptions): Promise<void> => {
    let quietSinceMs = performance.now();
    for (;;) {
      await settle();
      if (done()) return;
      if (sleeping.length > 0 && options.busy?.() !== true) {
        await jump();
        quietSinceMs = performance.now();
      } else if (performance.now() - quietSinceMs > STUCK_AFTER_MS) {
        throw new Error(`fake clock: nothing has happened for ${STUCK_AFTER_MS} ms of real time`);
      }
    }
  };

  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    sleepUntil: (atMs, signal) => {
      if (atMs <= nowMs || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          drop(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { atMs, wake };
        // A stable sort: of those with one time, who came first is woken first.
        sleeping = [...sleeping, sleeper].sort((left, right) => left.atMs - right.atMs);
        signal?.addEventListener('abort', wake);
      });
    },
    advanceTo,
    advance: (ms) => advanceTo(nowMs + ms),
    runUntilIdle: (options = {}) =>
      run(() => sleeping.length === 0 && options.busy?.() !== true, options),
    runUntil: async (work, options = {}) => {
      let done = false;
      const mark = (): void => {
        done = true;
      };
      work.then(mark, mark);
      await run(() => done, options);
      return await work;
    },
    sleepers: () => sleeping.map(({ atMs }) => atMs),
    settle,
  };
}

/** Counts work under way, for `busy`: wrap a sender's `send` with `during`. */
export function trackWork(): {
  busy(): boolean;
  during<T>(work: () => Promise<T>): Promise<T>;
} {
  let underWay = 0;
  return {
    busy: () => underWay > 0,
    during: async (work) => {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await nextTurn();
}
