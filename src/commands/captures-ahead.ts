import type { LoadedFixture } from '../core/fixture.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { History, RecordedCapture } from '../store/types.ts';
import { capturedFixture } from './captured-fixture.ts';
import { unreadableCapture } from './unreadable-capture.ts';

/** A capture that is there, but can't be read. */
export interface UnreadableCapture {
  readonly unreadable: string;
}

type Loaded = LoadedFixture | UnreadableCapture | undefined;

/** Captures of the history, read a page at a time: one by one takes several times as long. */
export class CapturesAhead {
  readonly #history: Pick<History, 'recorded' | 'whole'>;
  #newest: ReadonlyMap<string, RecordedCapture> = new Map();
  /** The page before: some of it may still be asked for. */
  #older: ReadonlyMap<string, RecordedCapture> = new Map();

  constructor(history: Pick<History, 'recorded' | 'whole'>) {
    this.#history = history;
  }

  /** Reads those of the references that are captures. */
  async read(references: readonly SourceReference[]): Promise<void> {
    const ids = new Set<string>();
    for (const reference of references) if (reference.kind === 'capture') ids.add(reference.id);
    if (ids.size === 0) return;
    const page = await this.#page([...ids]);
    this.#older = this.#newest;
    this.#newest = new Map(page.map((capture) => [capture.request.id, capture]));
  }

  /** One damaged capture fails its whole page: the others are then read one by one, when it is their turn. */
  async #page(ids: readonly string[]): Promise<readonly RecordedCapture[]> {
    try {
      return await this.#history.recorded(ids);
    } catch (error) {
      if (unreadableCapture(error) === undefined) throw error;
      return [];
    }
  }

  load(id: string): Loaded | Promise<Loaded> {
    const read = this.#newest.get(id) ?? this.#older.get(id);
    return read?.request.bodyFile === undefined && read !== undefined
      ? fixtureOf(read)
      : this.#loadWhole(id, read);
  }

  async #loadWhole(id: string, read: RecordedCapture | undefined): Promise<Loaded> {
    try {
      const [capture] = read === undefined ? await this.#history.recorded([id]) : [read];
      if (capture === undefined) return undefined;
      return fixtureOf({ ...capture, request: await this.#history.whole(capture.request) });
    } catch (error) {
      const unreadable = unreadableCapture(error);
      if (unreadable === undefined) throw error;
      return { unreadable: unreadable.message };
    }
  }
}

function fixtureOf({ request, provider, event }: RecordedCapture): LoadedFixture {
  return capturedFixture(request, { provider, event, capturedAt: null }); // a matter of the plan
}
