import type { NamedCapture } from '../core/capture-line.ts';
import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { History, StoredCapture } from '../store/types.ts';
import { capturedFixture } from './captured-fixture.ts';
import { fewProblems } from './few-problems.ts';
import {
  admitsCapture,
  type HistorySelection,
  isHistoryWord,
  selectCaptures,
  unreadable,
} from './history-selection.ts';
import type { Selection } from './selection.ts';
import type { Trouble } from './troubles.ts';
import { unreadableCapture } from './unreadable-capture.ts';

/** One thing to replay, and where it can be read again. */
export type ReplaySource =
  | { readonly ok: true; readonly loaded: LoadedFixture; readonly reference: SourceReference }
  | Trouble;
type FileSource = Exclude<ReplaySource, { readonly error: unknown }>;

/** Where a line stands in its file. */
export type LinePlace = Omit<Extract<SourceReference, { kind: 'line' }>, 'kind'>;

/** A request of a file; one from an NDJSON line has its place there, or the capture that the line names. */
type FileReading = FixtureReading & {
  readonly place?: LinePlace;
  readonly capture?: NamedCapture | null;
};

type CaptureReader = Pick<History, 'whole'>;

export interface SourcePorts {
  readonly files: (pattern: string) => AsyncIterable<FileReading>;
  /** Opened when the first capture is asked for. */
  readonly history: () => Promise<Pick<History, 'capture' | 'whole' | 'list'>>;
  /** Whether a request of a file fits the selection; absent where all are taken. */
  readonly fits?: (loaded: LoadedFixture) => boolean;
  /** Ends a list of captures; absent for never. */
  readonly stop?: AbortSignal;
}

/**
 * What to replay: those that the selection admits of words in the order given, each a file, folder or glob, or captures
 * of the history; without words of the whole history.
 */
export async function* replaySources(
  words: readonly string[],
  selection: Selection,
  ports: SourcePorts,
): AsyncGenerator<ReplaySource> {
  if (words.length === 0) {
    yield* captures({ ...selection, ids: [] }, ports);
    return;
  }
  for (const word of words) {
    if (isHistoryWord(word)) yield* captures({ ...selection, ids: [word] }, ports);
    else yield* fewProblems(fileSources(ports.files(word), selection, ports));
  }
}

async function* fileSources(
  readings: AsyncIterable<FileReading>,
  selection: Selection,
  ports: SourcePorts,
): AsyncGenerator<FileSource> {
  for await (const reading of readings) {
    const { capture = null } = reading;
    const found =
      capture === null ? undefined : await captureNamed(capture, ports).catch(passUnreadable);
    if (found !== undefined) {
      const { stored, history } = found;
      if (!admitsCapture(selection, stored)) continue;
      yield (await captureSource(stored, history).catch(passUnreadable)) ?? fileSource(reading);
    } else if (!reading.ok || ports.fits?.(reading.loaded) !== false) {
      yield fileSource(reading);
    }
  }
}

/** What a line has not can't be taken from such a capture either. */
function passUnreadable(error: unknown): undefined {
  if (unreadableCapture(error) === undefined) throw error;
}

/** The capture that a line tells of, whose bytes the line has not; `undefined` when the history is of other captures. */
async function captureNamed(
  { id, receivedAtMs, bodySha256 }: NamedCapture,
  ports: SourcePorts,
): Promise<{ readonly stored: StoredCapture; readonly history: CaptureReader } | undefined> {
  const history = await ports.history().catch(() => undefined);
  const stored = await history?.capture(id);
  if (history === undefined || stored === undefined) return undefined;
  const isSame =
    stored.facts?.bodySha256 === bodySha256 &&
    Math.abs(stored.request.receivedAtMs - receivedAtMs) < 1;
  return isSame ? { stored, history } : undefined;
}

async function* captures(
  selection: HistorySelection,
  ports: SourcePorts,
): AsyncGenerator<ReplaySource> {
  const history = await ports.history();
  const { stop } = ports;
  for await (const selected of selectCaptures(history, selection, stop ? { stop } : {})) {
    if (!selected.ok) {
      yield selected;
      continue;
    }
    const { capture } = selected;
    try {
      yield await captureSource(capture, history);
    } catch (error) {
      yield { ok: false, error: unreadable(capture.request.id, error) };
    }
  }
}

async function captureSource(
  { request, facts }: StoredCapture,
  history: CaptureReader,
): Promise<FileSource> {
  const reference = { kind: 'capture', id: request.id } as const;
  const whole = await history.whole(request);
  return { ok: true, loaded: fixtureOfStored({ request: whole, facts }), reference };
}

function fileSource(reading: FileReading): FileSource {
  if (!reading.ok) return reading;
  const { place } = reading;
  if (place !== undefined) return { ...reading, reference: { kind: 'line', ...place } };
  const { file, index: document } = reading.loaded;
  return { ...reading, reference: { kind: 'fixture', file, document } };
}

function fixtureOfStored({ request, facts }: StoredCapture): LoadedFixture {
  return capturedFixture(request, {
    provider: facts?.provider ?? null,
    event: facts?.events[0]?.name ?? null,
    capturedAt: new Date(request.receivedAtMs).toISOString(),
  });
}
