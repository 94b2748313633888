import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '../core/errors.ts';
import { fileReason } from './file-reason.ts';

/**
 * Opens content in an editor on this terminal, as a file that only its owner may read and that is gone afterwards. What the
 * editor draws on stdout goes to stderr, so that stdout stays results.
 *
 * @param command - program and arguments; the file is the last one
 * @param name - of the file: its ending tells editors what it is
 * @returns what was saved, or `undefined` when the editor did not end with 0
 * @throws {EnvironmentError} when the file can't be made or read
 */
export async function editInEditor(
  [program, ...args]: readonly [string, ...string[]],
  content: Uint8Array,
  name: string,
): Promise<Uint8Array | undefined> {
  const folder = await orTell(mkdtemp(join(tmpdir(), 'webhook-cli-edit-'))); // mode 0700
  const file = join(folder, name);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    await orTell(writeFile(file, content, { mode: 0o600, flag: 'wx' }));
    const editor = spawn(program, [...args, file], {
      stdio: ['inherit', process.stderr, 'inherit'],
    });
    const ended = await once(editor, 'close').catch(() => undefined);
    return ended?.[0] === 0 ? await orTell(readFile(file)) : undefined;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function orTell<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new EnvironmentError(`can't open a file to edit: ${fileReason(cause)}`, { cause });
  }
}
