import {
  EMPTY_CONFIG,
  type ListenSettings,
  type ProjectConfig,
  type ReplaySettings,
} from './config.ts';
import { readProviders } from './config-providers.ts';
import { CONFIG_KEYS, type ConfigSource } from './config-source.ts';
import {
  readDuration,
  readHost,
  readHttpUrl,
  readLine,
  readPath,
  readRate,
  readSize,
  readWholeNumber,
} from './config-values.ts';
import { withVariables } from './config-variables.ts';
import { formatPath } from './json-path.ts';
import type { LocatedNode } from './located-node.ts';
import { byPlace, type LocatedProblem } from './located-problem.ts';
import { type Located, type Report, readMembers, readOptional } from './located-reader.ts';

export { CONFIG_KEYS, type ConfigSource } from './config-source.ts';

const PORT = { from: 0, to: 65_535, expected: 'a port from 0 to 65535' };
const STATUS = { from: 200, to: 599, expected: 'an HTTP status from 200 to 599' };
const CONCURRENCY = { from: 1, to: 999_999_999, expected: 'a whole number of at least 1' };

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
  problems.sort(byPlace);
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
    host: readOptional(members.get('host'), readHost),
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
