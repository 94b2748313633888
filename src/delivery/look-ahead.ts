/** Attempts are put on record at most so long before their turn: after a crash they count as begun. */
const AHEAD_MS = 16;
const MAX_AHEAD = 256;

/** How many attempts to have ready beyond those that can begin at once: as many as began in the last moments. */
export class LookAhead {
  #sinceMs = 0;
  #begun = 0;
  #count = 0;

  begun(): void {
    this.#begun += 1;
  }

  /** @param nowMs - monotonic */
  count(nowMs: number): number {
    const elapsedMs = nowMs - this.#sinceMs;
    if (elapsedMs < AHEAD_MS) return this.#count;
    this.#count = Math.min(MAX_AHEAD, Math.floor((this.#begun * AHEAD_MS) / elapsedMs));
    this.#sinceMs = nowMs;
    this.#begun = 0;
    return this.#count;
  }
}
