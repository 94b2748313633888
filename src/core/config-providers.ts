import type { ProviderConfig } from './config.ts';
import { CONFIG_KEYS, type ConfigSource } from './config-source.ts';
import { readDuration, readPath, readSecret } from './config-values.ts';
import {
  type Located,
  readItems,
  readMembers,
  readOptional,
  readScalarText,
} from './located-reader.ts';
import { DEFINITION_KEYS, isDefinition, readDefinition } from './provider-definition-parse.ts';

const DEFINED_KEYS = [...CONFIG_KEYS.provider, ...DEFINITION_KEYS];

/** Settings of known providers, and definitions of others. */
export function readProviders(
  located: Located,
  source: ConfigSource,
): Readonly<Record<string, ProviderConfig>> | undefined {
  const { node } = located;
  const entries = node.kind === 'map' ? node.members : [];
  const defined = entries.flatMap(({ key, value }) =>
    isDefinition(value) && !source.providerNames.includes(key) ? [key] : [],
  );
  const members = readMembers(located, [...source.providerNames, ...defined]);
  return (
    members &&
    mapValues(members, (provider, name) =>
      defined.includes(name)
        ? readDefined(provider, name, source)
        : readSettings(readProviderMembers(provider, CONFIG_KEYS.provider), source),
    )
  );
}

function readDefined(
  located: Located,
  name: string,
  source: ConfigSource,
): ProviderConfig | undefined {
  const members = readProviderMembers(located, DEFINED_KEYS);
  const settings = readSettings(members, source);
  if (members === undefined || settings === undefined) return undefined;
  const definition = readDefinition(name, located, members, {
    resolvePath: source.resolvePath,
    warn: source.warn ?? (() => {}),
    options: settings.options,
  });
  return definition && { ...settings, definition };
}

function readProviderMembers(
  located: Located,
  keys: readonly string[],
): ReadonlyMap<string, Located> | undefined {
  return readMembers(withoutLoneValues(located, keys), keys);
}

function readSettings(
  members: ReadonlyMap<string, Located> | undefined,
  { resolvePath }: ConfigSource,
): ProviderConfig | undefined {
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
function withoutLoneValues(located: Located, known: readonly string[]): Located {
  const { node, path, report } = located;
  if (node.kind !== 'map') return located;
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
  read: (located: Located, key: string) => T | undefined,
): Readonly<Record<string, T>> {
  const entries = [...members].flatMap(([key, located]): [string, T][] => {
    const value = readOptional(located, (present) => read(present, key));
    return value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}
