import { createHash, randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BodyFiles, BodyWriter } from '../core/body-files.ts';
import { EnvironmentError } from '../core/errors.ts';
import { fileReason } from './file-reason.ts';
import { makeFolder } from './make-folder.ts';

const UNFINISHED = /^tmp-/;
const FINISHED = /^[0-9a-f]{64}$/;
const CHUNK_BYTES = 64 * 1024;

/** Body files in `folder`, which is made when the first one comes. */
export function bodyFiles(folder: string): BodyFiles {
  const pathOf = (sha256: string): string => join(folder, sha256);
  return {
    open: () => openBodyFile(folder),
    has: (sha256) => sizeOf(pathOf(sha256)) !== undefined,
    remove: (sha256) =>
      telling(pathOf(sha256), () => {
        const bytes = sizeOf(pathOf(sha256)) ?? 0;
        rmSync(pathOf(sha256), { force: true });
        return bytes;
      }),
    read: async (sha256) => {
      const whole = new Uint8Array(sizeOf(pathOf(sha256)) ?? 0);
      let at = 0;
      for await (const chunk of checkedChunks(pathOf(sha256), sha256)) {
        if (at + chunk.length <= whole.length) whole.set(chunk, at);
        at += chunk.length;
      }
      return whole;
    },
    stream: (sha256) => checkedChunks(pathOf(sha256), sha256),
    olderThan: (beforeMs) => namesBefore(folder, FINISHED, beforeMs),
    removeUnfinished: async (beforeMs) => {
      const names = await namesBefore(folder, UNFINISHED, beforeMs);
      for (const name of names) {
        await tellingLater(pathOf(name), () => rm(pathOf(name), { force: true }));
      }
      return names.length;
    },
  };
}

/**
 * Begins a body file under a temporary name; it is hashed while it is written, and gets its hash as its name.
 *
 * @throws {EnvironmentError} when the file system refuses; so do the methods of the writer
 */
export async function openBodyFile(folder: string): Promise<BodyWriter> {
  const temporary = join(folder, `tmp-${randomBytes(8).toString('hex')}`);
  const file = await tellingLater(temporary, async () => {
    const made = await makeFolder(folder, 0o700);
    if (made !== undefined) await syncFolder(dirname(made));
    return open(temporary, 'wx', 0o600);
  });
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    write: (chunk) =>
      tellingLater(temporary, async () => {
        hash.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk); // all of it, after what is there
      }),
    finish: () =>
      tellingLater(temporary, async () => {
        await file.sync();
        await file.close();
        const sha256 = hash.digest('hex');
        await moveInto(temporary, join(folder, sha256));
        await syncFolder(folder);
        return { sha256, bytes };
      }),
    abort: async () => {
      await file.close().catch(() => undefined); // it may be closed already
      await tellingLater(temporary, () => rm(temporary, { force: true }));
    },
  };
}

/** The same content may be there already, and on Windows be open: then that one stays. */
async function moveInto(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    if (sizeOf(path) !== sizeOf(temporary)) throw error;
    await rm(temporary, { force: true });
  }
}

/** Makes what a folder lists durable where the system can: Windows does not open folders. */
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

/** @throws {EnvironmentError} after the last chunk when they are not what the name says */
async function* checkedChunks(path: string, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256'); // a chunk at a time, so that others have their turn
  for await (const chunk of chunksOf(path)) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') === sha256) return;
  throw new EnvironmentError(`the body file ${path} is damaged`, {
    hint: 'its name is the SHA-256 of what it held',
  });
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await tellingLater(path, () => open(path, 'r'));
  try {
    for (;;) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      const { bytesRead } = await tellingLater(path, () => file.read(chunk));
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function namesBefore(
  folder: string,
  shape: RegExp,
  beforeMs: number,
): Promise<readonly string[]> {
  const names = await tellingLater(folder, () => namesIn(folder));
  const old: string[] = [];
  for (const name of names.filter((candidate) => shape.test(candidate))) {
    const stats = await stat(join(folder, name)).catch(() => undefined); // removed meanwhile
    if (stats !== undefined && stats.mtimeMs < beforeMs) old.push(name);
  }
  return old;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function sizeOf(path: string): number | undefined {
  return telling(path, () => statSync(path, { throwIfNoEntry: false })?.size);
}

function telling<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw refusal(path, cause);
  }
}

async function tellingLater<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw refusal(path, cause);
  }
}

function refusal(path: string, cause: unknown): EnvironmentError {
  if (cause instanceof EnvironmentError) return cause; // told already
  return new EnvironmentError(`can't use the body file ${path}: ${fileReason(cause)}`, { cause });
}
