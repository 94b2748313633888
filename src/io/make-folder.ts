import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and what is missing above it. Node's own `recursive` tries without end where a folder can't be made
 * although the one above it is there, as below /proc.
 *
 * @returns the topmost folder that was made, or `undefined` when it was there
 */
export async function makeFolder(path: string, mode = 0o777): Promise<string | undefined> {
  const above = dirname(path);
  try {
    return await makeOne(path, mode);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || above === path) throw error;
  }
  const topmost = await makeFolder(above, mode);
  const made = await makeOne(path, mode);
  return topmost ?? made;
}

async function makeOne(path: string, mode: number): Promise<string | undefined> {
  try {
    await mkdir(path, { mode });
    return path;
  } catch (error) {
    // Systems differ in the reason that they give for one that is there.
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) return undefined;
    throw error;
  }
}
