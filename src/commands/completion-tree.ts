/** What may stand in a place of the command line: these words, or something only known by its kind. */
export type Completed = readonly string[] | 'providers' | 'events' | 'files' | 'anything';

export interface CompletionOption {
  /** As typed: `-p`, `--provider`. */
  readonly names: readonly string[];
  readonly summary: string;
  /** Its value, or `null` for a switch. */
  readonly value: Completed | null;
  /** Whether the value may be left out. */
  readonly isOptional: boolean;
}

export interface CompletionNode {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletionOption[];
  /** Positional arguments in their order. */
  readonly arguments: readonly Completed[];
  /** Whether the last argument repeats. */
  readonly repeats: boolean;
  readonly commands: readonly CompletionNode[];
}

export interface CompletionData {
  /** The program itself. */
  readonly root: CompletionNode;
  /** Canonical event names by provider. */
  readonly events: Readonly<Record<string, readonly string[]>>;
}

/** A command with the names that lead to it from the program: none for the program itself. */
export interface CommandAt {
  readonly path: readonly string[];
  readonly node: CompletionNode;
}

/** Every command, a parent before its children. */
export function allCommands({ root }: CompletionData): readonly CommandAt[] {
  const found: CommandAt[] = [];
  const visit = (node: CompletionNode, path: readonly string[]): void => {
    found.push({ path, node });
    for (const child of node.commands) visit(child, [...path, child.name]);
  };
  visit(root, []);
  return found;
}

/** Names of events of all providers, each once. */
export function allEvents({ events }: CompletionData): readonly string[] {
  return [...new Set(Object.values(events).flat())].sort();
}

/** Words no shell takes for more than a word; the others are left out, since completing them needs quotes. */
export function plainWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => /^[\w.:/@%+-]+$/.test(word));
}

/** A summary on one line without anything that a shell could expand in single quotes or a tab-separated list. */
export function plainSummary(summary: string): string {
  return summary.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
