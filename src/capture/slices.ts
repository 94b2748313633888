/** So long after the last answer it is quiet. */
const QUIET_AFTER_MS = 2;
/** When more come, acknowledging them is all there is time for. */
const PRESSING_PER_MS = 2;
/** How long a look at the pace lasts. */
export const REST_MS = 20;
/** Then a step is taken this often. Code that runs so seldom takes ten times as long as code that runs all the time. */
const STEP_EVERY_MS = 200;

/** What work that can wait may do now: one step, several, or look again in the next turn or after `REST_MS`. */
type Slice = 'step' | 'steps' | 'next-turn' | 'rest';

/**
 * Doles out time for work that can wait, turn by turn of the event loop: as much as it likes while no request needs the
 * time, and a step in each turn in which none came. While they come too fast for that it rests, with a step now and then:
 * to look in every turn would cost more than the step.
 */
export class Slices {
  #seen = 0;
  #activeAtMs = Number.NEGATIVE_INFINITY;
  #steppedAtMs = Number.NEGATIVE_INFINITY;
  #pace = { sinceMs: Number.NEGATIVE_INFINITY, seen: 0, isPressing: false };

  /**
   * @param seen - requests so far
   * @param isWaiting - whether one of them is about to be stored
   */
  next(nowMs: number, seen: number, isWaiting: boolean): Slice {
    const isArriving = seen !== this.#seen;
    this.#seen = seen;
    if (isArriving || isWaiting) this.#activeAtMs = nowMs;
    const { sinceMs, seen: before } = this.#pace;
    if (nowMs - sinceMs >= REST_MS) {
      const perMs = (seen - before) / (nowMs - sinceMs);
      this.#pace = { sinceMs: nowMs, seen, isPressing: perMs > PRESSING_PER_MS };
    }
    if (nowMs - this.#steppedAtMs >= STEP_EVERY_MS) {
      this.#steppedAtMs = nowMs;
      return 'step';
    }
    if (this.#pace.isPressing) return 'rest';
    if (isArriving) return 'next-turn';
    this.#steppedAtMs = nowMs;
    return nowMs - this.#activeAtMs >= QUIET_AFTER_MS ? 'steps' : 'step';
  }
}
