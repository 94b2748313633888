import { dirname, resolve } from 'node:path';
import type { Fixture, FixtureReading } from '../core/fixture.ts';
import { parseFixture } from '../core/fixture-parse.ts';
import { fixtureText } from '../core/fixture-write.ts';
import type { LocatedNode, Position } from '../core/located-node.ts';
import type { LocatedProblem } from '../core/located-problem.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { readBodyFile } from './body-file.ts';
import { readBoundedFile } from './bounded-file.ts';
import { fileReason } from './file-reason.ts';
import { findFixtureFiles } from './fixture-paths.ts';
import { decodeUtf8File } from './utf8-file.ts';
import { isLargeFile, MAX_DOCUMENT_BYTES, yamlChunks } from './yaml-chunks.ts';

export { fixtureText } from '../core/fixture-write.ts';

/**
 * Reads the fixtures of files, folders and globs (see findFixtureFiles), in the order of the patterns and then of the
 * file names, one file in memory at a time. What is wrong with one of them never stops the others.
 *
 * @param cwd - folder that relative patterns start from
 */
export async function* readFixtures(
  patterns: readonly string[],
  cwd: string,
): AsyncGenerator<FixtureReading, void, undefined> {
  for (const pattern of patterns) {
    const { files, problems } = await findFixtureFiles(pattern, cwd);
    for (const problem of problems) yield { ok: false, problem };
    for (const file of files) yield* readFixtureFile(file, cwd);
  }
}

/** Reads the fixtures of one file; those of a large one a document at a time. */
export async function* readFixtureFile(file: string, cwd: string): AsyncGenerator<FixtureReading> {
  if (await isLargeFile(resolve(cwd, file))) yield* largeFixtureFile(file, cwd);
  else yield* await wholeFixtureFile(file, cwd);
}

async function wholeFixtureFile(file: string, cwd: string): Promise<readonly FixtureReading[]> {
  const path = resolve(cwd, file);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readBoundedFile(path, MAX_DOCUMENT_BYTES);
  } catch (error) {
    return [wrong(file, `can't read this file: ${fileReason(error)}`)];
  }
  if (bytes === undefined) return [wrong(file, 'too large; expected at most 256 MiB')];
  const decoded = decodeUtf8File(bytes);
  if (!decoded.ok) return [wrong(file, decoded.message, decoded.at)];
  return await parseFixtureText(decoded.text, file, dirname(path));
}

async function* largeFixtureFile(file: string, cwd: string): AsyncGenerator<FixtureReading> {
  const path = resolve(cwd, file);
  let index = 0;
  try {
    for await (const { bytes, line } of yamlChunks(path, MAX_DOCUMENT_BYTES)) {
      const decoded = decodeUtf8File(bytes);
      if (decoded.ok)
        yield* await parseFixtureText(decoded.text, file, dirname(path), { index, line });
      else yield wrong(file, decoded.message, { ...decoded.at, line: decoded.at.line + line - 1 });
      index += 1;
    }
  } catch (error) {
    yield wrong(file, `can't read this file: ${fileReason(error)}`);
  }
}

/**
 * Reads the text of a fixture file: one reading for each good document, and one for each problem of the others.
 *
 * @param file - what to call the text in problems and sources
 * @param folder - where a `body_file` is looked for; without one it is a problem
 * @param first - what its first document and line are in their file
 */
export async function parseFixtureText(
  text: string,
  file: string,
  folder?: string,
  first: { readonly index?: number; readonly line?: number } = {},
): Promise<readonly FixtureReading[]> {
  const { readYaml } = await import('./yaml-document.ts'); // heavy, and writing does without
  const documents = readYaml(text, file, first.line);
  if (documents.length === 0) return [wrong(file, 'nothing in here; expected a fixture')];
  const readings: FixtureReading[] = [];
  for (const [number, document] of documents.entries()) {
    const index = (first.index ?? 0) + number;
    const parsed = document.ok ? parseFixture(document.node, file) : document;
    if (!parsed.ok) {
      readings.push(...parsed.problems.map((problem) => ({ ok: false, problem }) as const));
    } else if (document.ok) {
      readings.push(await loadFixture(parsed.fixture, { ...document, file, index, folder }));
    }
  }
  return readings;
}

interface Origin {
  readonly node: LocatedNode;
  readonly file: string;
  readonly index: number;
  readonly folder: string | undefined;
}

async function loadFixture(fixture: Fixture, origin: Origin): Promise<FixtureReading> {
  const { node, file, index, folder } = origin;
  const source = index === 0 ? file : `${file}#${index + 1}`;
  const { body } = fixture.request;
  if (body.kind !== 'file') return { ok: true, loaded: { file, index, source, fixture } };
  const read =
    folder === undefined
      ? ({
          ok: false,
          message: 'this text is in no folder; expected another form of body',
        } as const)
      : await readBodyFile(folder, body.path);
  if (!read.ok) return wrong(file, read.message, bodyFileAt(node), 'request.body_file');
  const request = { ...fixture.request, body: { kind: 'bytes', bytes: read.bytes } } as const;
  return { ok: true, loaded: { file, index, source, fixture: { ...fixture, request } } };
}

function bodyFileAt(node: LocatedNode): Position {
  return memberOf(memberOf(node, 'request'), 'body_file');
}

function memberOf(node: LocatedNode, key: string): LocatedNode {
  const members = node.kind === 'map' ? node.members : [];
  return members.find((member) => member.key === key)?.value ?? node;
}

function wrong(
  file: string,
  message: string,
  at: Position = { line: 1, column: 1 },
  path = '',
): { readonly ok: false; readonly problem: LocatedProblem } {
  const { line, column } = at;
  return { ok: false, problem: { file, line, column, path, message } };
}

/**
 * Writes fixtures as the documents of one file, in place of what was there. Only its owner may read it, since captures
 * hold personal data; a missing folder is made.
 *
 * @throws {EnvironmentError} when the file system refuses
 */
export async function writeFixtureFile(path: string, fixtures: readonly Fixture[]): Promise<void> {
  await writeFileAtomically(path, fixtureText(fixtures));
}
