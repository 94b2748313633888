import { EMPTY_BYTES } from '../core/bytes.ts';
import { EnvironmentError, InputError, UsageError, type WebhookCliError } from '../core/errors.ts';
import { looksAtBody } from '../core/expression-match.ts';
import { viewRequest } from '../core/request-view.ts';
import { sha256Hex } from '../signing/digest.ts';
import type { CaptureQuery, CaptureRecord, History, StoredCapture } from '../store/types.ts';
import { admits, admitsAtSight, type Candidate, type Selection } from './selection.ts';
import { unreadableCapture } from './unreadable-capture.ts';

/** Which captures a command is about. */
export interface HistorySelection extends Selection {
  /** Ids, ranges (`3..7`) and `last`; empty means all. */
  readonly ids: readonly string[];
}

/** A capture that was chosen, or what stood in the way of one: the others follow. */
export type Selected =
  | { readonly ok: true; readonly capture: StoredCapture }
  | { readonly ok: false; readonly error: WebhookCliError };

interface SelectOptions {
  /** In which order those without ids come. */
  readonly order?: NonNullable<CaptureQuery['order']>;
  /** `as-needed`: of a capture that is described only its size and hash are wanted, so that no body is read in vain. */
  readonly bodies?: 'all' | 'as-needed';
  /** Ends the list. */
  readonly stop?: AbortSignal;
}

const RANGE = /^(\d+)\.\.(\d+)$/;
/** What no id exceeds. */
const MAX_ID = 999_999_999_999_999;

/** Whether a word names captures rather than a file: `12`, `3..7` or `last`. */
export function isHistoryWord(word: string): boolean {
  return word === 'last' || /^\d+$/.test(word) || RANGE.test(word);
}

/**
 * Captures that fit, in the order of the ids given, else as told; one in memory at a time. A word that names none, and a
 * capture that can't be read, is an error in its place.
 *
 * @throws {UsageError} when a range is backwards
 * @throws {StoreError} when the history as a whole can't be read
 */
export async function* selectCaptures(
  history: Pick<History, 'capture' | 'list'>,
  selection: HistorySelection,
  options: SelectOptions = {},
): AsyncGenerator<Selected> {
  const { ids, sinceMs, provider, event } = selection;
  if (ids.length === 0) {
    const query = {
      order: options.order ?? 'oldest-first',
      ...(sinceMs === undefined ? {} : { sinceMs }),
      ...(provider === undefined ? {} : { provider }),
      ...(event === undefined ? {} : { event }),
    };
    yield* chosen(history, query, selection, options);
    return;
  }
  const named = ids.map((word) => ({ word, query: queryOf(word) }));
  for (const { word, query } of named) {
    const seen = { any: false };
    yield* chosen(history, query, selection, options, seen);
    if (!seen.any && options.stop?.aborted !== true) yield { ok: false, error: nothingNamed(word) };
  }
}

/** @param seen - told whether there was anything to choose from */
async function* chosen(
  history: Pick<History, 'capture' | 'list'>,
  query: CaptureQuery,
  selection: Selection,
  options: SelectOptions,
  seen: { any: boolean } = { any: false },
): AsyncGenerator<Selected> {
  const damaged: WebhookCliError[] = [];
  const told = function* (): Generator<Selected> {
    for (const error of damaged.splice(0)) yield { ok: false, error };
  };
  const onDamaged = (error: WebhookCliError): void => {
    seen.any = true;
    damaged.push(error);
  };
  for await (const record of history.list({ ...query, onDamaged })) {
    if (options.stop?.aborted === true) return;
    seen.any = true;
    const isLastDamaged = damaged.length > 0 && query.limit === 1;
    yield* told();
    if (isLastDamaged) return;
    if (!admitsAtSight(selection, candidateOf(record))) continue;
    const found = await readAsFar(history, record, selection, options);
    if (found !== undefined) yield found;
  }
  yield* told();
}

/** `undefined` when it does not fit, or was pruned meanwhile. */
async function readAsFar(
  history: Pick<History, 'capture'>,
  record: CaptureRecord,
  selection: Selection,
  { bodies = 'all' }: SelectOptions,
): Promise<Selected | undefined> {
  const { filter } = selection;
  const slim = withoutBody(record, record.facts?.bodySha256);
  const isReadForFilter = filter !== null && looksAtBody(filter);
  if (filter !== null && !isReadForFilter && !admitsCapture(selection, slim)) return undefined;
  // The hash of one that was never described is not written down.
  if (!isReadForFilter && bodies !== 'all' && record.facts !== null) {
    return { ok: true, capture: slim };
  }
  try {
    const whole = await history.capture(record.id);
    if (whole === undefined || (isReadForFilter && !admitsCapture(selection, whole)))
      return undefined;
    if (bodies === 'all' || whole.request.bodyFile !== undefined)
      return { ok: true, capture: whole };
    return { ok: true, capture: withoutBody(record, sha256Hex(whole.request.body)) };
  } catch (error) {
    return { ok: false, error: unreadable(record.id, error) };
  }
}

/** @throws what concerns more than this capture */
export function unreadable(id: string, error: unknown): WebhookCliError {
  const one = unreadableCapture(error);
  if (one === undefined) throw error;
  if (one.code === 'WHK_STORE') return one;
  const hint = one.hint === undefined ? {} : { hint: one.hint };
  return new EnvironmentError(`capture ${id} of the history: ${one.message}`, hint);
}

export function admitsCapture(selection: Selection, capture: StoredCapture): boolean {
  const { request, facts } = capture;
  const { receivedAtMs, remoteAddress } = request;
  return admits(selection, {
    ...candidateOf({ receivedAtMs, remoteAddress, facts }),
    view: viewRequest(request),
  });
}

/** A stored capture as a selection sees it. */
function candidateOf({
  receivedAtMs,
  remoteAddress,
  facts,
}: Pick<CaptureRecord, 'receivedAtMs' | 'remoteAddress' | 'facts'>): Candidate {
  return {
    receivedAtMs,
    remoteAddress,
    provider: facts?.provider ?? null,
    events: facts?.events ?? [],
    verification: facts?.verification ?? null,
    status: facts?.answered.status ?? null,
    isHungUp: facts?.answered.status === null,
  };
}

/** The capture as if its body were too large to be at hand. */
function withoutBody(
  { facts, bodyBytes: bytes, ...head }: CaptureRecord,
  sha256 = '',
): StoredCapture {
  return { request: { ...head, body: EMPTY_BYTES, bodyFile: { sha256, bytes } }, facts };
}

/** @throws {UsageError} when a range is backwards */
function queryOf(word: string): CaptureQuery {
  if (word === 'last') return { order: 'newest-first', limit: 1 };
  const [, first = word, last = first] = RANGE.exec(word) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (from > to) throw new UsageError(`the range ${word} is backwards`, { hint: `${to}..${from}` });
  return {
    ...(from <= 1 ? {} : { afterId: `${from - 1}` }),
    ...(to >= MAX_ID ? {} : { beforeId: `${to + 1}` }),
  };
}

function nothingNamed(word: string): InputError {
  const range = RANGE.exec(word);
  const what = range === null ? `#${word}` : `from #${range[1]} to #${range[2]}`;
  const why = word === 'last' ? 'it is empty' : `it has no request ${what}`;
  return new InputError(`nothing to take from the history: ${why}`, {
    hint: 'webhook-cli history lists what is there',
  });
}
