import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import type { LocatedProblem } from '../core/located-problem.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { History, StoredCapture } from '../store/types.ts';
import { capturedFixture } from './captured-fixture.ts';
import { type HistorySelection, isHistoryWord, selectCaptures } from './history-selection.ts';

/** Lines that `listen`, `history` or `show` printed with `--json`. */
const NDJSON_NAME = /\.(?:ndjson|jsonl)$/i;

/** One thing to replay, and where it can be read again. */
export type ReplaySource =
  | { readonly ok: true; readonly loaded: LoadedFixture; readonly reference: SourceReference }
  | { readonly ok: false; readonly problem: LocatedProblem };

/** Where a line stands in its file. */
export type LinePlace = Omit<Extract<SourceReference, { kind: 'line' }>, 'kind'>;

export interface SourcePorts {
  readonly fixtures: (patterns: readonly string[]) => AsyncIterable<FixtureReading>;
  /** Requests of an NDJSON file; absent where there are none of them. */
  readonly lines?: (file: string) => AsyncIterable<FixtureReading & { readonly place: LinePlace }>;
  /** Opened when the first capture is asked for. */
  readonly history: () => Promise<Pick<History, 'capture' | 'whole' | 'last' | 'list'>>;
}

/**
 * What to replay: words in the order given, each a file, folder or glob, or captures of the history; without words the
 * captures that the selection describes.
 */
export async function* replaySources(
  words: readonly string[],
  selection: Omit<HistorySelection, 'ids'>,
  ports: SourcePorts,
): AsyncGenerator<ReplaySource> {
  if (words.length === 0) {
    yield* captures({ ...selection, ids: [] }, ports);
    return;
  }
  for (const word of words) {
    if (isHistoryWord(word)) yield* captures({ ...selection, ids: [word] }, ports);
    else if (ports.lines !== undefined && NDJSON_NAME.test(word))
      yield* lineSources(word, ports.lines);
    else for await (const reading of ports.fixtures([word])) yield fixtureSource(reading);
  }
}

async function* lineSources(
  file: string,
  lines: NonNullable<SourcePorts['lines']>,
): AsyncGenerator<ReplaySource> {
  for await (const reading of lines(file)) {
    if (!reading.ok) yield reading;
    else yield { ...reading, reference: { kind: 'line', ...reading.place } };
  }
}

async function* captures(
  selection: HistorySelection,
  ports: SourcePorts,
): AsyncGenerator<ReplaySource> {
  const history = await ports.history();
  for await (const { request, facts } of selectCaptures(history, selection)) {
    const reference = { kind: 'capture', id: request.id } as const;
    const whole = await history.whole(request);
    yield { ok: true, loaded: fixtureOfStored({ request: whole, facts }), reference };
  }
}

function fixtureSource(reading: FixtureReading): ReplaySource {
  if (!reading.ok) return reading;
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
