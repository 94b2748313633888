import type { PendingForwards } from '../core/pending-forwards.ts';

/** What waits to be sent on, for as long as this process runs. */
export function memoryPendingForwards(): PendingForwards {
  const idsFor = new Map<string, Set<string>>();
  return {
    isLasting: false,
    takeOver: async () => ({ requests: 0, withOthers: 0 }),
    add: async (id, targets) => {
      for (const target of targets) {
        const ids = idsFor.get(target) ?? new Set();
        idsFor.set(target, ids.add(id));
      }
    },
    next: async (target) => {
      let oldest: string | undefined;
      for (const id of idsFor.get(target) ?? []) {
        if (oldest === undefined || Number(id) < Number(oldest)) oldest = id;
      }
      return oldest;
    },
    remove: async (id, target) => {
      idsFor.get(target)?.delete(id);
    },
    count: async (targets) =>
      new Set(targets.flatMap((target) => [...(idsFor.get(target) ?? [])])).size,
  };
}
