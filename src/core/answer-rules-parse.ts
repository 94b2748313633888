import type { AnswerManner, AnswerRule } from './answer-rules.ts';
import { utf8Bytes } from './bytes.ts';
import { readDuration, readWholeNumber } from './config-values.ts';
import { WebhookCliError } from './errors.ts';
import { type Expression, parseExpression } from './expression.ts';
import { asksAbout } from './expression-fields.ts';
import { headerFromText } from './header-text.ts';
import { type HeaderList, type HeaderPair, isHeaderValue } from './headers.ts';
import { formatPath } from './json-path.ts';
import type { LocatedNode } from './located-node.ts';
import { byPlace, type LocatedProblem } from './located-problem.ts';
import {
  type Located,
  readItems,
  readMembers,
  readOptional,
  readPairs,
  readScalarText,
  readUtf8Text,
  reportAt,
  reportMissing,
} from './located-reader.ts';

const RULE_KEYS = [
  'when',
  'respond',
  'per',
  'headers',
  'body',
  'delay',
  'hang_up',
  'slow_body',
  'length',
] as const;

const STATUS = { from: 200, to: 599, expected: 'an HTTP status from 200 to 599' };
const BYTES_A_SECOND = { from: 1, to: 999_999_999, expected: 'a whole number of bytes a second' };
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads a rules file, or tells everything that is wrong with it in the order of the file. */
export function parseAnswerRules(
  node: LocatedNode,
  file: string,
): { readonly rules: readonly AnswerRule[]; readonly problems: readonly LocatedProblem[] } {
  const problems: LocatedProblem[] = [];
  const root: Located = {
    node,
    path: [],
    report: ({ line, column }, path, message) => {
      problems.push({ file, line, column, path: formatPath(path), message });
    },
  };
  const list = readMembers(root, ['rules'])?.get('rules');
  if (list === undefined) reportMissing(root, 'rules', 'a list of rules');
  const items = list === undefined ? [] : (readItems(list, 'a list of rules') ?? []);
  return { rules: items.flatMap(readRule), problems: problems.sort(byPlace) };
}

function readRule(located: Located): readonly AnswerRule[] {
  const members = readMembers(located, RULE_KEYS);
  if (members === undefined) return [];
  const statuses = readStatuses(members.get('respond'));
  return [
    {
      when: readOptional(members.get('when'), readWhen),
      statuses,
      perEvent: readOptional(members.get('per'), readPer) === 'event',
      headers: readOptional(members.get('headers'), readHeaders) ?? [],
      body: readOptional(members.get('body'), (body) => {
        const text = readUtf8Text(body);
        return text === undefined ? undefined : utf8Bytes(text);
      }),
      delayMs: readOptional(members.get('delay'), readDuration),
      manner: readManner(members, located),
    },
  ];
}

function readWhen(located: Located): Expression | undefined {
  const text = readScalarText(located, 'an expression');
  if (text === undefined) return undefined;
  try {
    const expression = parseExpression(text);
    if (!asksAbout(expression, 'status')) return expression;
    return reportAt(located, 'status is not known before the answer; expected other fields');
  } catch (error) {
    if (!(error instanceof WebhookCliError)) throw error;
    return reportAt(located, error.message);
  }
}

function readStatuses(located: Located | undefined): readonly [number, ...number[]] {
  if (located === undefined) return [200];
  if (located.node.kind !== 'list') return [readWholeNumber(located, STATUS) ?? 200];
  const items = readItems(located, 'statuses') ?? [];
  const [first, ...rest] = items.map((item) => readWholeNumber(item, STATUS) ?? 200);
  if (first !== undefined) return [first, ...rest];
  reportAt(located, 'expected a status, or a list of at least one');
  return [200];
}

function readPer(located: Located): 'event' | 'rule' | undefined {
  const text = readScalarText(located);
  if (text === 'event' || text === 'rule') return text;
  return reportAt(located, 'expected rule or event');
}

function readHeaders(located: Located): HeaderList | undefined {
  return readPairs(located)?.flatMap(([name, value]): HeaderPair[] => {
    const nameText = readScalarText(name, 'a header name') ?? 'x';
    const valueText = readScalarText(value, 'a header value') ?? '';
    if (!HEADER_NAME.test(nameText)) reportAt(name, 'expected a header name');
    const header = headerFromText(valueText);
    if (!isHeaderValue(header)) {
      reportAt(value, 'expected a header value on one line, without control characters');
    }
    return [[nameText, header]];
  });
}

function readManner(members: ReadonlyMap<string, Located>, rule: Located): AnswerManner {
  const manners = ['hang_up', 'slow_body', 'length'].filter((key) => members.has(key));
  if (manners.length > 1) {
    reportAt(rule, `expected one of ${manners.join(' and ')}, found ${manners.length}`);
  }
  const hangUp = readOptional(members.get('hang_up'), readTruth);
  if (hangUp === true) return { kind: 'hang-up' };
  const bytesPerSecond = readOptional(members.get('slow_body'), (slow) =>
    readWholeNumber(slow, BYTES_A_SECOND),
  );
  if (bytesPerSecond !== null) return { kind: 'slow', bytesPerSecond };
  const by = readOptional(members.get('length'), readOffset);
  return by === null ? { kind: 'whole' } : { kind: 'wrong-length', by };
}

function readTruth(located: Located): boolean | undefined {
  const text = readScalarText(located, 'true or false');
  if (text === 'true' || text === 'false') return text === 'true';
  return reportAt(located, 'expected true or false');
}

function readOffset(located: Located): number | undefined {
  const text = readScalarText(located, 'a number of bytes, such as +10 or -3');
  if (text !== undefined && /^[+-]?[1-9]\d{0,6}$/.test(text)) return Number(text);
  return reportAt(located, 'expected a number of bytes, such as +10 or -3');
}
