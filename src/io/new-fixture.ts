import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Fixture } from '../core/fixture.ts';
import { fixtureText } from '../core/fixture-write.ts';
import { writeNewFile } from './atomic-file.ts';

/**
 * Writes a fixture, and its body where that is a file beside it, under names that are free: ids begin again without a
 * history and in another project, and what was saved before stays.
 *
 * @param body - what to write to the fixture's `body_file`, when it has one
 * @returns path of the fixture
 * @throws {EnvironmentError} when the file system refuses; nothing is left behind then
 */
export async function writeNewFixture(
  path: string,
  fixture: Fixture,
  body: AsyncIterable<Uint8Array> | null,
): Promise<string> {
  const { request } = fixture;
  if (body === null || request.body.kind !== 'file') {
    return await writeNewFile(path, fixtureText([fixture]));
  }
  const bodyPath = await writeNewFile(join(dirname(path), request.body.path), body);
  const named = { ...request, body: { kind: 'file', path: basename(bodyPath) } } as const;
  try {
    return await writeNewFile(path, fixtureText([{ ...fixture, request: named }]));
  } catch (error) {
    await rm(bodyPath, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}
