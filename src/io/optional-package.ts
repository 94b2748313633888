import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '../core/errors.ts';
import { readBoundedFile } from './bounded-file.ts';
import { fileReason } from './file-reason.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads the main file of a package of data, without running anything of it: that of the project in or above `cwd`,
 * else the one beside this program.
 *
 * @returns `null` when it is not installed
 * @throws {InputError} when it can't be read
 */
export async function readOptionalPackage(name: string, cwd: string): Promise<Uint8Array | null> {
  const file =
    findMain(name, pathToFileURL(resolve(cwd, 'project.js')).href) ??
    findMain(name, import.meta.url);
  if (file === undefined) return null;
  try {
    const content = await readBoundedFile(file, MAX_BYTES);
    if (content !== undefined) return content;
  } catch (cause) {
    throw new InputError(`can't read ${file}: ${fileReason(cause)}`, { cause });
  }
  throw new InputError(`${file} is larger than ${MAX_BYTES} bytes`);
}

function findMain(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined; // not installed there, or without a main file
  }
}
