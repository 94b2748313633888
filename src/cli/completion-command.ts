import { Argument, Command, type Option } from 'commander';
import type { Shell } from '../commands/completion.ts';
import type {
  Completed,
  CompletionData,
  CompletionNode,
  CompletionOption,
} from '../commands/completion-tree.ts';
import { ExitCode as Exit } from '../core/errors.ts';
import type { ProviderDefinition } from '../core/provider-definition.ts';
import type { Provider } from '../providers/types.ts';
import type { CliContext } from './context.ts';

// Not taken from the command that writes the scripts: it would have to be loaded for every --help.
const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const satisfies readonly Shell[];

/** Commands whose `name` argument is a provider. */
const OF_A_PROVIDER = new Set(['providers', 'schedule', 'secret']);
const FILE_PLACEHOLDER = /^(?:file|files|path|paths|folder|dir)$/i;

export function completionCommand(context: CliContext, program: Command): Command {
  return new Command('completion')
    .summary('a script that completes commands, options, providers and events')
    .description('Prints a completion script for a shell, made from the commands of this version.')
    .addArgument(new Argument('<shell>', 'the shell that will read it').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Shell) => {
      const [{ completionScript }, { loadAllProviders }, { declaredProviders }] = await Promise.all(
        [
          import('../commands/completion.ts'),
          import('../providers/index.ts'),
          import('./declared-definitions.ts'),
        ],
      );
      const data = completionData(
        program,
        await loadAllProviders(),
        await declaredProviders(context.world),
      );
      const script = completionScript(shell, data);
      await context.world.stdout.write(script);
      context.exitCode = Exit.done;
    });
}

/** What the scripts need to know of the commands and the providers. */
function completionData(
  program: Command,
  providers: readonly Provider[],
  declared: readonly ProviderDefinition[],
): CompletionData {
  const profiles = [
    ...providers.flatMap(({ retry }) => retry.map(({ name }) => name)),
    ...declared.flatMap(({ name, retry }) => (retry === null ? [] : name)),
  ];
  const builtIn = providers.map(({ name, events, moreEvents }): [string, readonly string[]] => [
    name,
    // Those that need a package as well: without it, sending one says how to get it.
    [...new Set([...events.map((event) => event.name), ...(moreEvents?.names ?? [])])],
  ]);
  const own = declared.map(({ name, events }): [string, readonly string[]] => [
    name,
    events.map((event) => event.name),
  ]);
  return {
    root: nodeOf(program, ['provider', 'none', ...profiles]),
    events: Object.fromEntries([...builtIn, ...own]),
  };
}

function nodeOf(command: Command, profiles: readonly string[]): CompletionNode {
  const help = command.createHelp();
  const places = command.registeredArguments;
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: help.visibleOptions(command).map((option) => optionOf(option, profiles)),
    arguments: places.map((argument) => argumentPlace(command, argument)),
    repeats: places.at(-1)?.variadic === true,
    commands: help.visibleCommands(command).map((child) => nodeOf(child, profiles)),
  };
}

function optionOf(option: Option, profiles: readonly string[]): CompletionOption {
  const names = [option.short, option.long].filter((name) => name !== undefined && name !== null);
  const takesValue = option.required || option.optional;
  return {
    names,
    summary: option.description,
    value: takesValue ? optionPlace(option, profiles) : null,
    isOptional: option.optional,
  };
}

function optionPlace(option: Option, profiles: readonly string[]): Completed {
  if (option.argChoices !== undefined) return option.argChoices;
  if (option.long === '--provider') return 'providers';
  if (option.long === '--event') return 'events';
  if (option.long === '--retry') return profiles;
  const placeholder = /[<[](.+)[>\]]$/.exec(option.flags)?.[1] ?? '';
  return FILE_PLACEHOLDER.test(placeholder) ? 'files' : 'anything';
}

function argumentPlace(command: Command, argument: Argument): Completed {
  if (argument.argChoices !== undefined) return argument.argChoices;
  const name = argument.name();
  if (name === 'provider') return 'providers';
  if (name === 'name' && OF_A_PROVIDER.has(command.name())) return 'providers';
  if (name === 'event') return 'events';
  return FILE_PLACEHOLDER.test(name) ? 'files' : 'anything';
}

const EXAMPLES = `
Examples:
  $ source <(webhook-cli completion bash)                   # in ~/.bashrc
  $ source <(webhook-cli completion zsh)                    # in ~/.zshrc, after compinit
  $ webhook-cli completion fish > ~/.config/fish/completions/webhook-cli.fish
  PS> webhook-cli completion powershell | Out-String | Invoke-Expression`;
