import { CommanderError } from 'commander';
import { ExitCode as Exit, type ExitCode } from '../core/errors.ts';
import type { CliContext, World } from './context.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { VERSION } from './version.ts';

/** Runs one command line and returns its exit code; never throws and never exits. */
export async function runCli(argv: readonly string[], world: World): Promise<ExitCode> {
  const context: CliContext = { world, exitCode: Exit.done };
  try {
    const chosen = argv.length === 0 ? await chooseOnTty(world) : argv;
    if (chosen === null) return Exit.interrupted;
    await createProgram(context, VERSION).parseAsync([...chosen], { from: 'user' });
    // Who reads our output has seen enough (`| head`): that is no interruption.
    return world.stop.reason === 'closed' ? Exit.done : context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.done : Exit.usage;
    return await reportError(error, world, {
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
