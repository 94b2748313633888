import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { LoadedFixture } from '../core/fixture.ts';
import { parseFixtureText } from './fixture-files.ts';
import { decodeUtf8File } from './utf8-file.ts';
import { isLargeFile, MAX_DOCUMENT_BYTES, yamlChunks } from './yaml-chunks.ts';

interface DocumentPlaces {
  readonly offsets: readonly number[];
  readonly bytes: readonly number[];
}

/** Reads documents of large fixture files one by one, in any order. */
export interface LargeFixtures {
  /** Whether a file is too large to be kept whole. */
  isLarge(file: string): Promise<boolean>;
  /** `undefined` when it is there no more. */
  document(file: string, index: number): Promise<LoadedFixture | undefined>;
}

/** @param cwd - folder that relative paths start from */
export function largeFixtures(cwd: string): LargeFixtures {
  const sizes = new Map<string, Promise<boolean>>();
  const places = new Map<string, Promise<DocumentPlaces>>();
  const placesIn = (path: string): Promise<DocumentPlaces> => {
    const known = places.get(path) ?? documentPlaces(path);
    places.set(path, known);
    return known;
  };
  return {
    isLarge: (file) => {
      const known = sizes.get(file) ?? isLargeFile(resolve(cwd, file));
      sizes.set(file, known);
      return known;
    },
    document: async (file, index) => {
      const path = resolve(cwd, file);
      const { offsets, bytes } = await placesIn(path);
      const [offset, length] = [offsets[index], bytes[index]];
      if (offset === undefined || length === undefined) return undefined;
      const decoded = decodeUtf8File(await readAt(path, offset, length));
      if (!decoded.ok) return undefined;
      const [reading] = await parseFixtureText(decoded.text, file, dirname(path), { index });
      return reading?.ok === true ? reading.loaded : undefined;
    },
  };
}

async function documentPlaces(path: string): Promise<DocumentPlaces> {
  const offsets: number[] = [];
  const lengths: number[] = [];
  for await (const { offset, bytes } of yamlChunks(path, MAX_DOCUMENT_BYTES)) {
    offsets.push(offset);
    lengths.push(bytes.length);
  }
  return { offsets, bytes: lengths };
}

async function readAt(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
