import type { FixtureReading, LoadedFixture } from '../core/fixture.ts';
import type { PlainReference, SourceReference } from '../store/run-types.ts';
import type { History } from '../store/types.ts';
import { CapturesAhead, type UnreadableCapture } from './captures-ahead.ts';
import type { LinePlace } from './replay-sources.ts';

export interface LoaderPorts {
  readonly fixtures: (patterns: readonly string[]) => AsyncIterable<FixtureReading>;
  /** Documents of files too large to be kept whole; absent for none. */
  readonly large?: {
    isLarge(file: string): Promise<boolean>;
    document(file: string, index: number): Promise<LoadedFixture | undefined>;
  };
  /** A request of an NDJSON file again. */
  readonly line: (place: LinePlace) => Promise<FixtureReading | undefined>;
  readonly history: Pick<History, 'recorded' | 'whole'>;
}

/** A planned request read again; `undefined` when it is gone. */
type Loaded = LoadedFixture | UnreadableCapture | undefined;

/** Reads planned requests again. */
export interface LoadSource {
  (reference: PlainReference): Loaded | Promise<Loaded>;
  /** Reads captures that will be asked for soon, all at once; what stands in files is kept anyway. */
  readonly ahead?: (references: readonly SourceReference[]) => Promise<void>;
}

/** Bodies of fixtures that were read not long ago are kept up to this, so that one file is not read for each document. */
const KEPT_BYTES = 32 * 1024 * 1024;
const FIXTURE_OVERHEAD_BYTES = 4 * 1024;

interface ReadFile {
  readonly documents: ReadonlyMap<number, LoadedFixture>;
  readonly bytes: number;
}

export function sourceLoader({ fixtures, large, line, history }: LoaderPorts): LoadSource {
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
  const captures = new CapturesAhead(history);
  const fromFile = async (
    reference: Exclude<PlainReference, { kind: 'capture' }>,
  ): Promise<Loaded> => {
    if (reference.kind === 'line') {
      const reading = await line(reference);
      return reading?.ok === true ? reading.loaded : undefined;
    }
    if (large !== undefined && (await large.isLarge(reference.file))) {
      return await large.document(reference.file, reference.document);
    }
    return (await open(reference.file)).documents.get(reference.document);
  };
  const load = (reference: PlainReference): Loaded | Promise<Loaded> =>
    reference.kind === 'capture' ? captures.load(reference.id) : fromFile(reference);
  return Object.assign(load, {
    ahead: (references: readonly SourceReference[]) => captures.read(references),
  });
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
