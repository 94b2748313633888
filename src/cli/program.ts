import { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import { completionCommand } from './completion-command.ts';
import type { CliContext } from './context.ts';
import { doctorCommand } from './doctor-command.ts';
import { historyCommand, showCommand } from './history-commands.ts';
import { initCommand } from './init-command.ts';
import { providersCommand, scheduleCommand, secretCommand } from './inspect-commands.ts';
import { listenCommand } from './listen-command.ts';
import { replayCommand } from './replay-command.ts';
import { sendCommand } from './send-command.ts';
import { verifyCommand } from './verify-command.ts';

/** The whole command tree. Commander throws instead of exiting, and writes where the world says. */
export function createProgram(context: CliContext, version: string): Command {
  const { stdout, stderr } = context.world;
  const program = new Command('webhook-cli')
    .description(
      'Capture, send and replay webhooks on this machine: byte-exact, signed, with the retry timing of each provider.',
    )
    .version(version, '-V, --version')
    .showSuggestionAfterError(true)
    .addHelpText('after', EXAMPLES)
    .hook('preAction', () => checkEnvironment(context.world.env));
  const everyday = [listenCommand(context), sendCommand(context), replayCommand(context)];
  const facts = [providersCommand(context), scheduleCommand(context), secretCommand(context)];
  program.commandsGroup('Everyday:');
  for (const command of everyday) program.addCommand(command);
  program.commandsGroup('What was captured:');
  program.addCommand(historyCommand(context));
  program.addCommand(showCommand(context));
  program.commandsGroup('Your endpoint:');
  program.addCommand(verifyCommand(context));
  program.addCommand(doctorCommand(context));
  program.commandsGroup('Facts:');
  for (const command of facts) program.addCommand(command);
  program.commandsGroup('Setting up:');
  program.addCommand(initCommand(context));
  program.addCommand(completionCommand(context, program));
  program.helpCommand('help [command]', 'help for a command');
  for (const command of allCommands(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => stdout.columns,
      getErrHelpWidth: () => stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      // The error is thrown as well, and told by who catches it.
      outputError: () => {},
    });
  }
  return program;
}

/**
 * An empty variable is most often one that was meant to have a value: a secret that CI does not know, an address.
 *
 * @throws {UsageError} naming it
 */
function checkEnvironment(env: CliContext['world']['env']): void {
  const empty = Object.keys(env).find(
    (name) => name.startsWith('WEBHOOK_CLI_') && env[name] === '',
  );
  if (empty === undefined) return;
  throw new UsageError(`the environment variable ${empty} is empty`, {
    hint: 'give it a value, or unset it',
  });
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

/**
 * Checks that a command exists whose help is asked for: commander would show that of all.
 *
 * @throws {UsageError} naming the nearest commands
 */
export function checkHelpTopic(program: Command, [first = '', ...words]: readonly string[]): void {
  const isAsked = first === 'help' || words.includes('--help') || words.includes('-h');
  const topic = first === 'help' ? (words[0] ?? '') : first;
  const names = program.commands.map((command) => command.name());
  if (!isAsked || topic === '' || topic.startsWith('-') || [...names, 'help'].includes(topic))
    return;
  throw new UsageError(`unknown command '${topic}'`, { hint: suggestionHint(topic, names) });
}

const EXAMPLES = `
Examples:
  $ webhook-cli listen                                    in one terminal
  $ webhook-cli send --provider mailgun --event bounce    in another
  $ webhook-cli replay fixtures/ --to http://127.0.0.1:3000/webhooks`;
