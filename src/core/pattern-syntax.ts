/** A regular expression as far as the time it takes depends on it. */
export type PatternNode =
  /** One character of a set: bits of `SAMPLES`. */
  | { readonly kind: 'set'; readonly bits: bigint }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly min: number;
      readonly max: number;
    };

/** Characters that tell sets apart; those behind ASCII stand for all others, and share a bit. */
const SAMPLES = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...'\u00a0\u00e9\u03b1\u2028\u65e5',
];
const OTHERS = 128n;
const EMPTY: PatternNode = { kind: 'sequence', parts: [] };

// A class; an escape of one character; any other character.
const ATOM = /\[(?:[^\]\\]|\\.)*\]|\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|c[A-Za-z]|.)|./sy;
const NOTHING = /[\^$]|\\[bB]|\\k<[^>]*>|\\[1-9]\d*/y;
const GROUP = /\((?:\?(?:(?<look><?[=!])|:|<[^>]*>))?/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;

/**
 * Reads a pattern that is known to be one, without the flags `u` and `v`.
 *
 * @returns the pattern, and after it what it looks at ahead and behind. A back reference counts as nothing.
 */
export function parsePattern(source: string, flags: string): readonly PatternNode[] {
  let at = 0;
  const looks: PatternNode[] = [];
  const take = (syntax: RegExp): RegExpExecArray | null => {
    syntax.lastIndex = at;
    const found = syntax.exec(source);
    at += found?.[0].length ?? 0;
    return found;
  };

  const choice = (): PatternNode => {
    const parts = [sequence()];
    while (source[at] === '|') {
      at += 1;
      parts.push(sequence());
    }
    return { kind: 'choice', parts };
  };
  const sequence = (): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      parts.push(repeated(single()));
    }
    return { kind: 'sequence', parts };
  };
  const single = (): PatternNode => {
    if (take(NOTHING) !== null) return EMPTY;
    const group = take(GROUP);
    if (group === null) return { kind: 'set', bits: bitsOf(take(ATOM)?.[0] ?? '', flags) };
    const inner = choice();
    at += 1; // the closing parenthesis
    if (group.groups?.['look'] === undefined) return inner;
    looks.push(inner);
    return EMPTY;
  };
  const repeated = (part: PatternNode): PatternNode => {
    const found = take(QUANTIFIER);
    if (found === null) return part;
    const [, sign, from, comma, to] = found;
    if (sign !== undefined) {
      return { kind: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    }
    const min = Number(from);
    if (comma === undefined) return { kind: 'repeat', part, min, max: min };
    return { kind: 'repeat', part, min, max: to === '' ? Infinity : Number(to) };
  };
  return [choice(), ...looks];
}

function bitsOf(atom: string, flags: string): bigint {
  const set = new RegExp(`^(?:${atom})$`, flags);
  let bits = 0n;
  for (const [index, sample] of SAMPLES.entries()) {
    if (set.test(sample)) bits |= 1n << (index < 128 ? BigInt(index) : OTHERS);
  }
  return bits === 0n ? 1n << OTHERS : bits;
}
