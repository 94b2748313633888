import { createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvironmentError } from '../core/errors.ts';
import { fileReason } from './file-reason.ts';
import { makeFolder } from './make-folder.ts';

const FOLDER = 'input';
const OPENING_BRACE = 0x7b;
/** Younger ones may belong to a run that is just being planned. */
const UNUSED_AGE_MS = 60 * 60 * 1000;

/** What to call a file: one that keeps input has a name that says nothing to anybody. */
export function inputName(path: string): string {
  const [folder, parent] = [dirname(path), dirname(dirname(path))];
  return basename(folder) === FOLDER && basename(parent) === '.webhook-cli' ? 'stdin' : path;
}

/** Whether a name is a pipe or a device: what comes from there can be read only once. */
export async function isPipe(path: string, cwd: string): Promise<boolean> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/**
 * Keeps what can be read only once in a file, so that a run can be gone on with. Only its owner may read it.
 *
 * @param name - of the file, without an ending; that tells NDJSON from YAML
 * @returns its path
 * @throws {EnvironmentError} when the file system refuses
 */
export async function keepInput(
  input: AsyncIterable<Uint8Array>,
  projectFolder: string,
  name: string,
): Promise<string> {
  const folder = join(projectFolder, FOLDER);
  const chunks = input[Symbol.asyncIterator]();
  try {
    await makeFolder(folder, 0o700);
    const first = await chunks.next();
    const start = first.done === true ? new Uint8Array(0) : first.value;
    const isJson = start.find((byte) => byte > 0x20) === OPENING_BRACE;
    const path = join(folder, `${name}.${isJson ? 'ndjson' : 'yaml'}`);
    const all = async function* (): AsyncGenerator<Uint8Array> {
      yield start;
      yield* { [Symbol.asyncIterator]: () => chunks };
    };
    await pipeline(Readable.from(all()), createWriteStream(path, { mode: 0o600 }));
    return path;
  } catch (error) {
    throw new EnvironmentError(`can't keep what is to be replayed: ${fileReason(error)}`, {
      cause: error,
    });
  }
}

export async function removeInput(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Removes what no run needs any more. */
export async function removeUnusedInput(
  projectFolder: string,
  used: ReadonlySet<string>,
  nowMs: number,
): Promise<void> {
  const folder = join(projectFolder, FOLDER);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    const isOld = found !== undefined && found.mtimeMs < nowMs - UNUSED_AGE_MS;
    if (isOld && !used.has(path)) await removeInput(path);
  }
}
