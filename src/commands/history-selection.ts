import { InputError, UsageError } from '../core/errors.ts';
import type { CaptureFacts } from '../core/events.ts';
import type { Expression } from '../core/expression.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';
import { viewRequest } from '../core/request-view.ts';
import type { CaptureFilter, CaptureQuery, History, StoredCapture } from '../store/types.ts';

/** Which captures a command is about. */
export interface HistorySelection extends Pick<CaptureFilter, 'sinceMs' | 'provider' | 'event'> {
  /** Ids, ranges (`3..7`) and `last`; empty means all. */
  readonly ids: readonly string[];
  /** Only those whose signature failed, or that got an error or no answer. */
  readonly failed: boolean;
  readonly filter: Expression | null;
}

type Order = NonNullable<CaptureQuery['order']>;

const RANGE = /^(\d+)\.\.(\d+)$/;

/** Whether a word names captures rather than a file: `12`, `3..7` or `last`. */
export function isHistoryWord(word: string): boolean {
  return word === 'last' || /^\d+$/.test(word) || RANGE.test(word);
}

/** Captures that fit, in the order of the ids given, else as told; one in memory at a time. */
export async function* selectCaptures(
  history: Pick<History, 'capture' | 'last' | 'list'>,
  selection: HistorySelection,
  order: Order = 'oldest-first',
): AsyncGenerator<StoredCapture> {
  if (selection.ids.length === 0) {
    yield* fitting(allCaptures(history, selection, order), selection);
    return;
  }
  for (const word of selection.ids) yield* fitting(namedCaptures(history, word), selection);
}

async function* fitting(
  captures: AsyncIterable<StoredCapture>,
  { failed, filter }: HistorySelection,
): AsyncGenerator<StoredCapture> {
  for await (const capture of captures) {
    if (failed && !isFailed(capture.facts)) continue;
    if (filter !== null && !matchesExpression(filter, subjectOfCapture(capture))) continue;
    yield capture;
  }
}

async function* allCaptures(
  history: Pick<History, 'capture' | 'list'>,
  { sinceMs, provider, event }: HistorySelection,
  order: Order,
): AsyncGenerator<StoredCapture> {
  const query = {
    order,
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(provider === undefined ? {} : { provider }),
    ...(event === undefined ? {} : { event }),
  };
  for await (const { id } of history.list(query)) {
    const capture = await history.capture(id);
    if (capture !== undefined) yield capture; // it may have been pruned meanwhile
  }
}

async function* namedCaptures(
  history: Pick<History, 'capture' | 'last' | 'list'>,
  word: string,
): AsyncGenerator<StoredCapture> {
  const range = RANGE.exec(word);
  if (range === null) {
    const capture = word === 'last' ? await history.last() : await history.capture(word);
    if (capture === undefined) {
      const what = word === 'last' ? 'it is empty' : `it has no request #${word}`;
      throw new InputError(`nothing to take from the history: ${what}`, {
        hint: 'webhook-cli history lists what is there',
      });
    }
    yield capture;
    return;
  }
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (from > to) throw new UsageError(`the range ${word} is backwards`, { hint: `${to}..${from}` });
  const query = { afterId: String(from - 1), beforeId: String(to + 1) };
  for await (const { id } of history.list(from <= 1 ? { beforeId: query.beforeId } : query)) {
    const capture = await history.capture(id);
    if (capture !== undefined) yield capture;
  }
}

function isFailed(facts: CaptureFacts | null): boolean {
  if (facts === null) return false;
  const { status } = facts.answered;
  if (facts.verification.status === 'failed' || status === null) return true;
  return status < 200 || status > 299;
}

/** A stored capture as an expression sees it. */
function subjectOfCapture({ request, facts }: StoredCapture): ExpressionSubject {
  return {
    view: viewRequest(request),
    provider: facts?.provider ?? null,
    events: facts?.events ?? [],
    verification: facts?.verification ?? null,
    status: facts?.answered.status ?? null,
    remoteAddress: request.remoteAddress,
  };
}
