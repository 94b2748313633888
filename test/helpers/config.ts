import assert from 'node:assert/strict';
import type { ProjectConfig } from '../../src/core/config.ts';
import { parseConfig } from '../../src/core/config-parse.ts';
import { formatProblem } from '../../src/core/located-problem.ts';
import { readYaml } from '../../src/io/yaml-document.ts';
import { PROVIDER_NAMES } from '../../src/providers/names.ts';

export type Environment = Readonly<Record<string, string>>;

/** A configuration text that must be good; paths in it become absolute below `/project`. */
export function configOf(text: string, env: Environment = {}): ProjectConfig {
  const parsed = parsedConfig(text, env);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n'));
  return parsed.config;
}

/** One line for each problem of a configuration text. */
export function problemsOf(text: string, env: Environment = {}): readonly string[] {
  const parsed = parsedConfig(text, env);
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

function parsedConfig(text: string, env: Environment): ReturnType<typeof parseConfig> {
  const [document] = readYaml(text, 'webhook-cli.yaml');
  assert.ok(document?.ok, 'expected valid YAML');
  return parseConfig(document.node, {
    file: '/project/webhook-cli.yaml',
    shownAs: 'webhook-cli.yaml',
    env,
    providerNames: PROVIDER_NAMES,
    resolvePath: (path) => `/project/${path}`,
  });
}
