import { CommanderError } from 'commander';
import { EnvironmentError, ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import { commandLineError } from './command-line-error.ts';
import type { CliContext, World } from './context.ts';
import { checkHelpTopic, createProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { VERSION } from './version.ts';

const HELP_WORDS: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** Exit codes of a command that has told what went wrong with it. */
const WITH_ERROR: ReadonlySet<ExitCode> = new Set([
  Exit.usage,
  Exit.input,
  Exit.environment,
  Exit.bug,
]);

/** Runs one command line and returns its exit code; never throws and never exits. */
export async function runCli(argv: readonly string[], world: World): Promise<ExitCode> {
  const { failed, flush } = world.stdout;
  let told: Promise<ExitCode> | undefined;
  failed?.addEventListener('abort', () => {
    told = tellUnwritable(failed.reason, world);
  });
  const code = await runCommandLine(argv, world);
  await flush?.();
  const unwritable = await told;
  return WITH_ERROR.has(code) ? code : (unwritable ?? code);
}

/** Tells at once that stdout can't be written: `listen` goes on without it. */
async function tellUnwritable(cause: unknown, world: World): Promise<ExitCode> {
  const { fileReason } = await import('../io/file-reason.ts');
  const error = new EnvironmentError(`can't write to stdout: ${fileReason(cause)}`, {
    hint: 'make room, or send stdout elsewhere',
    cause,
  });
  return await reportError(error, world, { json: false, verbose: false });
}

async function runCommandLine(argv: readonly string[], world: World): Promise<ExitCode> {
  let context: CliContext = { world, exitCode: Exit.done };
  try {
    const chosen = argv.length === 0 ? await chooseOnTty(world) : argv;
    if (chosen === null) return Exit.interrupted;
    if (chosen.some((word) => HELP_WORDS.has(word))) {
      const { declaredProviders } = await import('./declared-definitions.ts');
      const own = await declaredProviders(world, configFlag(chosen));
      context = { ...context, ownProviders: own.map(({ name }) => name) };
    }
    const program = createProgram(context, VERSION);
    checkHelpTopic(program, chosen);
    await program.parseAsync([...chosen], { from: 'user' });
    // Who reads our output has seen enough (`| head`): that is no interruption.
    return world.stop.reason === 'closed' ? Exit.done : context.exitCode;
  } catch (error) {
    // Help, or the version.
    if (error instanceof CommanderError && error.exitCode === 0) return Exit.done;
    const told = error instanceof CommanderError ? commandLineError(error) : error;
    return await reportError(told, world, {
      json: argv.includes('--json'),
      verbose: argv.includes('--verbose') || argv.includes('-v'),
    });
  }
}

/** With no arguments: a short menu on a terminal, else the help. */
async function chooseOnTty(world: World): Promise<readonly string[] | null> {
  if (!world.stdinIsTty || !world.stderr.isTty) return ['--help'];
  const { chooseFromMenu } = await import('./menu.ts');
  return await chooseFromMenu(world);
}

/** Value of `--config`, before commander has read the command line. */
function configFlag(argv: readonly string[]): string | undefined {
  const joined = argv.find((word) => word.startsWith('--config='))?.slice('--config='.length);
  const at = argv.indexOf('--config');
  return joined ?? (at === -1 ? undefined : argv[at + 1]);
}
