import { InputError } from '../core/errors.ts';
import type { World } from './context.ts';

/**
 * Bytes given on the command line: the text itself in UTF-8, `@file`, or `-` for stdin.
 *
 * @param flag - whose value it is, for the error
 * @throws {InputError} when the file can't be read
 */
export async function givenBytes(flag: string, text: string, world: World): Promise<Uint8Array> {
  if (text === '-' || text === '@-') return await world.readStdin();
  if (!text.startsWith('@')) return Buffer.from(text, 'utf8');
  const [{ readFile }, { resolve }, { fileReason }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('../io/file-reason.ts'),
  ]);
  const file = text.slice(1);
  try {
    return await readFile(resolve(world.cwd, file));
  } catch (cause) {
    throw new InputError(`${flag}: can't read ${file}: ${fileReason(cause)}`, { cause });
  }
}
