/** What a connection waits for, and how long it may. */
export interface TimeLimits {
  /** Times are told in ticks: to ask a clock for every request would cost more than the check. */
  readonly tick: number;
  readonly requestTicks: number;
  readonly idleTicks: number;
  /** So long nothing of an answer may be read. */
  readonly unreadTicks: number;
}

/** The time that the sender of one connection has: for a request, and between two of them. */
export class SenderTime {
  readonly #limits: TimeLimits;
  #sinceTick: number;
  #hasHadRequest = false;
  /** Whether the time of a request runs: of the first from the start, so that empty lines give nobody more. */
  #runs = true;

  constructor(limits: TimeLimits) {
    this.#limits = limits;
    this.#sinceTick = limits.tick;
  }

  /** Part of a request has come. */
  requestRuns(): void {
    if (this.#runs) return;
    this.#runs = true;
    this.#sinceTick = this.#limits.tick;
  }

  requestIsWhole(): void {
    this.#hasHadRequest = true;
    this.#runs = false;
    this.#sinceTick = this.#limits.tick;
  }

  /** From now on the connection may be idle, unless a request runs. */
  answerIsWritten(): void {
    if (!this.#runs) this.#sinceTick = this.#limits.tick;
  }

  /** It is not the sender who is waited for. */
  standsStill(): void {
    this.#sinceTick = this.#limits.tick;
  }

  /** @param isWithin - whether a request has begun and is not whole */
  isOver(isWithin: boolean): 'request' | 'idle' | undefined {
    const ticks = this.#limits.tick - this.#sinceTick;
    if (isWithin || !this.#hasHadRequest) {
      return ticks >= this.#limits.requestTicks ? 'request' : undefined;
    }
    return ticks >= this.#limits.idleTicks ? 'idle' : undefined;
  }
}

/** The time that the sender of one connection has to read some of what was written. */
export class UnreadTime {
  readonly #limits: TimeLimits;
  #sinceTick: number;
  #bytes = 0;

  constructor(limits: TimeLimits) {
    this.#limits = limits;
    this.#sinceTick = limits.tick;
  }

  /** Some of it was read. */
  isRead(): void {
    this.#sinceTick = this.#limits.tick;
  }

  /** To be asked at every tick. @param bytes - that are not read: fewer than at the last tick is some that were */
  isOver(bytes: number): boolean {
    if (bytes === 0 || bytes < this.#bytes) this.isRead();
    this.#bytes = bytes;
    return this.#limits.tick - this.#sinceTick >= this.#limits.unreadTicks;
  }
}
