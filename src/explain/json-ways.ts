import { CHECK_RAW_BODY } from './fixes.ts';
import { numberHypotheses, roundedHypotheses } from './json-number-ways.ts';
import type { JsonDifference, SortedVariant } from './json-variants.ts';
import { variantWords } from './json-words.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

const MAX_SEVERAL = 1500;

/** JSON that was read and written again, by what the second writing changed. */
export const JSON_WAYS: readonly WrongWay[] = [
  oneDifference('json-whitespace', {
    summary: 'The JSON was written again, with other blanks between its tokens.',
    explanation:
      'Something parsed the body and serialised it again. The values are the same, the bytes are not: JSON.stringify writes no blanks, json.dumps of Python puts one behind every comma and colon, pretty printers add lines.',
  }),
  oneDifference('json-unicode-escapes', {
    summary: 'Characters beyond ASCII were written as \\u escapes, or \\u escapes as characters.',
    explanation:
      'Something parsed the body and serialised it again. Python and PHP write é as \\u00e9 unless told otherwise; JavaScript, Ruby and Go write the character itself.',
  }),
  oneDifference('json-slashes', {
    summary: 'Slashes were written as \\/, or \\/ as a slash.',
    explanation:
      'Something parsed the body and serialised it again. json_encode of PHP writes / as \\/ unless JSON_UNESCAPED_SLASHES is given; other languages do not.',
  }),
  oneDifference('json-html-escapes', {
    summary: 'Characters such as <, > and & were escaped as \\u003c, or such escapes undone.',
    explanation:
      'Something parsed the body and serialised it again. Go, Rails, Gson and .NET write characters that mean something in HTML as \\u escapes; JavaScript, Python and PHP do not. An address in angle brackets or a & in a link is enough.',
  }),
  oneDifference('json-empty-objects', {
    summary: 'Empty objects became empty lists, or the other way round.',
    explanation:
      'Something parsed the body and serialised it again. PHP reads both {} and [] as an empty array and writes it as [].',
  }),
  oneDifference('json-key-order', {
    summary: 'The keys of the JSON are in another order than those that were signed.',
    explanation:
      'Something parsed the body and serialised it again with sorted keys (sort_keys in Python, a sorted map in Go or Java, jsonb in PostgreSQL), or the signer sorted them.',
  }),
  {
    ...oneDifference('json-numbers', {
      summary: 'Numbers were rewritten: 1.0 became 1, or a large one was rounded.',
      explanation:
        "Something parsed the body into doubles and serialised it again. JavaScript writes 1.0 as 1, drops trailing zeros, and can't hold whole numbers beyond 9007199254740991 exactly.",
    }),
    hypotheses: function* (subject) {
      yield* variants(subject, only('json-numbers'));
      yield* numberHypotheses(subject);
    },
  },
  {
    name: 'json-reserialised',
    aspect: 'body',
    summary: 'The JSON was parsed and written again by another encoder.',
    explanation:
      "Something parsed the body and serialised it again, and the second encoder differs from the sender's in several ways at once: blanks, escapes, order of keys or numbers. Usually a framework handed over an object, and the check turned it back into text.",
    fix: CHECK_RAW_BODY,
    hypotheses: (subject) =>
      variants(subject, ({ differences, isUsual }) => differences.size > 1 && isUsual),
    rarer: function* (subject) {
      yield* variants(subject, ({ differences, isUsual }) => differences.size > 1 && !isUsual);
      yield* roundedHypotheses(subject);
    },
  },
];

function oneDifference(
  name: JsonDifference,
  words: Pick<WrongWay, 'summary' | 'explanation'>,
): WrongWay {
  const hypotheses = (subject: Subject): Iterable<Hypothesis> => variants(subject, only(name));
  return { name, aspect: 'body', ...words, fix: CHECK_RAW_BODY, hypotheses };
}

function only(name: JsonDifference): (sorted: SortedVariant) => boolean {
  return ({ differences }) => differences.size === 1 && differences.has(name);
}

function* variants(
  subject: Subject,
  belongs: (sorted: SortedVariant) => boolean,
): Generator<Hypothesis, void, undefined> {
  const writing = subject.json();
  if (writing === undefined) return;
  let left = subject.deep ? Number.POSITIVE_INFINITY : MAX_SEVERAL;
  for (const sorted of subject.jsonVariants()) {
    if (!belongs(sorted)) continue;
    left -= 1;
    if (left < 0) return;
    const body = writing.write(sorted.variant);
    if (body === undefined) continue;
    yield { change: { body }, fits: `the body ${variantWords(sorted.variant, writing)}` };
  }
}
