import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { readBoundedFile } from './bounded-file.ts';
import { fileReason } from './file-reason.ts';

const MAX_BODY_FILE_BYTES = 256 * 1024 * 1024;

export type BodyFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

/** Reads the `body_file` of a fixture in `folder`. A link that leads out of the folder is refused: a fixture from elsewhere must not send away what else is on the disk. */
export async function readBodyFile(folder: string, path: string): Promise<BodyFile> {
  try {
    const [inside, file] = await Promise.all([realpath(folder), realpath(resolve(folder, path))]);
    const way = relative(inside, file);
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      return refused(
        'a link leads out of the folder of this fixture; expected a file beside or below it',
      );
    }
    if (!(await stat(file)).isFile()) return refused('expected a regular file');
    const bytes = await readBoundedFile(file, MAX_BODY_FILE_BYTES);
    return bytes === undefined
      ? refused('too large; expected at most 256 MiB')
      : { ok: true, bytes };
  } catch (error) {
    return refused(`can't read this file: ${fileReason(error)}`);
  }
}

function refused(message: string): BodyFile {
  return { ok: false, message };
}
