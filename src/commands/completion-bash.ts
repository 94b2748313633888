import {
  allCommands,
  allEvents,
  type CommandAt,
  type Completed,
  type CompletionData,
  plainWords,
} from './completion-tree.ts';

/**
 * Completion for bash 3.2 and later, without the bash-completion package. A place is described by words, or by `@` and
 * a kind; `?` before it says that it may be left out, and commas stand for blanks within a list of places.
 */
export function bashCompletion(data: CompletionData): string {
  const commands = allCommands(data);
  const program = data.root.name;
  const name = `_${program.replaceAll('-', '_')}`;
  const fill: Readonly<Record<string, string>> = {
    PROGRAM: program,
    NAME: name,
    NODES: commands.map(nodeCase).join('\n'),
    VALUES: commands.flatMap(valueCases).join('\n'),
    PROVIDERS: plainWords(Object.keys(data.events)).join(' '),
    EVENTS: Object.entries(data.events)
      .map(([provider, events]) => `    ${provider}) words='${plainWords(events).join(' ')}' ;;`)
      .join('\n'),
    ALL_EVENTS: plainWords(allEvents(data)).join(' '),
  };
  return TEMPLATE.replace(/%([A-Z_]+)%/g, (whole, key: string) => fill[key] ?? whole);
}

function nodeCase({ path, node }: CommandAt): string {
  const commands = plainWords(node.commands.map((child) => child.name)).join(' ');
  const options = plainWords(node.options.flatMap(({ names }) => names)).join(' ');
  const places = node.arguments.map((place) => placeText(place).replaceAll(' ', ',')).join(' ');
  const repeats = node.repeats ? 1 : 0;
  return `    '${path.join(' ')}') commands='${commands}' options='${options}' places='${places}' repeats=${repeats} ;;`;
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

const TEMPLATE = `# bash completion for %PROGRAM%; load it with: source <(%PROGRAM% completion bash)

# Sets commands, options, places and repeats for a command: $1 is the names that lead to it.
%NAME%_node() {
  commands='' options='' places='' repeats=0
  case $1 in
%NODES%
  esac
}

# Sets place to what an option takes: $1 is the command, $2 the option.
%NAME%_value() {
  place=''
  case "\${1:+$1 }$2" in
%VALUES%
  esac
}

# Sets words to the events of provider $1.
%NAME%_events() {
  case $1 in
%EVENTS%
    *) words='%ALL_EVENTS%' ;;
  esac
}

%NAME%() {
  local -a typed=()
  local i word glue='' piece=''
  # Bash splits words at : and =, as in --option=value and mailgun:route; here they are put together again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ ( -n $word && -z \${word//[:=]/} || -n $glue ) && \${#typed[@]} -gt 0 ]]; then
      typed[\${#typed[@]}-1]+=$word
    else
      typed+=("$word")
    fi
    glue=''
    [[ -n $word && -z \${word//[:=]/} ]] && glue=1
    piece=$word
  done
  [[ -n $glue ]] && piece=''
  local count=\${#typed[@]}
  local current=''
  ((count > 0)) && current=\${typed[count-1]}
  local kept=\${current%"$piece"} lead=''

  local command='' provider='' pending='' position=0
  local commands options places repeats place words
  %NAME%_node ''
  for ((i = 0; i < count - 1; i++)); do
    word=\${typed[i]}
    if [[ -n $pending && ! ( $pending == '?'* && $word == -* ) ]]; then
      [[ $pending == *@providers ]] && provider=$word
      pending=''
      continue
    fi
    pending=''
    case $word in
      --*=*) [[ \${word%%=*} == --provider ]] && provider=\${word#*=} ;;
      -?*)
        %NAME%_value "$command" "$word"
        pending=$place
        ;;
      *)
        if [[ " $commands " == *" $word "* ]]; then
          command="\${command:+$command }$word"
          position=0
          %NAME%_node "$command"
        else
          %NAME%_place
          [[ $place == @providers ]] && provider=$word
          position=$((position + 1))
        fi
        ;;
    esac
  done

  COMPREPLY=()
  words=''
  if [[ -n $pending && ! ( $pending == '?'* && $current == -* ) ]]; then
    place=\${pending#'?'}
  elif [[ $current == --*=* ]]; then
    %NAME%_value "$command" "\${current%%=*}"
    place=\${place#'?'}
    [[ -z $kept ]] && lead="\${current%%=*}=" # bash was told not to split at =
    current=\${current#*=}
    kept=\${kept#*=}
  elif [[ $current == -* ]]; then
    place=$options
  else
    %NAME%_place
    [[ $place == @files ]] || place="$commands $place"
  fi
  for word in $place; do
    case $word in
      @providers) words+=' %PROVIDERS%' ;;
      @events) local before=$words; %NAME%_events "$provider"; words="$before $words" ;;
      @anything) ;;
      @files)
        compopt -o default 2>/dev/null || while IFS= read -r word; do
          COMPREPLY+=("$lead\${word#"$kept"}")
        done < <(compgen -f -- "$current")
        return
        ;;
      *) words+=" $word" ;;
    esac
  done
  for word in $words; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$lead\${word#"$kept"}")
  done
}

# Sets place to what the argument at this position may be.
%NAME%_place() {
  local -a all=($places)
  place=\${all[position]-}
  if [[ -z $place && $repeats == 1 ]] && ((\${#all[@]} > 0)); then place=\${all[\${#all[@]}-1]}; fi
  place=\${place//,/ }
}

complete -F %NAME% %PROGRAM%
`;
