import { EnvironmentError, ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type {
  AttemptEvent,
  CaptureFacts,
  PrintedAnswer,
  PrintedPlace,
  RequestEvent,
  RequestForm,
} from '../core/events.ts';
import type { ForwardRecord } from '../core/forward-record.ts';
import type { Logger, Output } from '../core/ports.ts';
import { bodyBytes } from '../core/request.ts';
import { formatSize } from '../core/size.ts';
import { causeText } from '../explain/cause-text.ts';
import type { History, PruneRule, StoredCapture } from '../store/types.ts';
import { type HistorySelection, selectCaptures } from './history-selection.ts';
import { placed } from './placed.ts';
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
  const captures = selectCaptures(ports.history, selection);
  if (form !== null && form !== 'body') {
    for await (const { item, place } of placed(captures)) {
      await inText(item.request.id, async () => await printCapture(item, form, place, ports));
    }
    return Exit.done;
  }
  for await (const capture of captures) {
    const { request } = capture;
    if (form === null) {
      await inText(request.id, async () => {
        const shown = ports.wholeBodies ? await ports.history.whole(request) : request;
        await ports.output.event(withStory(requestEvent({ ...capture, request: shown })));
      });
      for (const record of await ports.history.forwards(request.id)) {
        await ports.output.event(attemptEvent(capture, record));
      }
    } else {
      for await (const chunk of ports.history.body(request)) await ports.writeBytes(chunk);
    }
  }
  return Exit.done;
}

async function printCapture(
  { request, facts }: StoredCapture,
  form: RequestForm,
  place: PrintedPlace,
  { history, output }: HistoryPorts,
): Promise<void> {
  const { url, receivedAtMs: atMs } = request;
  const answer =
    form === 'har' && facts !== null ? await answerOf(request.id, facts, history) : null;
  const whole = await history.whole(request);
  await output.event({ type: 'printed', form, url, request: whole, atMs, place, answer });
}

/** What the sender was answered: of a target's answer all is kept, of others the status. */
async function answerOf(
  id: string,
  { answered }: CaptureFacts,
  history: Pick<History, 'forwards'>,
): Promise<PrintedAnswer | null> {
  const { status, source } = answered;
  if (status === null) return null;
  const forwards = source === 'target' ? await history.forwards(id) : [];
  const forward = forwards.find(({ response }) => response?.status === status);
  if (forward === undefined || forward.response === null) return { status };
  return { status, response: forward.response, durationMs: forward.durationMs };
}

/** Says of a body that no text can hold how to get it nevertheless. */
async function inText(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isTooLongForText(error)) throw error;
    throw new EnvironmentError(`the body of request #${id} is too large for this form`, {
      hint: `webhook-cli show ${id} --body writes it byte for byte`,
      cause: error,
    });
  }
}

/** What V8 and Node say of a string beyond their bound. */
function isTooLongForText(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === 'ERR_STRING_TOO_LONG' || error.message === 'Invalid string length';
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
