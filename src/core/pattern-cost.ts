import { type PatternNode, parsePattern } from './pattern-syntax.ts';

/** Places in a pattern, each with what may follow it; a number above 1 says in how many ways. */
interface Places {
  readonly bits: bigint[];
  readonly follows: Map<number, number>[];
}

interface Fragment {
  readonly isOptional: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Repeats up to so many times are written out; longer ones count as endless. */
const MAX_COPIES = 10;
/** A pattern with more places or more ways between them is let pass: looking at pairs of them would take too long. */
const MAX_PLACES = 150;
const MAX_WAYS = 1_000;
const NOTHING: Fragment = { isOptional: true, first: [], last: [] };

/**
 * Whether a text of some dozen characters can keep the pattern busy for years, as `aaaa…b` does with `(a+)+$`: some part of
 * it repeats, and a text can be shared out among the rounds in several ways, each of which JavaScript tries.
 *
 * The automaton of the pattern (Glushkov) has a place with two different ways back to itself by one text; see Weideman
 * and others, "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers", 2016.
 */
export function canRunAway({ source, flags }: RegExp): boolean {
  return parsePattern(source, flags).some((node) => {
    const places: Places = { bits: [], follows: [] };
    build(node, places);
    return isSmall(places) && hasTwoWaysBack(places);
  });
}

function isSmall({ bits, follows }: Places): boolean {
  const ways = follows.reduce((sum, next) => sum + next.size, 0);
  return bits.length <= MAX_PLACES && ways <= MAX_WAYS;
}

function build(node: PatternNode, places: Places): Fragment {
  if (places.bits.length > MAX_PLACES) return NOTHING;
  switch (node.kind) {
    case 'set': {
      const place = places.bits.push(node.bits) - 1;
      places.follows.push(new Map());
      return { isOptional: false, first: [place], last: [place] };
    }
    case 'sequence':
      return node.parts
        .map((part) => () => build(part, places))
        .reduce((before, next) => joined(before, next(), places), NOTHING);
    case 'choice': {
      const parts = node.parts.map((part) => build(part, places));
      return {
        isOptional: parts.some(({ isOptional }) => isOptional),
        first: parts.flatMap(({ first }) => first),
        last: parts.flatMap(({ last }) => last),
      };
    }
    case 'repeat':
      return node.max > MAX_COPIES ? endless(node, places) : copies(node, places);
    default:
      return node satisfies never;
  }
}

function joined(before: Fragment, after: Fragment, places: Places): Fragment {
  link(before.last, after.first, places);
  return {
    isOptional: before.isOptional && after.isOptional,
    first: before.isOptional ? [...before.first, ...after.first] : before.first,
    last: after.isOptional ? [...before.last, ...after.last] : after.last,
  };
}

type Repeat = Extract<PatternNode, { readonly kind: 'repeat' }>;

function endless({ part, min }: Repeat, places: Places): Fragment {
  const round = build(part, places);
  link(round.last, round.first, places);
  return { ...round, isOptional: round.isOptional || min === 0 };
}

/** `a{1,3}` as `a(?:a(?:a)?)?`: one way for each length. */
function copies({ part, min, max }: Repeat, places: Places): Fragment {
  if (max === 0) return NOTHING;
  const first = build(part, places);
  const rest = copies({ kind: 'repeat', part, min: Math.max(0, min - 1), max: max - 1 }, places);
  const all = joined(first, rest, places);
  return min === 0 ? { ...all, isOptional: true } : all;
}

function link(from: readonly number[], to: readonly number[], { follows }: Places): void {
  for (const place of from) {
    for (const next of to) follows[place]?.set(next, (follows[place]?.get(next) ?? 0) + 1);
  }
}

function hasTwoWaysBack({ bits, follows }: Places): boolean {
  const count = bits.length;
  const forward: number[][] = Array.from({ length: count * count }, () => []);
  const backward: number[][] = Array.from({ length: count * count }, () => []);
  for (const [left, nextLeft] of follows.entries()) {
    for (const [right, nextRight] of follows.entries()) {
      for (const a of nextLeft.keys()) {
        for (const b of nextRight.keys()) {
          if (((bits[a] ?? 0n) & (bits[b] ?? 0n)) === 0n) continue;
          forward[left * count + right]?.push(a * count + b);
          backward[a * count + b]?.push(left * count + right);
        }
      }
    }
  }
  return bits.some((_, place) => {
    const pair = place * count + place;
    const ahead = reached(pair, forward);
    if (!ahead.has(pair)) return false;
    const round = [...reached(pair, backward)].filter((other) => ahead.has(other));
    return round.some((other) => {
      const [left, right] = [Math.floor(other / count), other % count];
      if (left !== right) return true;
      const isTwofold = (next: number): boolean => (follows[left]?.get(next) ?? 0) > 1;
      return round.some((next) => next % (count + 1) === 0 && isTwofold(next % count));
    });
  });
}

/** What is reached in one step or more. */
function reached(from: number, steps: readonly (readonly number[])[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of steps[at] ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
