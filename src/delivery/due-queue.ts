/** Something that is due at a time. */
export interface DueEntry<T> {
  readonly dueAtMs: number;
  readonly item: T;
}

/** Entries by due time, first in first out among equals: a binary heap. */
export class DueQueue<T> {
  readonly #heap: (DueEntry<T> & { readonly order: number })[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  peek(): DueEntry<T> | undefined {
    return this.#heap[0];
  }

  push(dueAtMs: number, item: T): void {
    const heap = this.#heap;
    heap.push({ dueAtMs, item, order: this.#added });
    this.#added += 1;
    let index = heap.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  pop(): DueEntry<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let index = 0;
    for (;;) {
      let smallest = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && this.#before(child, smallest)) smallest = child;
      }
      if (smallest === index) return first;
      this.#swap(index, smallest);
      index = smallest;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.dueAtMs === b.dueAtMs ? a.order < b.order : a.dueAtMs < b.dueAtMs;
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
