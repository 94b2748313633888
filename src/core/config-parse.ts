import {
  EMPTY_CONFIG,
  type ListenSettings,
  type ProjectConfig,
  type ProviderConfig,
  type ReplaySettings,
} from './config.ts';
import {
  readDuration,
  readHttpUrl,
  readLine,
  readPath,
  readRate,
  readSecret,
  readSize,
  readWholeNumber,
} from './config-values.ts';
import { type Environment, withVariables } from './config-variables.ts';
import { formatPath } from './json-path.ts';
import type { LocatedNode } from './located-node.ts';
import type { LocatedProblem } from './located-problem.ts';
import {
  type Located,
  type Report,
  readItems,
  readMembers,
  readOptional,
  readScalarText,
} from './located-reader.ts';

/** The keys of a configuration file; the published schema has the same. */
export const CONFIG_KEYS = {
  file: ['target', 'listen', 'replay', 'providers'],
  listen: ['port', 'host', 'save', 'max_body', 'tolerance', 'respond'],
  replay: ['retry', 'concurrency', 'rate', 'timeout'],
  provider: ['secret', 'secrets', 'secret_file', 'tolerance', 'options'],
} as const;

const PORT = { from: 0, to: 65_535, expected: 'a port from 0 to 65535' };
const STATUS = { from: 200, to: 599, expected: 'an HTTP status from 200 to 599' };
const CONCURRENCY = { from: 1, to: 999_999_999, expected: 'a whole number of at least 1' };

/** Where a configuration comes from, and what it may refer to. */
export interface ConfigSource {
  /** Absolute path. */
  readonly file: string;
  /** The path as problems name it. */
  readonly shownAs: string;
  readonly env: Environment;
  readonly providerNames: readonly string[];
  /** Makes a path absolute that is written relative to the file. */
  readonly resolvePath: (path: string) => string;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: ProjectConfig }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** Reads a configuration, or tells everything that is wrong with it in the order of the file, and never a value. */
export function parseConfig(node: LocatedNode, source: ConfigSource): ParsedConfig {
  const problems: LocatedProblem[] = [];
  const report: Report = ({ line, column }, path, message) => {
    problems.push({ file: source.shownAs, line, column, path: formatPath(path), message });
  };
  const expanded = withVariables({ node, path: [], report }, source.env);
  const config = readConfig({ node: expanded, path: [], report }, source);
  if (problems.length === 0) return { ok: true, config };
  problems.sort((left, right) => left.line - right.line || left.column - right.column);
  return { ok: false, problems };
}

function readConfig(located: Located, source: ConfigSource): ProjectConfig {
  const members = readMembers(located, CONFIG_KEYS.file);
  return {
    file: source.file,
    target: readOptional(members?.get('target'), readHttpUrl),
    listen:
      readOptional(members?.get('listen'), (listen) => readListen(listen, source)) ??
      EMPTY_CONFIG.listen,
    replay: readOptional(members?.get('replay'), readReplay) ?? EMPTY_CONFIG.replay,
    providers:
      readOptional(members?.get('providers'), (providers) => readProviders(providers, source)) ??
      EMPTY_CONFIG.providers,
  };
}

function readListen(located: Located, { resolvePath }: ConfigSource): ListenSettings | undefined {
  const members = readMembers(located, CONFIG_KEYS.listen);
  if (members === undefined) return undefined;
  const save = readOptional(members.get('save'), (path) =>
    readPath(path, 'a folder, such as captures'),
  );
  return {
    port: readOptional(members.get('port'), (port) => readWholeNumber(port, PORT)),
    host: readOptional(members.get('host'), (host) =>
      readLine(host, 'a host name or address, such as 127.0.0.1'),
    ),
    save: save === null ? null : resolvePath(save),
    maxBodyBytes: readOptional(members.get('max_body'), readSize),
    toleranceMs: readOptional(members.get('tolerance'), readDuration),
    respond: readOptional(members.get('respond'), (status) => readWholeNumber(status, STATUS)),
  };
}

function readReplay(located: Located): ReplaySettings | undefined {
  const members = readMembers(located, CONFIG_KEYS.replay);
  return (
    members && {
      retry: readOptional(members.get('retry'), (retry) =>
        readLine(retry, 'a retry profile such as mailtrap, provider, none or 40x5m'),
      ),
      concurrency: readOptional(members.get('concurrency'), (count) =>
        readWholeNumber(count, CONCURRENCY),
      ),
      ratePerSecond: readOptional(members.get('rate'), readRate),
      timeoutMs: readOptional(members.get('timeout'), readDuration),
    }
  );
}

function readProviders(
  located: Located,
  source: ConfigSource,
): Readonly<Record<string, ProviderConfig>> | undefined {
  const members = readMembers(located, source.providerNames);
  return members && mapValues(members, (provider) => readProvider(provider, source));
}

function readProvider(located: Located, { resolvePath }: ConfigSource): ProviderConfig | undefined {
  const members = readMembers(withoutLoneValues(located), CONFIG_KEYS.provider);
  if (members === undefined) return undefined;
  const secret = readOptional(members.get('secret'), readSecret);
  const secrets = readOptional(members.get('secrets'), readSecrets) ?? [];
  const secretFile = readOptional(members.get('secret_file'), (path) =>
    readPath(path, 'the path of a file'),
  );
  return {
    secrets: secret === null ? secrets : [secret, ...secrets],
    secretFile: secretFile === null ? null : resolvePath(secretFile),
    toleranceMs: readOptional(members.get('tolerance'), readDuration),
    options: readOptional(members.get('options'), readOptions) ?? {},
  };
}

/** Reports what stands where a key should and has no value: of `{ s3cret }` the text may be a secret, and isn't shown. */
function withoutLoneValues(located: Located): Located {
  const { node, path, report } = located;
  if (node.kind !== 'map') return located;
  const known: readonly string[] = CONFIG_KEYS.provider;
  const members = node.members.filter(({ key, keyAt, value }) => {
    if (known.includes(key) || value.kind !== 'scalar' || value.type !== 'null') return true;
    report(keyAt, path, `expected a key with a value; the keys are ${known.join(', ')}`);
    return false;
  });
  return { ...located, node: { ...node, members } };
}

function readSecrets(located: Located): readonly string[] | undefined {
  return readItems(located, 'a list of secrets')?.flatMap(
    (item) => readOptional(item, readSecret) ?? [],
  );
}

function readOptions(located: Located): Readonly<Record<string, string>> | undefined {
  const members = readMembers(located, null);
  return members && mapValues(members, (value) => readScalarText(value));
}

/** Members that are there and can be read, by key. */
function mapValues<T>(
  members: ReadonlyMap<string, Located>,
  read: (located: Located) => T | undefined,
): Readonly<Record<string, T>> {
  const entries = [...members].flatMap(([key, located]): [string, T][] => {
    const value = readOptional(located, read);
    return value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}
