import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import type { History, StoredCapture } from '../store/types.ts';
import { type HistorySelection, isHistoryWord, selectCaptures } from './history-selection.ts';

export interface SourcePorts {
  readonly fixtures: (patterns: readonly string[]) => AsyncIterable<FixtureReading>;
  /** Opened when the first capture is asked for. */
  readonly history: () => Promise<Pick<History, 'capture' | 'last' | 'list'>>;
}

/**
 * What to replay: words in the order given, each a file, folder or glob, or captures of the history; without words the
 * captures that the selection describes.
 */
export async function* replaySources(
  words: readonly string[],
  selection: Omit<HistorySelection, 'ids'>,
  ports: SourcePorts,
): AsyncGenerator<FixtureReading> {
  if (words.length === 0) {
    yield* captures({ ...selection, ids: [] }, ports);
    return;
  }
  for (const word of words) {
    if (isHistoryWord(word)) yield* captures({ ...selection, ids: [word] }, ports);
    else yield* ports.fixtures([word]);
  }
}

async function* captures(
  selection: HistorySelection,
  ports: SourcePorts,
): AsyncGenerator<FixtureReading> {
  for await (const capture of selectCaptures(await ports.history(), selection)) {
    yield { ok: true, loaded: fixtureOfStored(capture) };
  }
}

function fixtureOfStored({ request, facts }: StoredCapture): LoadedFixture {
  const { method, path, headers, body } = request;
  return {
    file: 'history',
    index: 0,
    source: `#${request.id}`,
    fixture: {
      provider: facts?.provider ?? null,
      event: facts?.events[0]?.name ?? null,
      capturedAt: new Date(request.receivedAtMs).toISOString(),
      note: null,
      request: { method, path, headers, body: { kind: 'bytes', bytes: body } },
      response: null,
    },
  };
}
