import { readJsonPath, readOneOrMore } from './definition-places.ts';
import { readChoice, readHeaderName, readName, readTexts } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import type { RecogniseRule, ValuePattern, ValuePlace } from './provider-definition.ts';

const PATTERN_KEYS = {
  headers: 'header',
  query: 'parameter',
  fields: 'field',
  json: 'json',
} as const;
const CONFIDENCES = ['certain', 'likely', 'possible'] as const;

/** Reads `recognise`: a rule, or a list of rules of which one must hold. */
export function readRecognise(located: Located): readonly RecogniseRule[] {
  return readOneOrMore(located).flatMap((rule) => readRule(rule) ?? []);
}

function readRule(located: Located): RecogniseRule | undefined {
  const keys = [...Object.keys(PATTERN_KEYS), 'content_type', 'confidence'];
  const members = readMembers(located, keys);
  if (members === undefined) return undefined;
  const values = Object.entries(PATTERN_KEYS).flatMap(([key, where]) => {
    const block = members.get(key);
    return block === undefined ? [] : readPatterns(block, where);
  });
  const contentTypes = readOptional(members.get('content_type'), (texts) =>
    readTexts(texts, readMediaType),
  );
  const confidence = readOptional(members.get('confidence'), (text) =>
    readChoice(text, CONFIDENCES),
  );
  if (values.length === 0 && contentTypes === null) {
    const isGiven = [...members.keys()].some((key) => key !== 'confidence');
    if (isGiven) return undefined; // what is wrong with it was said
    return reportAt(
      located,
      'an empty rule would hold for every request; expected headers, query, fields, json or content_type',
    );
  }
  return {
    values,
    contentTypes: contentTypes ?? [],
    confidence: confidence ?? (values.length === 0 ? 'possible' : 'certain'),
  };
}

function readPatterns(
  block: Located,
  where: (typeof PATTERN_KEYS)[keyof typeof PATTERN_KEYS],
): readonly ValuePattern[] {
  return [...(readMembers(block, null) ?? [])].flatMap(([name, text]): ValuePattern[] => {
    const pattern = readUtf8Text(text, "text, in which * stands for any ('*' alone: it is there)");
    const place = readPatternPlace(name, where, text);
    return pattern === undefined || place === undefined ? [] : [{ place, pattern }];
  });
}

function readPatternPlace(
  name: string,
  where: (typeof PATTERN_KEYS)[keyof typeof PATTERN_KEYS],
  { node, path, report }: Located,
): ValuePlace | undefined {
  const { line, column } = node;
  const named: Located = {
    node: { kind: 'scalar', type: 'text', text: name, line, column },
    path,
    report,
  };
  if (where === 'json') {
    const steps = readJsonPath(named);
    return steps && { in: 'json', path: steps };
  }
  const read = where === 'header' ? readHeaderName(named) : readName(named, 'a name');
  return read === undefined ? undefined : { in: where, name: read };
}

function readMediaType(located: Located): string | undefined {
  const expected = 'a media type such as application/json';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  return /^[\w.+-]+\/[\w.+-]+$/.test(text)
    ? text.toLowerCase()
    : reportAt(located, `expected ${expected}`);
}
