import {
  allCommands,
  allEvents,
  type CommandAt,
  type Completed,
  type CompletionData,
  type CompletionOption,
  plainSummary,
  plainWords,
} from './completion-tree.ts';

/** Completion for fish 3: a `complete` line for each command, option and argument, each only where it applies. */
export function fishCompletion(data: CompletionData): string {
  const commands = allCommands(data);
  const program = data.root.name;
  const prefix = `__${program.replaceAll('-', '_')}`;
  const lines = commands.flatMap((command) => [
    ...commandLines(command, prefix),
    ...optionLines(command, prefix),
    ...argumentLines(command, prefix),
  ]);
  const fill: Readonly<Record<string, string>> = {
    PROGRAM: program,
    PREFIX: prefix,
    PATHS: commands
      .slice(1)
      .map((command) => quoted(place(command)))
      .join(' '),
    VALUES: optionPlaces(commands, ({ value, isOptional }) => value !== null && !isOptional),
    PROVIDER_OPTIONS: optionPlaces(commands, ({ value }) => value === 'providers'),
    PROVIDER_ARGUMENTS: commands
      .filter(({ node }) => node.arguments[0] === 'providers')
      .map((command) => quoted(place(command)))
      .join(' '),
    PROVIDERS: plainWords(Object.keys(data.events)).join(' '),
    EVENTS: Object.entries(data.events).map(eventsCase).join('\n'),
    ALL_EVENTS: plainWords(allEvents(data)).join(' '),
    LINES: lines.map((line) => `complete -c ${program} ${line}`).join('\n'),
  };
  return TEMPLATE.replace(/%([A-Z_]+)%/g, (whole, key: string) => fill[key] ?? whole);
}

/** The names that lead to a command, each after a blank, as the script's own bookkeeping has them. */
function place({ path }: CommandAt): string {
  return path.map((name) => ` ${name}`).join('');
}

function optionPlaces(
  commands: readonly CommandAt[],
  isWanted: (option: CompletionOption) => boolean,
): string {
  return commands
    .flatMap((command) =>
      command.node.options
        .filter(isWanted)
        .flatMap(({ names }) =>
          plainWords(names).map((name) => quoted(`${place(command)} ${name}`)),
        ),
    )
    .join(' ');
}

function eventsCase([provider, events]: [string, readonly string[]]): string {
  return `        case ${provider}\n            printf '%s\\n' ${plainWords(events).join(' ')}`;
}

function commandLines(command: CommandAt, prefix: string): readonly string[] {
  const when = quoted(`${prefix}_at${place(command)}`);
  return command.node.commands.map(
    ({ name, summary }) => `-n ${when} -a ${quoted(name)} -d ${quoted(plainSummary(summary))}`,
  );
}

function optionLines(command: CommandAt, prefix: string): readonly string[] {
  const when = quoted(`${prefix}_at${place(command)}`);
  return command.node.options.map((option) => {
    const names = option.names.map((name) =>
      name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
    );
    const value = optionValue(option, prefix);
    return [`-n ${when}`, ...names, ...value, `-d ${quoted(plainSummary(option.summary))}`].join(
      ' ',
    );
  });
}

function optionValue({ value, isOptional }: CompletionOption, prefix: string): readonly string[] {
  if (value === null || isOptional) return []; // fish would take the next word for the value in any case
  if (value === 'files') return ['-r -F'];
  return value === 'anything' ? ['-x'] : [`-x -a ${wordsOf(value, prefix)}`];
}

function argumentLines(command: CommandAt, prefix: string): readonly string[] {
  const { node } = command;
  return node.arguments.flatMap((value, index) => {
    if (value === 'anything') return [];
    const repeats = node.repeats && index === node.arguments.length - 1;
    const test = `${prefix}_argument ${repeats ? 'any' : index}${place(command)}`;
    return [`-n ${quoted(test)} ${value === 'files' ? '-F' : `-a ${wordsOf(value, prefix)}`}`];
  });
}

function wordsOf(value: Exclude<Completed, 'files' | 'anything'>, prefix: string): string {
  if (value === 'providers') return quoted(`(${prefix}_providers)`);
  return value === 'events' ? quoted(`(${prefix}_events)`) : quoted(plainWords(value).join(' '));
}

/** Within single quotes only the quote and the backslash are special. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

const TEMPLATE = `# fish completion for %PROGRAM%; load it with: %PROGRAM% completion fish | source

# Prints the command that was typed so far, how many arguments follow it, and the provider.
function %PREFIX%_state
    set -l command ''
    set -l count 0
    set -l provider ''
    set -l pending ''
    set -l typed (commandline -opc)
    set -e typed[1]
    for word in $typed
        if test -n "$pending"
            contains -- "$pending" %PROVIDER_OPTIONS%; and set provider $word
            set pending ''
        else if string match -q -- '--*=*' $word
            set -l option (string split -m 1 = -- $word)
            contains -- "$command $option[1]" %PROVIDER_OPTIONS%; and set provider $option[2]
        else if string match -q -- '-*' $word
            contains -- "$command $word" %VALUES%; and set pending "$command $word"
        else if contains -- "$command $word" %PATHS%
            set command "$command $word"
            set count 0
        else
            contains -- "$command" %PROVIDER_ARGUMENTS%; and test $count -eq 0; and set provider $word
            set count (math $count + 1)
        end
    end
    printf '%s\\n' "$command" $count "$provider"
end

function %PREFIX%_at
    set -l state (%PREFIX%_state)
    set -l place (string join '' ' '$argv)
    test "$state[1]" = "$place"
end

function %PREFIX%_argument
    set -l state (%PREFIX%_state)
    set -l wanted $argv[1]
    set -e argv[1]
    set -l place (string join '' ' '$argv)
    test "$state[1]" = "$place"
    and contains -- $wanted any $state[2]
end

function %PREFIX%_providers
    printf '%s\\n' %PROVIDERS%
end

function %PREFIX%_events
    set -l state (%PREFIX%_state)
    switch "$state[3]"
%EVENTS%
        case '*'
            printf '%s\\n' %ALL_EVENTS%
    end
end

complete -c %PROGRAM% -f
%LINES%
`;
