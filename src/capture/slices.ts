/** The longest slice while nobody waits for anything. */
const QUIET_MS = 5;
/** So long after the last answer it is quiet. */
const QUIET_AFTER_MS = 2;
/** Time for a single step. */
const STEP_MS = 0.01;
/** While requests keep coming, a step is taken this often. */
const STEP_EVERY_MS = 1;

/**
 * Doles out time for work that can wait, turn by turn of the event loop: as much as it likes while no request needs the
 * time, a step in each turn in which none came, and where requests come in every turn a step a millisecond.
 */
export class Slices {
  #seen = 0;
  #activeAtMs = Number.NEGATIVE_INFINITY;
  #steppedAtMs = Number.NEGATIVE_INFINITY;

  /**
   * How long the slice of this turn may take; 0 for no slice at all.
   *
   * @param seen - requests so far
   * @param isWaiting - whether somebody waits for an answer
   */
  lengthMs(nowMs: number, seen: number, isWaiting: boolean): number {
    const isArriving = seen !== this.#seen;
    this.#seen = seen;
    if (isArriving || isWaiting) this.#activeAtMs = nowMs;
    if (isArriving && nowMs - this.#steppedAtMs < STEP_EVERY_MS) return 0;
    this.#steppedAtMs = nowMs;
    return nowMs - this.#activeAtMs >= QUIET_AFTER_MS ? QUIET_MS : STEP_MS;
  }
}
