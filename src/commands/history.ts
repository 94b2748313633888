import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { AttemptEvent, RequestEvent, RequestForm } from '../core/events.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import type { Logger, Output } from '../core/ports.ts';
import { bodyBytes } from '../core/request.ts';
import { formatSize } from '../core/size.ts';
import { causeText } from '../explain/cause-text.ts';
import type { History, PruneRule, StoredCapture } from '../store/types.ts';
import { type HistorySelection, selectCaptures } from './history-selection.ts';
import { pruneRuns, type RunPrunePorts } from './prune-runs.ts';

export interface HistoryPorts {
  readonly history: History;
  readonly output: Output;
  readonly logger: Logger;
}

/** Lists captures, oldest first; with `limit` the newest so many. */
export async function runHistory(
  selection: HistorySelection,
  limit: number | null,
  ports: HistoryPorts,
): Promise<ExitCode> {
  const { history, output } = ports;
  const shown =
    limit === null ? selectCaptures(history, selection) : newest(history, selection, limit);
  for await (const capture of shown) await output.event(requestEvent(capture));
  return Exit.done;
}

/** The last so many that fit, in order. */
async function* newest(
  history: History,
  selection: HistorySelection,
  limit: number,
): AsyncGenerator<StoredCapture> {
  const kept: StoredCapture[] = [];
  if (selection.ids.length > 0) {
    for await (const capture of selectCaptures(history, selection)) {
      kept.push(capture);
      if (kept.length > limit) kept.shift();
    }
    yield* kept;
    return;
  }
  if (limit === 0) return;
  for await (const capture of selectCaptures(history, selection, 'newest-first')) {
    kept.push(capture);
    if (kept.length === limit) break;
  }
  yield* kept.reverse();
}

/** Shows captures whole, or in another form. */
export async function runShow(
  selection: HistorySelection,
  form: RequestForm | 'body' | null,
  ports: HistoryPorts & {
    readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
    /** Whether the output wants every body, however large. */
    readonly wholeBodies: boolean;
  },
): Promise<ExitCode> {
  for await (const capture of selectCaptures(ports.history, selection)) {
    const { request } = capture;
    if (form === null) {
      const shown = ports.wholeBodies ? await ports.history.whole(request) : request;
      await ports.output.event(withStory(requestEvent({ ...capture, request: shown })));
      for (const record of await ports.history.forwards(request.id)) {
        await ports.output.event(attemptEvent(capture, record));
      }
    } else if (form === 'body') {
      for await (const chunk of ports.history.body(request)) await ports.writeBytes(chunk);
    } else {
      const { url, receivedAtMs: atMs } = request;
      const whole = await ports.history.whole(request);
      await ports.output.event({ type: 'printed', form, url, request: whole, atMs });
    }
  }
  return Exit.done;
}

/** Removes old captures and old runs, and says what went. `null` for runs: those older than the oldest request go. */
export async function runPrune(
  rule: PruneRule,
  runRule: PruneRule | null,
  ports: HistoryPorts & RunPrunePorts,
): Promise<ExitCode> {
  const { history, logger } = ports;
  const { captures, bodyFiles, bodyFileBytes } = await history.prune(rule);
  const { runs, unfinished } = await pruneRuns(history, runRule, ports);
  if (runs > 0) await history.prune({}); // gives the space of the runs back
  const files =
    bodyFiles === 0 ? '' : `, and ${bodyFiles} body files of ${formatSize(bodyFileBytes)}`;
  const open = unfinished === 0 ? '' : `, ${unfinished} of them unfinished`;
  const ofRuns = runs === 0 ? '' : `; ${runs === 1 ? '1 run' : `${runs} runs`}${open}`;
  logger.info(`${captures} requests removed${files}${ofRuns}`);
  return Exit.done;
}

function requestEvent({ request, facts }: StoredCapture): RequestEvent {
  if (facts !== null) return { type: 'request', request, ...facts, savedTo: null };
  return {
    type: 'request',
    request,
    bodySha256: request.bodyFile?.sha256 ?? '',
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
  { request, facts }: StoredCapture,
  { url, atMs, durationMs, response, error }: ForwardRecord,
): AttemptEvent {
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
    bodySha256: facts?.bodySha256 ?? '',
    response,
  };
}
