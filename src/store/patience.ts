import type { Clock } from '../core/ports.ts';
import { SqlError } from '../core/sql-database.ts';

/** How long another process may hold the history before that is an error. */
export const LOCK_WAIT_MS = 5_000;
export const LOCK_RETRY_MS = 25;

export function isBusy(error: unknown): boolean {
  return error instanceof SqlError && error.trouble === 'busy';
}

/** Repeats `work` while another process holds the lock, for up to `LOCK_WAIT_MS`, without blocking in between. */
export async function whileBusy<T>(clock: Clock, work: () => T | Promise<T>): Promise<T> {
  const deadlineMs = clock.monotonicMs() + LOCK_WAIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || clock.monotonicMs() >= deadlineMs) throw error;
    }
    await clock.sleepUntil(clock.nowMs() + LOCK_RETRY_MS);
  }
}
