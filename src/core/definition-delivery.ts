import { readChoice, readName, readSpan } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import type { DeclaredBatch } from './provider-definition.ts';

const DEFAULT_MAX = 100;
const DEFAULT_WINDOW_MS = 10_000;
const FORMS = ['array', 'jsonl', 'wrapper'] as const;
const SINGLES = ['wrapped', 'bare'] as const;

/** Reads `batch`: the form alone, or a map with more. */
export function readBatch(located: Located): DeclaredBatch | undefined {
  const isWord = located.node.kind === 'scalar';
  const members = isWord
    ? new Map([['form', located]])
    : readMembers(located, ['form', 'key', 'max', 'window', 'single']);
  if (members === undefined) return undefined;
  const form = members.get('form');
  if (form === undefined) return reportAt(located, `expected form, one of ${FORMS.join(', ')}`);
  const chosen = readChoice(form, FORMS);
  const key = members.get('key');
  const read = {
    key: readOptional(key, (text) => readName(text, 'the key of the list')) ?? '',
    max: readOptional(members.get('max'), readMost) ?? DEFAULT_MAX,
    windowMs: readOptional(members.get('window'), readSpan) ?? DEFAULT_WINDOW_MS,
    bareSingle: readOptional(members.get('single'), (text) => readChoice(text, SINGLES)) === 'bare',
  };
  if (chosen === 'wrapper' && key === undefined) {
    return reportAt(located, 'a wrapper has the events in a list: expected key, its name');
  }
  if (chosen !== undefined && chosen !== 'wrapper' && key !== undefined) {
    return reportAt(key, 'only form: wrapper has a key');
  }
  return chosen && { form: chosen, ...read };
}

function readMost(located: Located): number | undefined {
  const text = readUtf8Text(located, 'a whole number above 1');
  if (text === undefined) return undefined;
  const most = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return most > 1 ? most : reportAt(located, 'expected a whole number above 1');
}
