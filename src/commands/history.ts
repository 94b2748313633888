import type { AttemptEvent } from '../core/delivery-events.ts';
import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { RequestEvent } from '../core/events.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import type { Logger, Output } from '../core/ports.ts';
import type { RequestForm } from '../core/printed-event.ts';
import { bodyBytes } from '../core/request.ts';
import { formatSize } from '../core/size.ts';
import { causeText } from '../explain/cause-text.ts';
import { sha256Hex } from '../signing/digest.ts';
import type { CaptureQuery, History, PruneRule, StoredCapture } from '../store/types.ts';
import { type HistorySelection, selectCaptures, unreadable } from './history-selection.ts';
import { placed } from './placed.ts';
import { inText, printedCapture, TooLargeForTextError } from './print-capture.ts';
import { pruneRuns, type RunPrunePorts } from './prune-runs.ts';
import { Troubles } from './troubles.ts';

export interface HistoryPorts {
  readonly history: History;
  readonly output: Output;
  readonly logger: Logger;
  /** Ends a list between two captures; absent for never. */
  readonly stop?: AbortSignal;
}

/** Lists captures, oldest first; with `limit` the newest so many. */
export async function runHistory(
  selection: HistorySelection,
  limit: number | null,
  ports: HistoryPorts,
): Promise<ExitCode> {
  const { output } = ports;
  const troubles = new Troubles(output);
  const shown =
    limit === null
      ? readable(selection, 'oldest-first', ports, troubles)
      : newest(selection, limit, ports, troubles);
  for await (const capture of shown) await output.event(requestEvent(capture));
  return ports.stop?.aborted === true ? Exit.interrupted : troubles.exitCode;
}

/** Captures that fit, without bodies; those that can't be read are told of. */
async function* readable(
  selection: HistorySelection,
  order: NonNullable<CaptureQuery['order']>,
  { history, stop }: HistoryPorts,
  troubles: Troubles,
): AsyncGenerator<StoredCapture> {
  const options = { order, bodies: 'as-needed', ...(stop === undefined ? {} : { stop }) } as const;
  for await (const selected of selectCaptures(history, selection, options)) {
    if (selected.ok) yield selected.capture;
    else await troubles.tell(selected);
  }
}

/** The last so many that fit, in order. */
async function* newest(
  selection: HistorySelection,
  limit: number,
  ports: HistoryPorts,
  troubles: Troubles,
): AsyncGenerator<StoredCapture> {
  const kept: StoredCapture[] = [];
  if (selection.ids.length > 0) {
    for await (const capture of readable(selection, 'oldest-first', ports, troubles)) {
      kept.push(capture);
      if (kept.length > limit) kept.shift();
    }
    yield* kept;
    return;
  }
  if (limit === 0) return;
  for await (const capture of readable(selection, 'newest-first', ports, troubles)) {
    kept.push(capture);
    if (kept.length === limit) break;
  }
  yield* kept.reverse();
}

interface ShowPorts extends HistoryPorts {
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether the output wants every body, however large. */
  readonly wholeBodies: boolean;
}

type ShownForm = RequestForm | 'body' | null;

/** Shows captures whole, or in another form; one that can't be shown does not keep the others from it. */
export async function runShow(
  selection: HistorySelection,
  form: ShownForm,
  ports: ShowPorts,
): Promise<ExitCode> {
  const { history, output, stop } = ports;
  const troubles = new Troubles(output);
  const shown = usable(selection, ports, troubles, async (capture) => {
    if (form !== null && form !== 'body') return await printedCapture(capture, form, history);
    await show(capture, form, ports);
    return null;
  });
  for await (const { item, place } of placed(shown)) {
    if (item === null) continue;
    try {
      await inText(item.request.id, async () => await output.event({ ...item, place }));
    } catch (error) {
      if (!(error instanceof TooLargeForTextError)) throw error;
      await troubles.tell({ ok: false, error });
    }
  }
  return stop?.aborted === true ? Exit.interrupted : troubles.exitCode;
}

/** What `use` makes of each capture; those that can't be read are told of and left out. */
async function* usable<T>(
  selection: HistorySelection,
  { history, stop }: HistoryPorts,
  troubles: Troubles,
  use: (capture: StoredCapture) => Promise<T>,
): AsyncGenerator<T> {
  const options = stop === undefined ? {} : { stop };
  for await (const selected of selectCaptures(history, selection, options)) {
    if (!selected.ok) {
      await troubles.tell(selected);
      continue;
    }
    const { capture } = selected;
    let used: T;
    try {
      used = await use(capture);
    } catch (error) {
      if (error instanceof TooLargeForTextError) await troubles.tell({ ok: false, error });
      else await troubles.tell({ ok: false, error: unreadable(capture.request.id, error) });
      continue;
    }
    yield used;
  }
}

async function show(capture: StoredCapture, form: 'body' | null, ports: ShowPorts): Promise<void> {
  const { history, output } = ports;
  const { request } = capture;
  if (form === 'body') {
    for await (const chunk of history.body(request)) await ports.writeBytes(chunk);
    return;
  }
  const shown = ports.wholeBodies ? await history.whole(request) : request;
  await inText(request.id, async () => {
    await output.event(withStory(requestEvent({ ...capture, request: shown })));
  });
  for (const record of await history.forwards(request.id)) {
    await output.event(attemptEvent(capture, record));
  }
}

/** Removes old captures and old runs, and says what went. `null` for runs: those older than the oldest request go. */
export async function runPrune(
  rule: PruneRule,
  runRule: PruneRule | null,
  ports: HistoryPorts & RunPrunePorts,
): Promise<ExitCode> {
  const { history, output, logger } = ports;
  const { captures, waiting, bodyFiles, bodyFileBytes, isShrunk } = await history.prune(rule);
  const { runs, unfinished } = await pruneRuns(history, runRule, ports);
  // Once more gives the space of the runs back.
  const isWhollyShrunk = runs > 0 ? (await history.prune({})).isShrunk : isShrunk;
  const files =
    bodyFiles === 0 ? '' : `, and ${bodyFiles} body files of ${formatSize(bodyFileBytes)}`;
  const open = unfinished === 0 ? '' : `, ${unfinished} of them unfinished`;
  const ofRuns = runs === 0 ? '' : `; ${runs === 1 ? '1 run' : `${runs} runs`}${open}`;
  logger.info(`${captures} requests removed${files}${ofRuns}`);
  if (waiting > 0) {
    const wait = waiting === 1 ? '1 request waits' : `${waiting} requests wait`;
    const are = waiting === 1 ? 'is' : 'are';
    logger.info(`${wait} to be sent on and ${are} kept; --waiting removes such requests too`);
  }
  if (!isWhollyShrunk) {
    logger.warn(
      'the disk is full, so the file of the history could not be made smaller yet; what comes next takes the place of what was removed',
    );
  }
  const removed = {
    requests: captures,
    waiting,
    runs,
    unfinishedRuns: unfinished,
    bodyFiles,
    bodyFileBytes,
  };
  await output.event({ type: 'pruned', ...removed });
  return Exit.done;
}

function requestEvent({ request, facts }: StoredCapture): RequestEvent {
  if (facts !== null) return { type: 'request', request, ...facts, savedTo: null };
  return {
    type: 'request',
    request,
    bodySha256: request.bodyFile?.sha256 ?? sha256Hex(request.body),
    provider: null,
    events: [],
    verification: {
      status: 'not-applicable',
      detail: 'the listener ended before it looked at this request',
    },
    answered: null,
    again: null,
    savedTo: null,
  };
}

/** What is wrong with its signature, as `verify` would tell it. */
function withStory(event: RequestEvent): RequestEvent {
  const { verification } = event;
  const cause = verification.status === 'failed' ? verification.cause : verification.status;
  const story = causeText(cause);
  return story === undefined ? event : { ...event, story };
}

/** A request sent on, in the shape of the attempt it was. */
function attemptEvent(
  capture: StoredCapture,
  { url, atMs, durationMs, response, error }: ForwardRecord,
): AttemptEvent {
  const { request } = capture;
  return {
    type: 'attempt',
    delivery: request.id,
    run: 'forward',
    source: `#${request.id}`,
    attempt: 1,
    maxAttempts: 1,
    url,
    method: request.method,
    startedAtMs: atMs,
    status: response?.status ?? null,
    error,
    durationMs,
    nextAttemptAtMs: null,
    signed: 'verbatim',
    signedNote: null,
    bodyBytes: bodyBytes(request),
    bodySha256: requestEvent(capture).bodySha256,
    response,
  };
}
