import { access, constants, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';

/**
 * Whether a program is there to be run, looked for as the system does when no shell takes part: by its path, or by its
 * name in the folders of PATH. Where that can't be told (Windows has its own rules, PATH may be missing) it is.
 */
export async function isProgram(
  name: string,
  searchPath: string | undefined,
  cwd: string,
): Promise<boolean> {
  if (process.platform === 'win32') return true;
  if (name.includes('/')) return await canRun(resolve(cwd, name));
  if (searchPath === undefined) return true;
  for (const folder of searchPath.split(delimiter)) {
    if (await canRun(resolve(cwd, folder, name))) return true;
  }
  return false;
}

async function canRun(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile(); // a folder may be entered, which is the same right
  } catch {
    return false;
  }
}
