import type { RetryProfile } from '../../src/core/schedule.ts';
import type { PlannedDelivery } from '../../src/delivery/types.ts';

/** A delivery of an empty request to a path that is its id. */
export function plannedDelivery(id: string, profile: RetryProfile): PlannedDelivery {
  return {
    id,
    source: `source-${id}`,
    profile,
    prepare: () => ({
      url: `http://127.0.0.1:9/${id}`,
      request: { method: 'POST', path: `/${id}`, headers: [], body: new Uint8Array(0) },
      signed: 'unsigned',
      signedNote: null,
    }),
  };
}
