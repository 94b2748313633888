import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../core/errors.ts';
import { fileReason } from './file-reason.ts';

/**
 * Writes a file so that others see the old content or all of the new one: under a temporary name in the same folder
 * (made when missing), synced, then renamed.
 *
 * @param mode - permissions of the file; by default only its owner may read it
 * @throws {EnvironmentError} when the file system refuses; nothing is left behind then
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode = 0o600,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.webhook-cli-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeAndSync(temporary, content, mode);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw new EnvironmentError(`can't write ${path}: ${fileReason(cause)}`, { cause });
  }
  await syncFolder(folder);
}

async function writeAndSync(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode: number,
): Promise<void> {
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
