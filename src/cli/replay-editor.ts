import type { EditBody } from '../commands/replay-editor.ts';
import { UsageError } from '../core/errors.ts';
import { shellWords } from '../core/shell-words.ts';
import type { World } from './context.ts';

/**
 * The user's editor, for `--edit`.
 *
 * @throws {UsageError} without a terminal, or when none is named
 */
export async function editorOf({ env, stdinIsTty, stderr }: World): Promise<EditBody> {
  if (!stdinIsTty || !stderr.isTty) {
    throw new UsageError('--edit opens an editor, and here is no terminal for it', {
      hint: '--set changes fields without one',
    });
  }
  const named = env['VISUAL'] || env['EDITOR'] || '';
  const [program, ...args] = shellWords(named) ?? [];
  if (program === undefined) {
    throw new UsageError('--edit: which editor?', {
      hint: 'set VISUAL or EDITOR, such as EDITOR=vi',
    });
  }
  const { editInEditor } = await import('../io/editor.ts');
  return async (body, name) => await editInEditor([program, ...args], body, name);
}
