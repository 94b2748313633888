import { DueQueue } from './due-queue.ts';
import type { AbandonedDelivery, DueDelivery, FinishedAttempt, PlanStore } from './plan-store.ts';
import type { PlannedDelivery } from './types.ts';

interface HeldDelivery extends DueDelivery {
  readonly planned: PlannedDelivery;
}

/** What comes back to a plan is what it gave: no table of all that is under way has to be kept. */
function heldOf(due: DueDelivery): HeldDelivery {
  return due as HeldDelivery; // made by `hold`
}

/** A plan that ends with the process: deliveries come from a source as there is room for them, and are held while they wait. */
export function memoryPlan(source: AsyncIterable<PlannedDelivery>): PlanStore {
  const coming = source[Symbol.asyncIterator]();
  let waiting = new DueQueue<HeldDelivery>();
  let isEnded = false;
  /** The last of the source, when it is not due yet: what follows it is not due either. */
  let ahead: HeldDelivery | undefined;

  const hold = (planned: PlannedDelivery, attempt: number): HeldDelivery => ({
    id: planned.id,
    source: planned.source,
    attempt,
    planned,
    load: () => planned,
  });
  const pull = async (nowMs: number): Promise<readonly DueDelivery[]> => {
    if (isEnded || ahead !== undefined) return [];
    const next = await coming.next();
    if (next.done === true) {
      isEnded = true;
      return [];
    }
    const first = hold(next.value, 1);
    const { dueAtMs = 0 } = next.value;
    if (dueAtMs <= nowMs) return [first];
    waiting.push(dueAtMs, first);
    ahead = first;
    return [];
  };

  const finish = ({ due, result: { outcome, event } }: FinishedAttempt): void => {
    if (outcome !== null) return;
    const next = hold(heldOf(due).planned, due.attempt + 1);
    waiting.push(event.nextAttemptAtMs ?? 0, next);
  };

  return {
    isKept: false,
    due: async (limit, nowMs) => {
      const due: DueDelivery[] = [];
      while (due.length < limit && (waiting.peek()?.dueAtMs ?? Infinity) <= nowMs) {
        const entry = waiting.pop();
        if (entry !== undefined) due.push(entry.item);
        if (entry?.item === ahead) ahead = undefined;
      }
      // One at a time: what comes slowly should not hold up what is there.
      return due.length > 0 ? due : await pull(nowMs);
    },
    nextDueAtMs: async () =>
      isEnded || ahead !== undefined ? (waiting.peek()?.dueAtMs ?? null) : 0,
    started: async () => {},
    finished: async (done) => {
      for (const attempt of done) finish(attempt);
    },
    lost: async () => {},
    released: async (due, dueAtMs) => {
      for (const each of due) waiting.push(dueAtMs, heldOf(each));
    },
    hurry: async (nowMs) => {
      const hurried = new DueQueue<HeldDelivery>();
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        hurried.push(Math.min(nowMs, entry.dueAtMs), entry.item);
      }
      waiting = hurried;
    },
    abandon: async () => {
      const left: AbandonedDelivery[] = [];
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        const { id, source: from, attempt } = entry.item;
        left.push({ id, source: from, attempts: attempt - 1 });
      }
      await coming.return?.();
      return left;
    },
    counts: async () => null,
  };
}
