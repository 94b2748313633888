import type { AnswerSettings } from '../capture/answer.ts';
import type { AnswerRule } from '../core/answer-rules.ts';
import { ConfigError, type ProjectConfig } from '../core/config.ts';
import type { HeaderPair } from '../core/headers.ts';
import type { World } from './context.ts';

/** Flags that decide answers. */
export interface AnswerFlags {
  readonly respond?: string;
  readonly respondBody?: string;
  readonly respondHeader?: readonly HeaderPair[];
  readonly delay?: number;
  readonly failFirst?: { readonly count: number; readonly status: number };
  readonly flaky?: { readonly share: number; readonly status: number };
}

/** Settles the flags; `--respond`, already checked, is a status, several in turn, or a file of rules. */
export async function resolveAnswers(
  flags: AnswerFlags,
  config: ProjectConfig,
  world: World,
): Promise<AnswerSettings> {
  const { respond } = flags;
  const inTurn = respond !== undefined && /^\d+(,\d{3})*$/.test(respond);
  return {
    respond: answersAskedFor(flags, inTurn ? respond : undefined, config.listen.respond),
    delayMs: flags.delay ?? 0,
    failFirst: flags.failFirst ?? null,
    flaky: flags.flaky ?? null,
    rules: respond === undefined || inTurn ? [] : await readRules(respond, world),
  };
}

/** One answer for each status, with the body and the headers that were given; none when nothing was. */
function answersAskedFor(
  { respondBody, respondHeader }: AnswerFlags,
  statuses: string | undefined,
  configured: number | null,
): AnswerSettings['respond'] {
  const given = statuses?.split(',').map(Number) ?? (configured === null ? [] : [configured]);
  const isMore = respondBody !== undefined || respondHeader !== undefined;
  const headers = respondHeader ?? [];
  const body = Buffer.from(respondBody ?? '', 'utf8');
  const answers = given.length === 0 && isMore ? [200] : given;
  return answers.map((status) => ({ status, headers, body }));
}

/** @throws {ConfigError} with the place of every mistake */
async function readRules(file: string, world: World): Promise<readonly AnswerRule[]> {
  const [
    { readFile },
    { resolve },
    { fileText, oneDocument },
    { parseAnswerRules },
    { fileReason },
  ] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('../io/one-document.ts'),
    import('../core/answer-rules-parse.ts'),
    import('../io/file-reason.ts'),
  ]);
  const problem = (message: string): ConfigError =>
    new ConfigError([{ file, line: 1, column: 1, path: '', message }]);
  const bytes = await readFile(resolve(world.cwd, file)).catch((cause: unknown) => {
    throw problem(
      `${fileReason(cause)}; --respond takes a status, statuses in turn (503,503,200), or a file of rules that is there`,
    );
  });
  const document = await oneDocument(fileText(bytes, file), file);
  if (document === undefined) throw problem('expected a list of rules');
  const { rules, problems } = parseAnswerRules(document, file);
  if (problems.length > 0) throw new ConfigError(problems);
  return rules;
}
