import type { CaptureStore } from '../capture/types.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { PruneRule } from '../store/types.ts';

const PRUNE_EVERY_MS = 60_000;

/**
 * Removes old captures at once and then every minute, until `signal` aborts. What can't be removed now is left for the
 * next time.
 *
 * @returns resolves when it has ended, so that the store can be closed
 */
export async function keepRecent(
  rule: PruneRule,
  store: Required<Pick<CaptureStore, 'prune'>>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { captures, waiting } = await store.prune(rule);
      if (captures > 0) logger.debug(`removed ${captures} old requests (--keep)`);
      if (waiting > 0) logger.debug(`kept ${waiting} old requests that wait to be sent on`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(`old requests could not be removed (--keep): ${reason}`);
    }
    await clock.sleepUntil(clock.nowMs() + PRUNE_EVERY_MS, signal);
  }
}
