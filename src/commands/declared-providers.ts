import { ConfigError } from '../core/config.ts';
import { WebhookCliError } from '../core/errors.ts';
import type { Fixture, FixtureReading } from '../core/fixture.ts';
import { formatPath } from '../core/json-path.ts';
import type { Position } from '../core/located-node.ts';
import { formatProblem, type LocatedProblem } from '../core/located-problem.ts';
import type { DeclaredEvent, ProviderDefinition } from '../core/provider-definition.ts';
import {
  asSignatureModule,
  declaredProvider,
  type SignatureModule,
} from '../providers/declared/index.ts';
import type { Provider } from '../providers/types.ts';

/** Where the parts of a definition come from. */
export interface DeclaredPorts {
  /** The documents of a fixture file. */
  readonly fixtures: (file: string) => AsyncIterable<FixtureReading>;
  /** What a JavaScript module exports; loading it runs its code. */
  readonly module: (file: string) => Promise<unknown>;
}

/** A provider with the events that can be made, and what is wrong with the others. */
export interface LoadedProvider {
  /** `null` when its module can't be used. */
  readonly provider: Provider | null;
  readonly problems: readonly LocatedProblem[];
}

/**
 * Makes a provider of its definition.
 *
 * @param shownAs - the configuration file as problems name it
 * @throws {ConfigError} when a fixture or the module it names can't be used
 */
export async function loadDeclaredProvider(
  definition: ProviderDefinition,
  shownAs: string,
  ports: DeclaredPorts,
): Promise<Provider> {
  const { provider, problems } = await tryDeclaredProvider(definition, shownAs, ports);
  if (provider === null || problems.length > 0) throw new ConfigError(problems);
  return provider;
}

/** The same, with what is wrong as values. */
export async function tryDeclaredProvider(
  definition: ProviderDefinition,
  shownAs: string,
  ports: DeclaredPorts,
): Promise<LoadedProvider> {
  const problems: LocatedProblem[] = [];
  const note = ({ line, column }: Position, path: readonly string[], message: string): void => {
    const where = formatPath(['providers', definition.name, ...path]);
    problems.push({ file: shownAs, line, column, path: where, message });
  };
  const fixtures = new Map<string, Fixture>();
  for (const event of definition.events) {
    const fixture = await fixtureOf(event, ports);
    if (typeof fixture === 'string') note(event.at, ['events', event.name], fixture);
    else fixtures.set(event.name, fixture);
  }
  const module = await moduleOf(definition, ports);
  if (typeof module === 'string') {
    const at = 'at' in definition.signature ? definition.signature.at : { line: 1, column: 1 };
    note(at, ['signature', 'module'], module);
    return { provider: null, problems };
  }
  const { provider, flaws } = declaredProvider(definition, { fixtures, module });
  for (const { event: name, message } of flaws) {
    const event = definition.events.find((candidate) => candidate.name === name);
    if (event !== undefined) note(event.at, ['events', name], `${event.file}: ${message}`);
  }
  return { provider, problems };
}

/** The first document of the event's file, or the one that names the event; a text says what is wrong. */
async function fixtureOf(
  { file, name, wireName }: DeclaredEvent,
  ports: DeclaredPorts,
): Promise<Fixture | string> {
  let first: Fixture | undefined;
  for await (const reading of ports.fixtures(file)) {
    if (!reading.ok) return formatProblem(reading.problem);
    const { fixture } = reading.loaded;
    if (fixture.event === name || fixture.event === wireName) return fixture;
    first ??= fixture;
  }
  return first ?? `${file} has no fixture`;
}

async function moduleOf(
  { signature }: ProviderDefinition,
  ports: DeclaredPorts,
): Promise<SignatureModule | null | string> {
  if (signature.scheme !== 'module') return null;
  try {
    const module = asSignatureModule(await ports.module(signature.file));
    return 'error' in module ? `${signature.file} ${module.error}` : module;
  } catch (error) {
    if (error instanceof WebhookCliError) return error.message;
    throw error;
  }
}
