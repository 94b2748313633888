import { access, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../core/errors.ts';
import { makeFolder } from './make-folder.ts';

const FOLDER = '.webhook-cli';

/** The nearest `.webhook-cli` folder from `cwd` upwards; else one in `cwd`, made now with a `.gitignore` of `*`. */
export async function projectFolder(cwd: string): Promise<string> {
  const found = await existingProjectFolder(cwd);
  if (found !== undefined) return found;
  const folder = join(cwd, FOLDER);
  try {
    await makeFolder(folder, 0o700);
    await writeFile(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`can't make the project folder ${folder}: ${reason}`, {
      hint: 'run in a folder you may write to',
      cause: error,
    });
  }
  return folder;
}

/** The nearest `.webhook-cli` folder from `cwd` upwards; `undefined` when there is none. */
export async function existingProjectFolder(cwd: string): Promise<string | undefined> {
  return await findUpwards(cwd, FOLDER);
}

/** Path of `name` in `from` or the nearest parent that has it. */
export async function findUpwards(from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, name);
    const there = await access(candidate).then(
      () => true,
      () => false,
    );
    if (there) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
