import { readChoice, readDelays, readName, readSpan, readStatuses } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import type { DeclaredBatch, DeclaredRetry } from './provider-definition.ts';
import { ANY_2XX } from './schedule.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX = 100;
const DEFAULT_WINDOW_MS = 10_000;
const FORMS = ['array', 'jsonl', 'wrapper'] as const;
const SINGLES = ['wrapped', 'bare'] as const;

/** Reads `retry`: the waits alone, or a map with more. */
export function readRetry(located: Located): DeclaredRetry | undefined {
  const none = { delaysMs: [], timeoutMs: DEFAULT_TIMEOUT_MS, success: ANY_2XX, stop: [] };
  if (located.node.kind !== 'map') {
    const delaysMs = readDelays(located);
    return delaysMs && { ...none, delaysMs };
  }
  const members = readMembers(located, ['delays', 'timeout', 'success', 'stop']);
  return (
    members && {
      delaysMs: readOptional(members.get('delays'), readDelays) ?? none.delaysMs,
      timeoutMs: readOptional(members.get('timeout'), readTimeout) ?? none.timeoutMs,
      success: readOptional(members.get('success'), readStatuses) ?? none.success,
      stop: readOptional(members.get('stop'), readStatuses) ?? none.stop,
    }
  );
}

function readTimeout(located: Located): number | undefined {
  const timeoutMs = readSpan(located);
  return timeoutMs === 0 ? reportAt(located, 'expected a duration above zero') : timeoutMs;
}

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
