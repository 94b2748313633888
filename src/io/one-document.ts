import { ConfigError } from '../core/config.ts';
import type { LocatedNode, Position } from '../core/located-node.ts';
import type { LocatedProblem } from '../core/located-problem.ts';
import { decodeUtf8File } from './utf8-file.ts';

/**
 * The text of a file in UTF-8.
 *
 * @throws {ConfigError} with the place of the first byte that is not
 */
export function fileText(bytes: Uint8Array, file: string): string {
  const decoded = decodeUtf8File(bytes);
  if (!decoded.ok) throw problemAt(file, decoded.at, decoded.message);
  return decoded.text;
}

/**
 * The only YAML document of a file's text; `undefined` when there are only comments.
 *
 * @param shown - a syntax problem as it may be shown
 * @throws {ConfigError} when it is no YAML, or there is a second document
 */
export async function oneDocument(
  text: string,
  file: string,
  shown: (problem: LocatedProblem) => LocatedProblem = (problem) => problem,
): Promise<LocatedNode | undefined> {
  const { readYaml } = await import('./yaml-document.ts'); // heavy, and most runs have no file
  const [first, second] = readYaml(text, file);
  if (first?.ok === false) throw new ConfigError(first.problems.map(shown));
  const at = second?.ok === false ? second.problems[0] : second?.node;
  if (at !== undefined) throw problemAt(file, at, 'a second document; expected only one');
  return first?.node;
}

function problemAt(file: string, { line, column }: Position, message: string): ConfigError {
  return new ConfigError([{ file, line, column, path: '', message }]);
}
