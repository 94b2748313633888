import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import type { SourceReference } from '../store/run-types.ts';
import type { History } from '../store/types.ts';
import { fixtureOfStored } from './replay-sources.ts';

export interface LoaderPorts {
  readonly fixtures: (patterns: readonly string[]) => AsyncIterable<FixtureReading>;
  readonly history: Pick<History, 'capture' | 'whole'>;
}

/** Reads a planned request again; `undefined` when it is gone. */
export type LoadSource = (reference: SourceReference) => Promise<LoadedFixture | undefined>;

/** Bodies of fixtures that were read not long ago are kept up to this, so that one file is not read for each document. */
const KEPT_BYTES = 32 * 1024 * 1024;
const FIXTURE_OVERHEAD_BYTES = 4 * 1024;

interface ReadFile {
  readonly documents: ReadonlyMap<number, LoadedFixture>;
  readonly bytes: number;
}

export function sourceLoader({ fixtures, history }: LoaderPorts): LoadSource {
  const files = new Map<string, Promise<ReadFile>>();
  const sizes = new Map<string, number>();
  let keptBytes = 0;

  const drop = (file: string): void => {
    files.delete(file);
    keptBytes -= sizes.get(file) ?? 0;
    sizes.delete(file);
  };
  const makeRoom = (newest: string): void => {
    for (const file of sizes.keys()) {
      if (keptBytes <= KEPT_BYTES) return;
      if (file !== newest) drop(file);
    }
  };
  const open = async (file: string): Promise<ReadFile> => {
    const known = files.get(file);
    if (known !== undefined) return await known;
    const reading = readWhole(fixtures([file]));
    files.set(file, reading);
    const { bytes } = await reading;
    sizes.set(file, bytes);
    keptBytes += bytes;
    makeRoom(file);
    return await reading;
  };
  return async (reference) => {
    if (reference.kind === 'capture') {
      const capture = await history.capture(reference.id);
      if (capture === undefined) return undefined;
      return fixtureOfStored({ ...capture, request: await history.whole(capture.request) });
    }
    return (await open(reference.file)).documents.get(reference.document);
  };
}

async function readWhole(readings: AsyncIterable<FixtureReading>): Promise<ReadFile> {
  const documents = new Map<number, LoadedFixture>();
  let bytes = 0;
  for await (const reading of readings) {
    if (!reading.ok) continue;
    const { body } = reading.loaded.fixture.request;
    documents.set(reading.loaded.index, reading.loaded);
    bytes += FIXTURE_OVERHEAD_BYTES + (body.kind === 'bytes' ? body.bytes.length : 0);
  }
  return { documents, bytes };
}
