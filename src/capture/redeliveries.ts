import type { EventSummary, Redelivery } from '../core/events.ts';
import type { CapturedRequest } from '../core/request.ts';
import { BoundedMap } from './bounded-map.ts';

const REMEMBERED_EVENTS = 10_000;

/** How often an event came, and when first. */
interface Sighting {
  readonly count: number;
  readonly firstMs: number;
}

/** Looks up how often an event came before a capture: in earlier runs, and in this one longer ago than is remembered. */
export type PastSightings = (
  provider: string,
  event: Pick<EventSummary, 'wireName' | 'id'>,
  beforeId: string,
) => Promise<Sighting | undefined>;

/** Remembers event ids, to tell a delivery from a redelivery. */
export class Redeliveries {
  readonly #sightings: BoundedMap<string, Sighting>;
  readonly #past: PastSightings | undefined;

  constructor(past?: PastSightings, capacity: number = REMEMBERED_EVENTS) {
    this.#past = past;
    this.#sightings = new BoundedMap(capacity);
  }

  /**
   * Notes the events of one request.
   *
   * @returns how often it came before, when every event with an id in it did; a batch with anything new is new
   */
  async note(
    provider: string,
    events: readonly EventSummary[],
    { id: captureId, receivedAtMs }: Pick<CapturedRequest, 'id' | 'receivedAtMs'>,
  ): Promise<Redelivery | null> {
    const named = new Map(
      events.flatMap((event) =>
        event.id === null ? [] : [[`${provider} ${event.wireName} ${event.id}`, event] as const],
      ),
    );
    const before: Sighting[] = [];
    for (const [key, event] of named) {
      const sighting =
        this.#sightings.get(key) ??
        (await this.#past?.(provider, event, captureId)) ??
        ({ count: 0, firstMs: receivedAtMs } as const);
      this.#sightings.set(key, { ...sighting, count: sighting.count + 1 });
      before.push(sighting);
    }
    if (before.length === 0 || before.some(({ count }) => count === 0)) return null;
    return {
      count: Math.min(...before.map(({ count }) => count)),
      sinceFirstMs: receivedAtMs - Math.min(...before.map(({ firstMs }) => firstMs)),
    };
  }
}
