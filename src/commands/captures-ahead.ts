import type { LoadedFixture } from '../core/fixture.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { History, RecordedCapture } from '../store/types.ts';
import { capturedFixture } from './captured-fixture.ts';
import { concernsOne } from './history-selection.ts';

/** Captures of the history, read a page at a time: one by one takes several times as long. What can't be read is gone. */
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
    // Of a page with a damaged one the others are read one by one.
    const page = (await unlessDamaged(this.#history.recorded([...ids]))) ?? [];
    this.#older = this.#newest;
    this.#newest = new Map(page.map((capture) => [capture.request.id, capture]));
  }

  load(id: string): LoadedFixture | undefined | Promise<LoadedFixture | undefined> {
    const read = this.#newest.get(id) ?? this.#older.get(id);
    return read?.request.bodyFile === undefined && read !== undefined
      ? fixtureOf(read)
      : this.#loadWhole(id, read);
  }

  async #loadWhole(
    id: string,
    read: RecordedCapture | undefined,
  ): Promise<LoadedFixture | undefined> {
    const [capture] = read === undefined ? await this.#recorded(id) : [read];
    if (capture === undefined) return undefined;
    const request = await unlessDamaged(this.#history.whole(capture.request));
    return request === undefined ? undefined : fixtureOf({ ...capture, request });
  }

  async #recorded(id: string): Promise<readonly RecordedCapture[]> {
    return (await unlessDamaged(this.#history.recorded([id]))) ?? [];
  }
}

async function unlessDamaged<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (concernsOne(error)) return undefined;
    throw error;
  }
}

function fixtureOf({ request, provider, event }: RecordedCapture): LoadedFixture {
  return capturedFixture(request, { provider, event, capturedAt: null }); // a matter of the plan
}
