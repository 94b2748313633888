import { setMaxListeners } from 'node:events';
import type { Clock } from '../core/ports.ts';

/** Longest single timer: after a suspend or a corrected system clock, waiting goes on by the new time soon enough. */
const MAX_NAP_MS = 60_000;

/** The clock of the machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleepUntil: async (atMs, signal) => {
    // A timer may fire a millisecond before its time, hence the loop.
    for (;;) {
      const leftMs = atMs - Date.now();
      if (leftMs <= 0 || signal?.aborted === true) return;
      await nap(Math.min(leftMs, MAX_NAP_MS), signal);
    }
  },
};

function nap(ms: number, signal: AbortSignal | undefined): Promise<void> {
  // One signal cuts short all that waits: Node would warn on stderr of a leak at the eleventh.
  if (signal !== undefined) setMaxListeners(0, signal);
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish);
  });
}
