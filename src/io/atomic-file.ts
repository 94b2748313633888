import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { EnvironmentError } from '../core/errors.ts';
import { fileReason } from './file-reason.ts';
import { makeFolder } from './make-folder.ts';

type Content = string | Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes a file so that others see the old content or all of the new one: under a temporary name in the same folder
 * (made when missing), synced, then renamed.
 *
 * @param mode - permissions of the file; by default only its owner may read it
 * @throws {EnvironmentError} when the file system refuses; nothing is left behind then
 */
export async function writeFileAtomically(
  path: string,
  content: Content,
  mode = 0o600,
): Promise<void> {
  await writeThenPlace(path, content, mode, async (temporary) => await rename(temporary, path));
}

/**
 * The same for a file that must not replace another: where the name is taken, by another process at this moment too,
 * it gets a number (`a-2.yaml`).
 *
 * @returns path of the file
 * @throws {EnvironmentError} when the file system refuses; nothing is left behind then
 */
export async function writeNewFile(path: string, content: Content): Promise<string> {
  return await writeThenPlace(path, content, 0o600, async (temporary) => {
    const { dir, name, ext } = parse(path);
    for (let number = 2, free = path; ; number += 1) {
      if (await moveToFree(temporary, free)) return free;
      free = join(dir, `${name}-${number}${ext}`);
    }
  });
}

async function writeThenPlace<T>(
  path: string,
  content: Content,
  mode: number,
  place: (temporary: string) => Promise<T>,
): Promise<T> {
  const folder = dirname(path);
  const temporary = join(folder, `.webhook-cli-${randomBytes(8).toString('hex')}.tmp`);
  let placed: T;
  try {
    await makeFolder(folder);
    await writeAndSync(temporary, content, mode);
    placed = await place(temporary);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw new EnvironmentError(`can't write ${path}: ${fileReason(cause)}`, { cause });
  }
  await syncFolder(folder);
  return placed;
}

/** Whether the name was free: a link never replaces a file, and shows it whole at once. */
async function moveToFree(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    return isTaken(error) ? false : await moveToReserved(temporary, path);
  }
  await rm(temporary, { force: true });
  return true;
}

/** Some file systems have no links: there an empty file holds the name until the rename. */
async function moveToReserved(temporary: string, path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
  try {
    await rename(temporary, path);
    return true;
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function writeAndSync(path: string, content: Content, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
    else for await (const chunk of content) await file.writeFile(chunk); // each after the one before
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable where the system can: Windows does not open folders, and the content is safe already. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // some file systems can't sync a folder
  } finally {
    await handle?.close();
  }
}
