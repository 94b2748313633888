/** How much more often than this a second, plans are asked for work under a rate: what waits to start is on record as begun. */
const REFILLS_PER_SECOND = 20;

/** Spaces starts evenly; without a rate they may start whenever there is room. */
export class Pace {
  readonly #perSecond: number | null;
  #nextStartAtMs = 0;

  constructor(perSecond: number | null) {
    this.#perSecond = perSecond;
  }

  /** When the next one may start. */
  get nextStartAtMs(): number {
    return this.#nextStartAtMs;
  }

  /** How many to have ready at once, of as many as there is room for. */
  share(room: number): number {
    if (this.#perSecond === null) return room;
    return Math.min(room, Math.max(1, Math.floor(this.#perSecond / REFILLS_PER_SECOND)));
  }

  /** What was started made no attempt. */
  takenBack(): void {
    if (this.#perSecond !== null) this.#nextStartAtMs -= 1000 / this.#perSecond;
  }

  started(nowMs: number): void {
    if (this.#perSecond === null) return;
    // What was missed by less than a step is caught up; a longer gap is not made good by a burst.
    const stepMs = 1000 / this.#perSecond;
    const fromMs = nowMs - this.#nextStartAtMs > stepMs ? nowMs : this.#nextStartAtMs;
    this.#nextStartAtMs = Math.max(fromMs, 0) + stepMs;
  }
}
