import { utf8Bytes, utf8Text } from '../core/bytes.ts';
import { unrounded, withDecimals } from './json-numbers.ts';
import { PLAIN_STRINGS, stylesFor } from './json-strings.ts';
import { numbersIn, withNumbers } from './json-tree.ts';
import { AS_HELD, type JsonVariant, type JsonWriting, type TreeChange } from './json-writing.ts';
import type { Hypothesis, Subject } from './types.ts';

/** A character that JSON never has. */
const GAP = '\0';

const MAX_SINGLE = 40;
const MAX_SINGLE_DEEP = 400;
const MAX_DECIMALS = 9;

/** Single numbers and decimals, one change at a time; all at once is a variant of the body. */
export function* numberHypotheses(subject: Subject): Generator<Hypothesis, void, undefined> {
  const writing = subject.json();
  if (writing === undefined) return;
  yield* singleFractions(writing, subject.deep ? MAX_SINGLE_DEEP : MAX_SINGLE);
  const changes = [...Array(MAX_DECIMALS).keys()].map((digits) => decimals(digits + 1));
  for (const change of writing.effective(changes)) {
    const body = writing.write({ ...AS_HELD, numbers: change });
    if (body !== undefined) yield { change: { body }, fits: `the body ${change.name}` };
  }
  yield* unroundedIn(writing, AS_HELD);
}

/** 1.0 for 1 in one place at a time. */
function* singleFractions(
  writing: JsonWriting,
  most: number,
): Generator<Hypothesis, void, undefined> {
  const numbers = numbersOf(writing);
  const whole = numbers.filter((raw) => /^-?\d+$/.test(raw));
  const pieces = whole.length > most ? undefined : piecesBetween(writing, AS_HELD, () => true);
  if (pieces === undefined) return;
  for (const [index, raw] of numbers.entries()) {
    if (!whole.includes(raw)) continue;
    const written = pieces.map((piece, at) =>
      at === index ? `${piece}${raw}.0` : piece + (numbers[at] ?? ''),
    );
    yield {
      change: { body: utf8Bytes(written.join('')) },
      fits: 'the body with 1.0 for 1 in one place',
    };
  }
}

/** A large number that was rounded by an encoder that changed the strings as well. */
export function* roundedHypotheses(subject: Subject): Generator<Hypothesis, void, undefined> {
  const writing = subject.json();
  if (writing === undefined) return;
  for (const strings of stylesFor(writing.traits).slice(0, subject.deep ? undefined : 6)) {
    if (strings !== PLAIN_STRINGS) yield* unroundedIn(writing, { ...AS_HELD, strings });
  }
}

/** Every number that doubles can't tell from the only large one; with several there are too many. */
function* unroundedIn(
  writing: JsonWriting,
  variant: JsonVariant,
): Generator<Hypothesis, void, undefined> {
  const numbers = numbersOf(writing);
  const large = new Set(numbers.filter((raw) => !unrounded(raw).next().done));
  const [raw] = large;
  if (raw === undefined || large.size > 1) return;
  const pieces = piecesBetween(writing, variant, (each) => each === raw);
  if (pieces === undefined) return;
  for (const candidate of unrounded(raw)) {
    yield {
      change: { body: utf8Bytes(pieces.join(candidate)) },
      fits: 'the body with a large whole number that JavaScript rounded',
    };
  }
}

/** The body without the numbers that are sought: it is written once, however many are then filled in. */
function piecesBetween(
  writing: JsonWriting,
  variant: JsonVariant,
  isSought: (raw: string) => boolean,
): readonly string[] | undefined {
  const gap: TreeChange = {
    name: '',
    apply: (root) => withNumbers(root, (raw) => (isSought(raw) ? GAP : raw)),
  };
  const body = writing.write({ ...variant, numbers: gap });
  return body === undefined ? undefined : utf8Text(body).split(GAP);
}

function numbersOf(writing: JsonWriting): readonly string[] {
  return writing.texts.flatMap(({ root }) => numbersIn(root));
}

function decimals(digits: number): TreeChange {
  return {
    name: `with its fractions written to ${digits} ${digits === 1 ? 'decimal' : 'decimals'}`,
    apply: (root) => withNumbers(root, (raw) => withDecimals(raw, digits)),
  };
}
