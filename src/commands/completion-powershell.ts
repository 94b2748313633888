import {
  allCommands,
  allEvents,
  type CommandAt,
  type Completed,
  type CompletionData,
  plainSummary,
  plainWords,
} from './completion-tree.ts';

/**
 * Completion for PowerShell 5.1 and later. Lists and `switch -CaseSensitive` rather than hash tables: `-v` and `-V` are
 * two options, and as keys they would be one.
 */
export function powershellCompletion(data: CompletionData): string {
  const commands = allCommands(data);
  const fill: Readonly<Record<string, string>> = {
    PROGRAM: data.root.name,
    NODES: commands.map(nodeCase).join('\n'),
    VALUES: commands.flatMap(valueCases).join('\n'),
    PROVIDERS: list(plainWords(Object.keys(data.events))),
    EVENTS: Object.entries(data.events)
      .map(
        ([provider, events]) => `            ${quoted(provider)} { ${list(plainWords(events))} }`,
      )
      .join('\n'),
    ALL_EVENTS: list(plainWords(allEvents(data))),
  };
  return TEMPLATE.replace(/%([A-Z_]+)%/g, (whole, key: string) => fill[key] ?? whole);
}

function nodeCase({ path, node }: CommandAt): string {
  const commands = node.commands.map(({ name, summary }) => described(name, summary));
  const options = node.options.flatMap(({ names, summary }) =>
    plainWords(names).map((name) => described(name, summary)),
  );
  return [
    `            ${quoted(path.join(' '))} {`,
    '                @{',
    `                    Commands = ${list(commands)}`,
    `                    Options = ${list(options)}`,
    `                    Places = ${list(node.arguments.map(placeText))}`,
    `                    Repeats = ${node.repeats ? '$true' : '$false'}`,
    '                }',
    '            }',
  ].join('\n');
}

function valueCases({ path, node }: CommandAt): readonly string[] {
  return node.options.flatMap(({ names, value, isOptional }) => {
    if (value === null) return [];
    const places = plainWords(names).map((name) => [...path, name].join(' '));
    const text = `${isOptional ? '?' : ''}${placeText(value)}`;
    return [`            { $_ -cin ${list(places)} } { ${quoted(text)} }`];
  });
}

function placeText(place: Completed): string {
  return typeof place === 'string' ? `@${place}` : plainWords(place).join(' ');
}

/** A name and what its tooltip says, which may not be empty. */
function described(name: string, summary: string): string {
  return `${name}|${plainSummary(summary) || name}`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`; // curly quotes close a text as well
}

const TEMPLATE = `# PowerShell completion for %PROGRAM%; load it with:
#   %PROGRAM% completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName '%PROGRAM%' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What a command has: $at is the names that lead to it.
    $describe = {
        param($at)
        switch -CaseSensitive ($at) {
%NODES%
        }
    }

    # What an option takes: $at is the command and the option.
    $valueOf = {
        param($at)
        switch -CaseSensitive ($at) {
%VALUES%
            default { '' }
        }
    }

    $eventsOf = {
        param($provider)
        switch -CaseSensitive ($provider) {
%EVENTS%
            default { %ALL_EVENTS% }
        }
    }

    $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $command = ''
    $provider = ''
    $pending = ''
    $position = 0
    $node = & $describe $command
    foreach ($word in $typed) {
        if ($pending -and -not ($pending.StartsWith('?') -and $word.StartsWith('-'))) {
            if ($pending.EndsWith('@providers')) { $provider = $word }
            $pending = ''
            continue
        }
        $pending = ''
        if ($word.StartsWith('--') -and $word.Contains('=')) {
            if ($word.StartsWith('--provider=')) { $provider = $word.Substring(11) }
        } elseif ($word.StartsWith('-')) {
            $pending = & $valueOf ("$command $word".Trim())
        } elseif (@($node.Commands | ForEach-Object { $_.Split('|')[0] }) -ccontains $word) {
            $command = "$command $word".Trim()
            $position = 0
            $node = & $describe $command
        } else {
            if (@($node.Places)[$position] -eq '@providers') { $provider = $word }
            $position += 1
        }
    }

    $lead = ''
    $current = "$wordToComplete"
    $found = @()
    if ($pending -and -not ($pending.StartsWith('?') -and $current.StartsWith('-'))) {
        $place = $pending.TrimStart('?')
    } elseif ($current.StartsWith('--') -and $current.Contains('=')) {
        $option, $current = $current.Split('=', 2)
        $lead = "$option="
        $place = (& $valueOf ("$command $option".Trim())).TrimStart('?')
    } elseif ($current.StartsWith('-')) {
        $place = ''
        $found = @($node.Options)
    } else {
        $places = @($node.Places)
        $place = $places[$position]
        if (-not $place -and $node.Repeats -and $places.Count -gt 0) { $place = $places[-1] }
        $found = @($node.Commands)
    }
    # Where nothing is returned, PowerShell itself offers files.
    foreach ($word in "$place".Split(' ')) {
        switch ($word) {
            '' { }
            '@files' { }
            '@anything' { }
            '@providers' { $found += %PROVIDERS% }
            '@events' { $found += @(& $eventsOf $provider) }
            default { $found += $word }
        }
    }
    foreach ($entry in $found) {
        $name, $summary = $entry.Split('|', 2)
        if (-not $name.StartsWith($current)) { continue }
        if (-not $summary) { $summary = $name }
        [System.Management.Automation.CompletionResult]::new("$lead$name", $name, 'ParameterValue', $summary)
    }
}
`;
