/** Bounds what waits to be shown: who finds no room waits for it, first come first served. */
export class Admission {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  #entries = 0;
  #bytes = 0;

  constructor(maxEntries: number, maxBytes: number) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** Somebody waits for room. */
  get isFull(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes a place at once and returns nothing, or returns a promise of one. */
  enter(bytes: number): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#fits(bytes)) {
      this.#take(bytes);
      return undefined;
    }
    return new Promise((resolve) => {
      this.#waiting.push({ bytes, enter: resolve });
    });
  }

  leave(bytes: number): void {
    this.#entries -= 1;
    this.#bytes -= bytes;
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      if (!this.#fits(next.bytes)) return;
      this.#waiting.shift();
      this.#take(next.bytes);
      next.enter();
    }
  }

  /** One that is larger than the whole room enters when it is empty. */
  #fits(bytes: number): boolean {
    if (this.#entries === 0) return true;
    return this.#entries < this.#maxEntries && this.#bytes + bytes <= this.#maxBytes;
  }

  #take(bytes: number): void {
    this.#entries += 1;
    this.#bytes += bytes;
  }
}
