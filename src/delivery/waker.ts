import type { Clock } from '../core/ports.ts';

/** Waits for a time or for news, whichever comes first. */
export class Waker {
  readonly #clock: Pick<Clock, 'sleepUntil'>;
  #hasNews = false;
  #wake: (() => void) | undefined;

  constructor(clock: Pick<Clock, 'sleepUntil'>) {
    this.#clock = clock;
  }

  /** Whether something happened since `forget`. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  forget(): void {
    this.#hasNews = false;
  }

  news(): void {
    this.#hasNews = true;
    this.#wake?.();
  }

  /** @param atMs - Infinity for as long as it takes */
  async waitUntil(atMs: number): Promise<void> {
    if (this.#hasNews) return;
    if (atMs === Number.POSITIVE_INFINITY) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    } else {
      const woken = new AbortController();
      // A reason of its own: making the usual exception costs more than an attempt should.
      this.#wake = () => woken.abort('woken');
      await this.#clock.sleepUntil(atMs, woken.signal);
    }
    this.#wake = undefined;
  }
}
