import type { ProviderConfig } from './config.ts';
import { readProviders } from './config-providers.ts';
import type { ConfigSource } from './config-source.ts';
import { withVariables } from './config-variables.ts';
import { formatPath } from './json-path.ts';
import type { LocatedNode } from './located-node.ts';
import { byPlace, type LocatedProblem } from './located-problem.ts';
import type { Report } from './located-reader.ts';
import type { ProviderDefinition } from './provider-definition.ts';

/** What the part `providers` of a configuration comes to. */
export interface LintedConfig {
  /** Those without a problem of their own. */
  readonly definitions: readonly ProviderDefinition[];
  readonly problems: readonly LocatedProblem[];
  /** Allowed, but likely a mistake; in the order of the file, as the problems. */
  readonly warnings: readonly LocatedProblem[];
}

/** Reads the providers of a configuration; here a variable that is not set is only worth a warning. */
export function lintConfig(
  node: LocatedNode | undefined,
  source: Omit<ConfigSource, 'warn'>,
): LintedConfig {
  const problems: LocatedProblem[] = [];
  const warnings: LocatedProblem[] = [];
  const into =
    (list: LocatedProblem[]): Report =>
    ({ line, column }, path, message) => {
      list.push({ file: source.shownAs, line, column, path: formatPath(path), message });
    };
  const members = node?.kind === 'map' ? node.members : [];
  const block = members.find(({ key }) => key === 'providers')?.value;
  if (block === undefined) return { definitions: [], problems, warnings };
  const path = ['providers'];
  const expanded = withVariables({ node: block, path, report: into(warnings) }, source.env);
  const warn = into(warnings);
  const read = readProviders({ node: expanded, path, report: into(problems) }, { ...source, warn });
  return {
    definitions: definitionsOf(read ?? {}),
    problems: problems.sort(byPlace),
    warnings: warnings.sort(byPlace),
  };
}

function definitionsOf(
  providers: Readonly<Record<string, ProviderConfig>>,
): readonly ProviderDefinition[] {
  return Object.values(providers).flatMap(({ definition }) => definition ?? []);
}
