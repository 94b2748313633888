import { malformed, RefusedRequest } from './refusal.ts';

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const BLANK = 0x20;
const DEL = 0x7f;

/**
 * Finds the ends of lines, CRLF alone, and looks at every byte on the way once: of what has come too early to be whole, more
 * is given again with what follows it.
 */
export class LineScanner {
  readonly #where: string;
  /** Bytes from the start that were looked at. */
  #seen = 0;
  /** Where the last line of a block begins, from the start. */
  #line = 0;

  /** @param where - what the lines are, for people */
  constructor(where: string) {
    this.#where = where;
  }

  /**
   * @returns where the first line from `start` ends, without its CRLF; `undefined` when that has not come
   * @throws {RefusedRequest} at a control character, a bare CR or a bare LF
   */
  line(bytes: Uint8Array, start: number): number | undefined {
    const end = this.#lineEnd(bytes, start);
    if (end !== undefined) this.#seen = 0;
    return end;
  }

  /**
   * @returns where the first empty line from `start` begins; `undefined` when that has not come
   * @throws {RefusedRequest} like `line`
   */
  block(bytes: Uint8Array, start: number): number | undefined {
    for (;;) {
      const end = this.#lineEnd(bytes, start);
      if (end === undefined) return undefined;
      const isEmpty = end === start + this.#line;
      this.#seen = isEmpty ? 0 : end + 2 - start;
      this.#line = this.#seen;
      if (isEmpty) return end;
    }
  }

  #lineEnd(bytes: Uint8Array, start: number): number | undefined {
    let at = start + this.#seen;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= BLANK ? byte !== DEL : byte === TAB) continue;
      if (byte === CR && at + 1 === bytes.length) break;
      if (byte === CR && bytes[at + 1] === LF) return at;
      throw new RefusedRequest(malformed(`there is ${nameOf(byte)} in ${this.#where}`));
    }
    this.#seen = at - start;
    return undefined;
  }
}

function nameOf(byte: number): string {
  if (byte === CR) return 'a CR without LF';
  if (byte === LF) return 'an LF without CR';
  return `the control character 0x${byte.toString(16).padStart(2, '0')}`;
}
