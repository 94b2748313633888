/**
 * Things that come and go, each in a place of its own until it leaves. A Set would do, but it grows a new table after
 * every few dozen that left, and an old table that outlived a collection keeps all that was in it from the next ones:
 * requests with their answers, a third of what sending cost.
 */
export class Places<T> {
  readonly #taken: (T | undefined)[] = [];
  readonly #free: number[] = [];

  /** @returns its place, for `leave` */
  enter(item: T): number {
    const place = this.#free.pop() ?? this.#taken.length;
    this.#taken[place] = item;
    return place;
  }

  leave(place: number): void {
    this.#taken[place] = undefined;
    this.#free.push(place);
  }

  all(): readonly T[] {
    return this.#taken.filter((item) => item !== undefined);
  }
}
