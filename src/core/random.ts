/** A source of random choices. Seeded in tests and under `--seed`; never used for keys. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Text of `length` characters drawn from `alphabet`. */
  text(alphabet: string, length: number): string;
  /** Lower-case hexadecimal text of `length` characters. */
  hex(length: number): string;
  bytes(length: number): Uint8Array;
  /** Random (version 4) UUID, lower case. */
  uuid(): string;
  /** A source of its own for `label`: the same seed and label always give the same sequence. */
  fork(label: string): Random;
}

const HEX = '0123456789abcdef';
export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Deterministic random source: xoshiro128** whose 128-bit state is hashed from the seed text. Not for keys. */
export function seededRandom(seed: string): Random {
  return new WordRandom(xoshiro128(seed), (label) => seededRandom(`${seed}\u0000${label}`));
}

/** A source over any generator of uniform 32-bit words. */
export function randomFrom(nextWord: () => number, fork: (label: string) => Random): Random {
  return new WordRandom(nextWord, fork);
}

/** A class, since one is made for every delivery, and closures for each of its methods weigh more than a small body. */
class WordRandom implements Random {
  readonly #nextWord: () => number;
  readonly #fork: (label: string) => Random;

  constructor(nextWord: () => number, fork: (label: string) => Random) {
    this.#nextWord = nextWord;
    this.#fork = fork;
  }

  next(): number {
    return this.#nextWord() / 0x1_0000_0000;
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.integer(0, choices.length - 1)] ?? choices[0];
  }

  text(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) text += alphabet.charAt(this.integer(0, alphabet.length - 1));
    return text;
  }

  /** The same draws as `text` makes, written into bytes: a token is drawn for every signature. */
  hex(length: number): string {
    const digits = Buffer.allocUnsafe(length);
    for (let index = 0; index < length; index += 1) {
      digits[index] = HEX.charCodeAt(this.#nextWord() >>> 28); // the four highest bits of 32
    }
    return digits.toString('latin1');
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.integer(0, 255));
  }

  uuid(): string {
    const digits = this.hex(30);
    const variant = '89ab'.charAt(this.integer(0, 3));
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${variant}${digits.slice(15, 18)}-${digits.slice(18)}`;
  }

  fork(label: string): Random {
    return this.#fork(label);
  }
}

/** The state is hashed when the first word is asked for: most sources are only forked, or never used. */
function xoshiro128(seed: string): () => number {
  let isSeeded = false;
  let [a, b, c, d] = [0, 0, 0, 0];
  return () => {
    if (!isSeeded) {
      [a, b, c, d] = hash128(Buffer.from(seed));
      isSeeded = true;
    }
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** Four lanes of multiply-and-rotate over the bytes, then stirred into each other, so that near seeds end far apart. */
function hash128(bytes: Uint8Array): [number, number, number, number] {
  let a = lane(bytes, 0x9e3779b9, 0x01000193);
  let b = lane(bytes, 0x85ebca6b, 0x5bd1e995);
  let c = lane(bytes, 0xc2b2ae35, 0x27d4eb2f);
  let d = lane(bytes, 0x165667b1, 0x2545f491);
  for (let round = 0; round < 4; round += 1) {
    a = stir(a + b);
    b = stir(b ^ c);
    c = stir(c + d);
    d = stir(d ^ a);
  }
  // xoshiro must not start from zero alone.
  return [a, b, c, d | 1];
}

function lane(bytes: Uint8Array, start: number, factor: number): number {
  let hash = start ^ bytes.length;
  for (let at = 0; at < bytes.length; at += 1) {
    const mixed = Math.imul(hash ^ (bytes[at] ?? 0), factor);
    hash = (mixed << 13) | (mixed >>> 19);
  }
  return hash;
}

function stir(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return twice ^ (twice >>> 15);
}
