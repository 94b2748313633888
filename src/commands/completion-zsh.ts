import {
  allCommands,
  allEvents,
  type CommandAt,
  type Completed,
  type CompletionData,
  plainSummary,
  plainWords,
} from './completion-tree.ts';

/** Completion for zsh 5 with a line about each command and option: sourced, or in a file of the function path. */
export function zshCompletion(data: CompletionData): string {
  const commands = allCommands(data);
  const fill: Readonly<Record<string, string>> = {
    PROGRAM: data.root.name,
    NODES: commands.map(nodeCase).join('\n'),
    VALUES: commands.flatMap(valueCases).join('\n'),
    PROVIDERS: plainWords(Object.keys(data.events)).join(' '),
    EVENTS: Object.entries(data.events)
      .map(([provider, events]) => `    ${provider}) reply=(${plainWords(events).join(' ')}) ;;`)
      .join('\n'),
    ALL_EVENTS: plainWords(allEvents(data)).join(' '),
  };
  return TEMPLATE.replace(/%([A-Z_]+)%/g, (whole, key: string) => fill[key] ?? whole);
}

function nodeCase({ path, node }: CommandAt): string {
  const commands = node.commands.map(({ name, summary }) => described(name, summary));
  const options = node.options.flatMap(({ names, summary }) =>
    plainWords(names).map((name) => described(name, summary)),
  );
  const places = node.arguments.map((place) => `'${placeText(place)}'`).join(' ');
  return [
    `    '${path.join(' ')}')`,
    `      commands=(${commands.join(' ')})`,
    `      options=(${options.join(' ')})`,
    `      places=(${places}) repeats=${node.repeats ? 1 : 0}`,
    '      ;;',
  ].join('\n');
}

function valueCases({ path, node }: CommandAt): readonly string[] {
  return node.options.flatMap(({ names, value, isOptional }) => {
    if (value === null) return [];
    const patterns = plainWords(names).map((name) => `'${[...path, name].join(' ')}'`);
    return [`    ${patterns.join('|')}) place='${isOptional ? '?' : ''}${placeText(value)}' ;;`];
  });
}

function placeText(place: Completed): string {
  return typeof place === 'string' ? `@${place}` : plainWords(place).join(' ');
}

/** `name:summary` in single quotes, as _describe reads it. */
function described(name: string, summary: string): string {
  const text = `${name.replaceAll(':', '\\:')}:${plainSummary(summary)}`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const TEMPLATE = `#compdef %PROGRAM%
# zsh completion for %PROGRAM%; load it with: source <(%PROGRAM% completion zsh)

# Sets commands, options, places and repeats for a command: $1 is the names that lead to it.
_%PROGRAM%_node() {
  commands=() options=() places=() repeats=0
  case $1 in
%NODES%
  esac
}

# Sets place to what an option takes: $1 is the command, $2 the option.
_%PROGRAM%_value() {
  place=''
  case "\${1:+$1 }$2" in
%VALUES%
  esac
}

# Completes one kind of place; $1 is the provider typed so far, if any.
_%PROGRAM%_complete() {
  local -a reply
  case $place in
    @providers) compadd -- %PROVIDERS% ;;
    @events)
      case $1 in
%EVENTS%
        *) reply=(%ALL_EVENTS%) ;;
      esac
      compadd -a reply
      ;;
    @files) _files ;;
    @anything|'') return 1 ;;
    *) compadd -- \${=place} ;;
  esac
}

_%PROGRAM%() {
  local -a commands options places
  local command='' provider='' pending='' place='' word
  local -i position=1 repeats=0 index
  _%PROGRAM%_node ''
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    if [[ -n $pending && ! ( $pending == '?'* && $word == -* ) ]]; then
      [[ $pending == *@providers ]] && provider=$word
      pending=''
      continue
    fi
    pending=''
    case $word in
      --*=*) [[ \${word%%=*} == --provider ]] && provider=\${word#*=} ;;
      -?*)
        _%PROGRAM%_value "$command" "$word"
        pending=$place
        ;;
      *)
        if [[ -n \${(M)commands:#$word:*} ]]; then
          command="\${command:+$command }$word"
          position=1
          _%PROGRAM%_node "$command"
        else
          [[ \${places[position]-} == @providers ]] && provider=$word
          (( position += 1 ))
        fi
        ;;
    esac
  done

  word=\${words[CURRENT]}
  if [[ -n $pending && ! ( $pending == '?'* && $word == -* ) ]]; then
    place=\${pending#'?'}
  elif [[ $word == --*=* ]]; then
    _%PROGRAM%_value "$command" "\${word%%=*}"
    place=\${place#'?'}
    compset -P '*='
  elif [[ $word == -* ]]; then
    _describe -o option options
    return
  else
    place=\${places[position]-}
    [[ -z $place && $repeats == 1 ]] && place=\${places[-1]-}
    (( \${#commands} )) && _describe command commands
  fi
  _%PROGRAM%_complete "$provider"
}

if [[ \${funcstack[1]-} == _%PROGRAM% ]]; then
  _%PROGRAM% "$@"
else
  compdef _%PROGRAM% %PROGRAM%
fi
`;
