import type { CapturedRequest } from '../core/request.ts';
import { memoryPendingForwards } from './memory-pending-forwards.ts';
import type { CaptureStore } from './types.ts';

export interface MemoryStore extends CaptureStore {
  /** The captures still kept, oldest first. */
  captures(): readonly CapturedRequest[];
}

const KEPT_REQUESTS = 1_000;
const KEPT_BODY_BYTES = 256 * 1024 * 1024;

/** Keeps the last captures of this process; ids go on counting when older ones are forgotten. */
export function memoryStore(
  keptRequests: number = KEPT_REQUESTS,
  keptBodyBytes: number = KEPT_BODY_BYTES,
): MemoryStore {
  const kept = new Map<string, CapturedRequest>(); // iterates in the order of insertion
  const pending = memoryPendingForwards();
  let bodyBytes = 0;
  let lastId = 0;
  return {
    append: async (request) => {
      lastId += 1;
      const captured: CapturedRequest = { id: `${lastId}`, ...request };
      kept.set(captured.id, captured);
      bodyBytes += captured.body.length;
      for (const oldest of kept.values()) {
        if (kept.size <= keptRequests && (bodyBytes <= keptBodyBytes || kept.size === 1)) break;
        kept.delete(oldest.id);
        bodyBytes -= oldest.body.length;
      }
      return captured;
    },
    whole: async (request) => request,
    body: async function* ({ body }) {
      yield body;
    },
    describe: () => {},
    forwarded: () => {},
    capture: async (id) => {
      const request = kept.get(id);
      return request === undefined ? undefined : { request };
    },
    pendingForwards: () => pending,
    captures: () => [...kept.values()],
    close: async () => {},
  };
}
