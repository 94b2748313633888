import type { Trouble } from '../commands/troubles.ts';
import { UsageError } from '../core/errors.ts';
import type { FixtureReading } from '../core/fixture.ts';
import type { HeaderPair } from '../core/headers.ts';
import type { Logger } from '../core/ports.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { History } from '../store/types.ts';
import type { World } from './context.ts';
import { givenBytes } from './given-bytes.ts';

/** Flags that give a request in parts. */
export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly header?: readonly HeaderPair[];
  readonly body?: string;
}

/** What was opened on the way, to be closed by the caller. */
export interface Opened {
  history?: History;
}

/**
 * Reads the requests that words and flags name.
 *
 * @throws {UsageError} when nothing is named, or both a file and parts
 */
export async function* namedRequests(
  words: readonly string[],
  flags: RequestParts,
  world: World,
  logger: Logger,
  opened: Opened,
): AsyncGenerator<FixtureReading | Trouble> {
  const [
    { readRequests, givenRequest },
    { replaySources },
    { EVERYTHING },
    { readFixtures, parseFixtureText },
  ] = await Promise.all([
    import('../commands/verify-input.ts'),
    import('../commands/replay-sources.ts'),
    import('../commands/selection.ts'),
    import('../io/fixture-files.ts'),
  ]);
  const { header, body, method, path } = flags;
  if (header !== undefined || body !== undefined) {
    if (words.length > 0) {
      throw new UsageError('a request is given in parts or as a file, not both');
    }
    yield givenRequest({
      method: method ?? 'POST',
      path: path ?? '/',
      headers: header ?? [],
      body: await givenBytes('--body', body ?? '', world),
    });
    return;
  }
  if (words.length === 0) {
    throw new UsageError('what is to be verified?', {
      hint: 'name a fixture, a history id or last, - for an HTTP request on stdin, or give --header and --body',
    });
  }
  const parse = async (text: string, file: string): Promise<readonly FixtureReading[]> =>
    await parseFixtureText(text, file);
  const history = async (): Promise<History> => {
    const { openProjectHistory } = await import('./project-history.ts');
    opened.history ??= await openProjectHistory(world, logger, { readOnly: true });
    return opened.history;
  };
  const find = async (id: string, bodySha256: string): Promise<WebhookRequest | undefined> => {
    try {
      const kept = await history();
      const found = await kept.capture(id);
      // The same id in the history of another project is another request.
      return found?.facts?.bodySha256 === bodySha256 ? await kept.whole(found.request) : undefined;
    } catch (error) {
      logger.debug(`no history to look in: ${String(error)}`);
      return undefined;
    }
  };
  for (const word of words) {
    const bytes = word === '-' ? await world.readStdin() : await otherFile(word, world);
    if (bytes !== undefined) {
      yield* await readRequests(bytes, word === '-' ? 'stdin' : word, parse, find);
      continue;
    }
    yield* replaySources([word], EVERYTHING, {
      files: (pattern) => readFixtures([pattern], world.cwd),
      history,
      stop: world.stop,
    });
  }
}

/** A file that is no fixture by its name: its content tells what it is. */
async function otherFile(word: string, world: World): Promise<Uint8Array | undefined> {
  if (/\.ya?ml(?:#\d+)?$|[*?[\]{}]/i.test(word)) return undefined;
  const [{ stat }, { readBoundedFile }, { resolve }] = await Promise.all([
    import('node:fs/promises'),
    import('../io/bounded-file.ts'),
    import('node:path'),
  ]);
  const file = resolve(world.cwd, word);
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? await readBoundedFile(file, MAX_FILE_BYTES) : undefined;
}

const MAX_FILE_BYTES = 256 * 1024 * 1024;
