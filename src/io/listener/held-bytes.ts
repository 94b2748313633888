const LEAST_ROOM = 1024;

/** Bytes that came before they can be read; what follows is put behind them, in room that doubles. */
export class HeldBytes {
  #room: Buffer | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is held and `bytes` behind it, in one piece. */
  with(bytes: Buffer): Buffer {
    if (this.#length === 0) return bytes;
    const length = this.#length + bytes.length;
    const room = this.#roomFor(length);
    room.set(bytes, this.#length);
    this.#length = length;
    return room.subarray(0, length);
  }

  /** Holds what `with` gave from `at` on, and lets go of the rest. */
  keep(bytes: Buffer, at: number): void {
    if (this.#length > 0 && at === 0) return;
    this.drop(); // what was given away stays as it is: the room is left to it
    if (at === bytes.length) return;
    this.#roomFor(bytes.length - at).set(bytes.subarray(at));
    this.#length = bytes.length - at;
  }

  drop(): void {
    this.#room = undefined;
    this.#length = 0;
  }

  #roomFor(length: number): Buffer {
    const old = this.#room;
    if (old !== undefined && old.length >= length) return old;
    // A memory of its own: of Node's shared one a few bytes would keep much more.
    const room = Buffer.allocUnsafeSlow(Math.max(2 * length, LEAST_ROOM));
    if (old !== undefined) room.set(old.subarray(0, this.#length));
    this.#room = room;
    return room;
  }
}
