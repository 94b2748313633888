import { openSync, readSync } from 'node:fs';

/** Counts lines of a growing file that match. */
export class LineCounter {
  #file;
  #pattern;
  #at = 0;
  #rest = '';
  #chunk = Buffer.alloc(8 * 1024 * 1024);
  matching = 0;

  constructor(path, pattern) {
    this.#file = openSync(path, 'r');
    this.#pattern = pattern;
  }

  update() {
    for (;;) {
      const bytes = readSync(this.#file, this.#chunk, 0, this.#chunk.length, this.#at);
      if (bytes === 0) return this;
      this.#at += bytes;
      const lines = (this.#rest + this.#chunk.latin1Slice(0, bytes)).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) if (this.#pattern.test(line)) this.matching += 1;
    }
  }
}
