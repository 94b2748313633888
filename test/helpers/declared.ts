import assert from 'node:assert/strict';
import { parseConfig } from '../../src/core/config-parse.ts';
import type { Fixture } from '../../src/core/fixture.ts';
import { formatPath } from '../../src/core/json-path.ts';
import { formatProblem } from '../../src/core/located-problem.ts';
import type { ProviderDefinition } from '../../src/core/provider-definition.ts';
import { parseFixtureText } from '../../src/io/fixture-files.ts';
import { readYaml } from '../../src/io/yaml-document.ts';
import { declaredProvider, type SignatureModule } from '../../src/providers/declared/index.ts';
import type { Provider } from '../../src/providers/types.ts';

/** A configuration with the block of one provider, as problems and warnings show it. */
export interface ReadDefinition {
  readonly definition: ProviderDefinition | undefined;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads the block of a provider named acme; its lines begin at the fourth line of the file, indented by four. */
export function readAcme(block: string, name = 'acme'): ReadDefinition {
  const indented = block.trim().replace(/^(?=.)/gm, '    ');
  const text = `target: http://127.0.0.1:1/\nproviders:\n  ${name}:\n${indented}\n`;
  const [document] = readYaml(text, 'webhook-cli.yaml');
  assert.ok(document?.ok, text);
  const warnings: string[] = [];
  const parsed = parseConfig(document.node, {
    file: '/project/webhook-cli.yaml',
    shownAs: 'webhook-cli.yaml',
    env: {},
    providerNames: ['mailgun', 'github'],
    resolvePath: (path) => `/project/${path}`,
    warn: ({ line, column }, path, message) => {
      const where = { file: 'webhook-cli.yaml', line, column, path: formatPath(path) };
      warnings.push(formatProblem({ ...where, message }));
    },
  });
  return {
    definition: parsed.ok ? parsed.config.providers[name]?.definition : undefined,
    problems: parsed.ok ? [] : parsed.problems.map(formatProblem),
    warnings,
  };
}

/** The definition of a block that must be good. */
export function definitionOf(block: string, name = 'acme'): ProviderDefinition {
  const { definition, problems } = readAcme(block, name);
  assert.ok(definition, problems.join('\n'));
  return definition;
}

/** A provider of a block, its fixtures given as YAML by event name. */
export async function acme(
  block: string,
  fixtures: Readonly<Record<string, string>> = {},
  module: SignatureModule | null = null,
): Promise<Provider> {
  const loaded = new Map<string, Fixture>();
  for (const [event, text] of Object.entries(fixtures)) {
    loaded.set(event, await fixtureOf(text));
  }
  const { provider, flaws } = declaredProvider(definitionOf(block), { fixtures: loaded, module });
  assert.deepEqual(flaws, []);
  return provider;
}

export async function fixtureOf(text: string): Promise<Fixture> {
  const [reading] = await parseFixtureText(text, 'fixture.yaml');
  assert.ok(reading?.ok, reading?.ok === false ? formatProblem(reading.problem) : '');
  return reading.loaded.fixture;
}

/** A provider that only signs. */
export function signer(signature: string, options = ''): Provider {
  const block = `signature: ${signature}\n${options === '' ? '' : `options: ${options}\n`}`;
  return declaredProvider(definitionOf(block), { fixtures: new Map(), module: null }).provider;
}
