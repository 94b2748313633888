import { InputError } from '../core/errors.ts';
import { stringMember } from '../core/shape.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';

/** Words to replay, and a file that keeps what could be read only once. */
export interface ReplayInput {
  readonly words: readonly string[];
  readonly kept: string | null;
}

/** Keeps stdin (`-`), and a pipe such as `<(command)`, in a file: the run has to read its requests again. */
export async function keepPipes(words: readonly string[], world: World): Promise<ReplayInput> {
  const { isPipe } = await import('../io/run-input.ts');
  const pipes = new Set<string>();
  for (const word of words) {
    if (word === '-' || (/[/\\]/.test(word) && (await isPipe(word, world.cwd)))) pipes.add(word);
  }
  const [pipe, second] = pipes;
  if (pipe === undefined) return { words, kept: null };
  if (second !== undefined) throw new InputError('only one pipe at a time can be replayed');
  const [{ keepInput }, { projectFolder }, { cryptoSeed }, { createReadStream }] =
    await Promise.all([
      import('../io/run-input.ts'),
      import('../io/project-folder.ts'),
      import('../io/entropy.ts'),
      import('node:fs'),
    ]);
  // Without an encoding the chunks are buffers.
  const chunks = pipe === '-' ? stdinOf(world) : (createReadStream(pipe) as AsyncIterable<Buffer>);
  const kept = await keepInput(chunks, await projectFolder(world.cwd), cryptoSeed());
  return { words: words.map((word) => (word === pipe ? kept : word)), kept };
}

/** Removes a file that `keepPipes` made, unless a run that can be gone on with reads it. */
export async function dropInput(
  kept: string | null,
  opened: Promise<History> | undefined,
): Promise<void> {
  if (kept === null) return;
  const history = await opened?.catch(() => undefined);
  const runs = (await history?.runs.list()) ?? [];
  const isUsed = runs.some(
    ({ state, settings }) => state === 'open' && stringMember(settings, 'keptInput') === kept,
  );
  if (!isUsed) await (await import('../io/run-input.ts')).removeInput(kept);
}

async function* stdinOf(world: World): AsyncGenerator<Uint8Array> {
  if (world.stdinChunks === undefined) yield await world.readStdin();
  else yield* world.stdinChunks();
}
