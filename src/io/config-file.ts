import { access, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { ConfigError, EMPTY_CONFIG, type ProjectConfig } from '../core/config.ts';
import type { LintedConfig } from '../core/config-lint.ts';
import type { ConfigSource } from '../core/config-source.ts';
import { InputError } from '../core/errors.ts';
import type { LocatedNode } from '../core/located-node.ts';
import type { LocatedProblem } from '../core/located-problem.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { fileReason } from './file-reason.ts';
import { fileText, oneDocument } from './one-document.ts';
import { findUpwards } from './project-folder.ts';

export const CONFIG_FILE = 'webhook-cli.yaml';
const CONFIG_MODE = 0o644; // made to be shared: secrets in it are `${NAME}` or paths

interface DeclaredText {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly withoutSecret: string;
}

export interface LoadOptions {
  readonly cwd: string;
  /** Path of `--config`, or `null` to look in `cwd` and its parents. */
  readonly explicit: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly providerNames: readonly string[];
}

/** Absolute path of the configuration file: the explicit one, or the nearest in `cwd` and its parents. */
export async function findConfigFile(
  cwd: string,
  explicit: string | undefined,
): Promise<string | undefined> {
  return explicit === undefined ? await findUpwards(cwd, CONFIG_FILE) : resolve(cwd, explicit);
}

/**
 * Reads the configuration file; the empty configuration when there is none. Paths in it are relative to its folder.
 *
 * @throws {ConfigError} naming every problem, each with its place
 * @throws {InputError} when the file can't be read, or the explicit one does not exist
 */
export async function loadConfig(options: LoadOptions): Promise<ProjectConfig> {
  const { cwd, explicit, env, providerNames } = options;
  const file = await findConfigFile(cwd, explicit ?? undefined);
  if (file === undefined) return EMPTY_CONFIG;
  const shownAs = explicit ?? relative(cwd, file);
  const node = await readOneDocument(await readText(file, shownAs), shownAs);
  if (node === undefined) return { ...EMPTY_CONFIG, file };
  const resolvePath = (path: string): string => resolve(dirname(file), path);
  const source: ConfigSource = { file, shownAs, env, providerNames, resolvePath };
  const { parseConfig } = await import('../core/config-parse.ts'); // as large as the YAML reader, and as rarely needed
  const parsed = parseConfig(node, source);
  if (!parsed.ok) throw new ConfigError(parsed.problems);
  return parsed.config;
}

/**
 * Reads the definitions of providers in a configuration file, with all that is wrong or doubtful in them.
 *
 * @throws {ConfigError} when the file is no YAML
 * @throws {InputError} when it can't be read
 */
export async function lintConfigFile(
  file: string,
  { cwd, env, providerNames }: Omit<LoadOptions, 'explicit'>,
): Promise<LintedConfig> {
  const path = resolve(cwd, file);
  const node = await readOneDocument(await readText(path, file), file);
  const resolvePath = (other: string): string => resolve(dirname(path), other);
  const { lintConfig } = await import('../core/config-lint.ts');
  return lintConfig(node, { file: path, shownAs: file, env, providerNames, resolvePath });
}

/** Definitions of providers as they stand in the file, comments included. */
export async function declaredTexts(
  file: string,
  providers: readonly { readonly name: string; readonly title: string }[],
): Promise<readonly DeclaredText[]> {
  const { cutFromYaml } = await import('./yaml-cut.ts');
  const text = await readText(file, file);
  return providers.map(({ name, title }) => ({
    name,
    title,
    text: cutFromYaml(text, ['providers', name], []),
    withoutSecret: cutFromYaml(text, ['providers', name], ['secret', 'secrets', 'secret_file']),
  }));
}

export async function hasConfig(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a configuration file, as a whole or not at all.
 *
 * @throws {EnvironmentError} when the file system refuses
 */
export async function saveConfig(file: string, text: string): Promise<void> {
  await writeFileAtomically(file, text, CONFIG_MODE);
}

async function readText(file: string, shownAs: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const message = `can't read the configuration file ${shownAs}: ${fileReason(cause)}`;
    throw new InputError(message, { hint: '`webhook-cli init` writes one', cause });
  });
  return fileText(bytes, shownAs);
}

/** `undefined` when there are only comments. */
async function readOneDocument(text: string, file: string): Promise<LocatedNode | undefined> {
  const lines = text.split(/\r\n|[\r\n]/);
  return await oneDocument(text, file, (problem) =>
    withoutText(problem, lines[problem.line - 1] ?? ''),
  );
}

/** A syntax problem up to where it quotes the file: that may be a piece of a secret. */
function withoutText(problem: LocatedProblem, line: string): LocatedProblem {
  const [said = ''] = problem.message.split('; expected');
  const reason = said.startsWith('*')
    ? 'this alias stands for nothing'
    : said.replace(/(?:\b:| ["'!&*|>%\\]).*$/s, '');
  const advice = line.includes('${')
    ? `within { } and [ ] write '\${NAME}' in quotes`
    : 'expected valid YAML 1.2; text with special characters goes in quotes';
  return { ...problem, message: `${reason}; ${advice}` };
}
