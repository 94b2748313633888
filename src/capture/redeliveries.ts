import type { EventSummary, RequestEvent } from '../core/events.ts';
import { BoundedMap } from './bounded-map.ts';

const REMEMBERED_EVENTS = 10_000;

interface Sighting {
  readonly count: number;
  readonly firstMs: number;
}

/** Remembers event ids, to tell a delivery from a redelivery. */
export class Redeliveries {
  readonly #sightings: BoundedMap<string, Sighting>;

  constructor(capacity: number = REMEMBERED_EVENTS) {
    this.#sightings = new BoundedMap(capacity);
  }

  /**
   * Notes the events of one request.
   *
   * @returns how often it came before, when every event with an id in it did; a batch with anything new is new
   */
  note(
    provider: string,
    events: readonly EventSummary[],
    receivedAtMs: number,
  ): RequestEvent['again'] {
    const keys = new Set(
      events.flatMap(({ wireName, id }) => (id === null ? [] : [`${provider} ${wireName} ${id}`])),
    );
    const before = [...keys].map((key) => {
      const sighting = this.#sightings.get(key) ?? { count: 0, firstMs: receivedAtMs };
      this.#sightings.set(key, { ...sighting, count: sighting.count + 1 });
      return sighting;
    });
    if (before.length === 0 || before.some(({ count }) => count === 0)) return null;
    return {
      count: Math.min(...before.map(({ count }) => count)),
      sinceFirstMs: receivedAtMs - Math.min(...before.map(({ firstMs }) => firstMs)),
    };
  }
}
