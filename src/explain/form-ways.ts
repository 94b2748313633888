import { latin1Bytes, utf8Bytes } from '../core/bytes.ts';
import { headerValue, mediaType } from '../core/headers.ts';
import { isRecord } from '../core/shape.ts';
import { CHECK_RAW_BODY } from './fixes.ts';
import { FORM_WRITERS, type FormPiece, formPieces, pieceName, writeForm } from './form-writing.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** Forms that were read and written again. */
export const FORM_WAYS: readonly WrongWay[] = [
  {
    name: 'form-encoding',
    aspect: 'body',
    summary:
      'The form was decoded and encoded again with other escapes: + against %20, capitals, more or fewer of them.',
    explanation:
      "A form can be written in many ways that read the same. Browsers, PHP and Python write a blank as +, encodeURIComponent as %20; they differ on ~ * ' ( ) and brackets too.",
    fix: CHECK_RAW_BODY,
    hypotheses: (subject) => encodings(subject, (pieces) => pieces),
  },
  {
    name: 'form-order',
    aspect: 'body',
    summary: 'The fields of the form are in another order than those that were signed.',
    explanation:
      'The form was read into a map and written again in the order of that map, or sorted by name.',
    fix: CHECK_RAW_BODY,
    hypotheses: orders,
  },
  {
    name: 'form-reencoded',
    aspect: 'body',
    summary: 'The form was decoded and encoded again, with other escapes and in another order.',
    explanation:
      'A framework handed over the fields as a map, and the check built a body from them. new URLSearchParams(req.body) of JavaScript joins fields of one name with commas as well.',
    fix: CHECK_RAW_BODY,
    hypotheses: joinedLists,
    rarer: function* (subject) {
      for (const { words, reorder } of ORDERS)
        yield* encodings(subject, (pieces) => reorder(pieces, subject), words);
    },
  },
  {
    name: 'form-parsed',
    aspect: 'body',
    summary: 'The form was turned into JSON before the check.',
    explanation:
      'The body that was signed is a form. express.urlencoded() and its like hand over an object, and JSON.stringify made another body of it.',
    fix: CHECK_RAW_BODY,
    whenUnsigned: true,
    hypotheses: fromJson,
  },
];

interface Order {
  readonly words: string;
  reorder(pieces: readonly FormPiece[], subject: Subject): readonly FormPiece[];
}

const ORDERS: readonly Order[] = [
  { words: "with its fields in the provider's order", reorder: likeSample },
  { words: 'with its fields sorted by name', reorder: byName },
  {
    words: 'with its fields sorted',
    reorder: (pieces) => pieces.toSorted((left, right) => (left.raw < right.raw ? -1 : 1)),
  },
  { words: 'with its fields in reverse order', reorder: (pieces) => pieces.toReversed() },
];

/** Values of one name that were joined with commas, each a field of its own again. */
function* joinedLists(subject: Subject): Generator<Hypothesis, void, undefined> {
  const split = (pieces: readonly FormPiece[]): readonly FormPiece[] =>
    pieces.flatMap((piece) => {
      const { name, value } = piece;
      const isList = value?.includes(COMMA) === true && pieceName(piece).endsWith('[]');
      if (!isList) return [piece];
      const values = latin1(value).split(',');
      return values.map((each) => ({ raw: '', name, value: latin1Bytes(each) }));
    });
  if (!isForm(subject)) return;
  const { body } = subject.request;
  const pieces = formPieces(body, true);
  if (split(pieces).length === pieces.length) return;
  yield* encodings(subject, split, 'with a field for each value of its lists');
}

const COMMA = 0x2c;

function isForm({ request }: Subject): boolean {
  const type = mediaType(headerValue(request.headers, 'content-type'));
  if (type !== '' && type !== 'application/x-www-form-urlencoded') return false;
  return (
    request.body.includes(0x3d) &&
    !/^\s*[[{]/.test(Buffer.from(request.body.subarray(0, 16)).toString('latin1'))
  );
}

function* orders(subject: Subject): Generator<Hypothesis, void, undefined> {
  if (!isForm(subject)) return;
  const pieces = formPieces(subject.request.body, true);
  const held = joined(pieces);
  for (const { words, reorder } of ORDERS) {
    const text = joined(reorder(pieces, subject));
    if (text !== held) yield { change: { body: latin1Bytes(text) }, fits: `the body ${words}` };
  }
}

function* encodings(
  subject: Subject,
  reorder: (pieces: readonly FormPiece[]) => readonly FormPiece[],
  words?: string,
): Generator<Hypothesis, void, undefined> {
  if (!isForm(subject)) return;
  const { body } = subject.request;
  // Without an escape it may have been decoded already: a + is then a plus sign.
  const readings = body.includes(0x2b) ? [true, false] : [true];
  const seen = new Set([latin1(body)]);
  for (const plusIsSpace of readings) {
    const pieces = reorder(formPieces(body, plusIsSpace));
    for (const writer of FORM_WRITERS) {
      const written = writeForm(pieces, writer);
      if (seen.has(latin1(written))) continue;
      seen.add(latin1(written));
      const both = words === undefined ? writer.name : `${words}, ${writer.name}`;
      yield { change: { body: written }, fits: `the body ${both}` };
    }
  }
}

/** A flat or nested object as a form, names in brackets as PHP and qs write them. */
function* fromJson(subject: Subject): Generator<Hypothesis, void, undefined> {
  const type = mediaType(headerValue(subject.request.headers, 'content-type'));
  const text = subject.text();
  if (type !== 'application/x-www-form-urlencoded' || !/^\s*\{/.test(text ?? '')) return;
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return;
  }
  if (!isRecord(value)) return;
  const pieces = Object.entries(value).flatMap(([name, inner]) => fieldsOf(name, inner));
  for (const writer of FORM_WRITERS) {
    yield {
      change: { body: writeForm(pieces, writer) },
      fits: `its fields as a form, ${writer.name}`,
    };
  }
}

function fieldsOf(name: string, value: unknown): readonly FormPiece[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => fieldsOf(`${name}[]`, item));
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${name}[${key}]`, inner));
  }
  return [
    { raw: '', name: utf8Bytes(name), value: utf8Bytes(value === null ? '' : String(value)) },
  ];
}

function byName(pieces: readonly FormPiece[]): readonly FormPiece[] {
  return pieces.toSorted((left, right) => {
    const [one, other] = [pieceName(left), pieceName(right)];
    if (one === other) return 0;
    return one < other ? -1 : 1;
  });
}

/** Of the provider's samples the one with the most names in common gives the order. */
function likeSample(pieces: readonly FormPiece[], subject: Subject): readonly FormPiece[] {
  const names = new Set(pieces.map(pieceName));
  const samples = subject
    .samples()
    .map((body) => formPieces(body, true).map(pieceName))
    .map((sample) => ({ sample, common: sample.filter((name) => names.has(name)).length }));
  const [nearest] = samples.toSorted((left, right) => right.common - left.common);
  const position = new Map(nearest?.sample.toReversed().map((name, index) => [name, -index]));
  const placeOf = (piece: FormPiece): number => position.get(pieceName(piece)) ?? 1;
  return pieces.toSorted((left, right) => placeOf(left) - placeOf(right));
}

function joined(pieces: readonly FormPiece[]): string {
  return pieces.map(({ raw }) => raw).join('&');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
