import { utf8Bytes, utf8Text } from '../core/bytes.ts';
import type { JsonNode } from './json-body.ts';
import { asFraction, unrounded, withDecimals } from './json-numbers.ts';
import { PLAIN_STRINGS, stylesFor } from './json-strings.ts';
import { numbersIn, withNumbers } from './json-tree.ts';
import { AS_HELD, type JsonVariant, type JsonWriting, type TreeChange } from './json-writing.ts';
import type { Hypothesis, Subject } from './types.ts';

/** A character that JSON never has. */
const GAP = '\0';

const MAX_SINGLE = 40;
const MAX_DECIMALS = 9;

/** Single numbers and decimals, one change at a time; all at once is a variant of the body. */
export function* numberHypotheses(subject: Subject): Generator<Hypothesis, void, undefined> {
  const writing = subject.json();
  if (writing === undefined) return;
  const numbers = numbersOf(writing);
  const whole = numbers.flatMap((raw, index) => (/^-?\d+$/.test(raw) ? [index] : []));
  const single = whole.length <= MAX_SINGLE || subject.deep ? whole : [];
  const changes = [
    ...single.map((index) => oneNumber(index, asFraction, 'with 1.0 for 1 in one place')),
    ...[...Array(MAX_DECIMALS).keys()].map((digits) => decimals(digits + 1)),
  ];
  for (const change of writing.effective(changes)) {
    yield* written(writing, { ...AS_HELD, numbers: change }, change.name);
  }
  yield* unroundedIn(writing, AS_HELD);
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
  const gap: TreeChange = {
    name: '',
    apply: (root) => withNumbers(root, (each) => (each === raw ? GAP : each)),
  };
  // There may be thousands: the body is written once, and only the number filled in.
  const body = writing.write({ ...variant, numbers: gap });
  if (body === undefined) return;
  const pieces = utf8Text(body).split(GAP);
  for (const candidate of unrounded(raw)) {
    yield {
      change: { body: utf8Bytes(pieces.join(candidate)) },
      fits: 'the body with a large whole number that JavaScript rounded',
    };
  }
}

function* written(
  writing: JsonWriting,
  variant: JsonVariant,
  name: string,
): Generator<Hypothesis, void, undefined> {
  const body = writing.write(variant);
  if (body !== undefined) yield { change: { body }, fits: `the body ${name}` };
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

/** Numbers are counted in the order of the body; trees of a body of several lines are changed one by one. */
function oneNumber(index: number, write: (raw: string) => string, name: string): TreeChange {
  return {
    name,
    apply: (root: JsonNode) => {
      let at = -1;
      return withNumbers(root, (raw) => {
        at += 1;
        return at === index ? write(raw) : raw;
      });
    },
  };
}
