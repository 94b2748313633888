import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { LocatedProblem } from '../core/located-problem.ts';
import { nearestNames } from '../core/suggest.ts';
import { fileReason } from './file-reason.ts';
import { type GlobSegment, isGlob, parseGlob } from './path-glob.ts';

/** Files in the order of their names, as paths that begin like the pattern. */
export interface FoundFiles {
  readonly files: readonly string[];
  /** Whether the pattern is the name of the one file itself. */
  readonly isNamed: boolean;
  readonly problems: readonly LocatedProblem[];
}

/** Files that a folder or a pattern stands for. */
export interface WantedFiles {
  readonly name: RegExp;
  /** In words. */
  readonly called: string;
}

interface Walk {
  readonly cwd: string;
  readonly wanted: WantedFiles;
  readonly files: Set<string>;
  readonly problems: LocatedProblem[];
  /** Real folders by what is searched for in them, so that links in a circle come to an end. */
  readonly searched: Map<object, Set<string>>;
}

const FIXTURES: WantedFiles = { name: /\.ya?ml$/i, called: '*.yaml or *.yml' };
const WHOLE_FOLDER = {};
const SKIPPED = /^(?:\..*|node_modules)$/s;

/**
 * Finds the fixtures that a path or pattern stands for. A name that exists is taken as it is, whatever it looks like; a
 * folder stands for all `*.yaml` and `*.yml` below it, or other files that are wanted, and a pattern for such files, and
 * folders, that it matches.
 * Hidden names and `node_modules` are passed over unless written out, links are followed, no folder is searched twice.
 */
export async function findFixtureFiles(
  pattern: string,
  cwd: string,
  wanted: WantedFiles = FIXTURES,
): Promise<FoundFiles> {
  const path = withoutEndSlash(sep === '\\' ? pattern.replaceAll('\\', '/') : pattern);
  if (path === '')
    return nothing(pattern, 'expected the path of a file or folder, found empty text');
  const walk: Walk = { cwd, wanted, files: new Set(), problems: [], searched: new Map() };
  const kind = await kindOf(walk, path);
  if (kind === 'file' || kind === 'other') return { files: [path], isNamed: true, problems: [] };
  if (kind === 'folder') {
    await addFolder(walk, path === '.' ? '' : path);
  } else if (isGlob(path)) {
    const choices = parseGlob(path);
    if (choices === undefined)
      return nothing(pattern, 'the braces stand for more than 1000 patterns');
    for (const segments of choices) await addChoice(walk, segments);
  } else {
    return nothing(pattern, await missingName(walk, path));
  }
  if (walk.files.size === 0 && walk.problems.length === 0) {
    const where = kind === 'folder' ? 'in this folder' : 'matches this pattern';
    return nothing(pattern, `no ${wanted.called} file ${where}`);
  }
  return { files: [...walk.files].sort(bySegments), isNamed: false, problems: walk.problems };
}

function nothing(pattern: string, message: string): FoundFiles {
  return { files: [], isNamed: false, problems: [fileProblem(pattern, message)] };
}

function fileProblem(file: string, message: string): LocatedProblem {
  return { file, line: 1, column: 1, path: '', message };
}

async function addChoice(walk: Walk, segments: readonly GlobSegment[]): Promise<void> {
  const [first, ...rest] = segments;
  const isFromRoot = first?.kind === 'literal' && first.name === '';
  await (isFromRoot ? addMatches(walk, '/', rest) : addMatches(walk, '', segments));
}

async function addMatches(
  walk: Walk,
  path: string,
  segments: readonly GlobSegment[],
): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    const kind = await kindOf(walk, path);
    if (kind === 'folder') await addFolder(walk, path);
    if (kind === 'file' && walk.wanted.name.test(path)) walk.files.add(path);
  } else if (segment.kind === 'literal') {
    await addMatches(walk, joined(path, segment.name), rest);
  } else if (segment.kind === 'match') {
    for (const name of await namesIn(walk, path)) {
      if (segment.name.test(name) && name !== 'node_modules')
        await addMatches(walk, joined(path, name), rest);
    }
  } else if (await isFirstSearch(walk, segment, path)) {
    await addMatches(walk, path, rest);
    for (const name of await namesIn(walk, path)) {
      const inner = joined(path, name);
      const isSearched = !SKIPPED.test(name) && (await kindOf(walk, inner)) === 'folder';
      if (isSearched) await addMatches(walk, inner, segments);
    }
  }
}

async function addFolder(walk: Walk, path: string): Promise<void> {
  if (!(await isFirstSearch(walk, WHOLE_FOLDER, path))) return;
  for (const name of await namesIn(walk, path)) {
    if (SKIPPED.test(name)) continue;
    const inner = joined(path, name);
    const kind = await kindOf(walk, inner);
    if (kind === 'folder') await addFolder(walk, inner);
    if (kind === 'file' && walk.wanted.name.test(name)) walk.files.add(inner);
  }
}

async function isFirstSearch(walk: Walk, search: object, path: string): Promise<boolean> {
  const folders = walk.searched.get(search) ?? new Set();
  walk.searched.set(search, folders);
  const real = await realpath(resolve(walk.cwd, path)).catch(() => undefined);
  if (real === undefined || folders.has(real)) return false;
  folders.add(real);
  return true;
}

/** Names in a folder; none when it is no folder, and a problem when it can't be read. */
async function namesIn(walk: Walk, path: string): Promise<readonly string[]> {
  if ((await kindOf(walk, path)) !== 'folder') return [];
  try {
    return (await readdir(resolve(walk.cwd, path))).sort();
  } catch (error) {
    const isKnown = walk.problems.some(({ file }) => file === path);
    const message = `can't read this folder: ${fileReason(error)}`;
    if (!isKnown) walk.problems.push(fileProblem(path, message));
    return [];
  }
}

/** What a path leads to. A link to nowhere counts as a file, so that reading it tells what is wrong. */
async function kindOf(walk: Walk, path: string): Promise<'file' | 'folder' | 'other' | 'none'> {
  const full = resolve(walk.cwd, path);
  const found =
    (await stat(full).catch(() => undefined)) ?? (await lstat(full).catch(() => undefined));
  if (found === undefined) return 'none';
  if (found.isDirectory()) return 'folder';
  return found.isFile() || found.isSymbolicLink() ? 'file' : 'other';
}

/** What to say of a path that does not exist: up to where it does, and the nearest name there. */
async function missingName(walk: Walk, path: string): Promise<string> {
  let parent = path.startsWith('/') ? '/' : '';
  for (const name of path.split('/').filter((segment) => segment !== '')) {
    const inner = joined(parent, name);
    if ((await kindOf(walk, inner)) === 'none') {
      const [nearest] = nearestNames(name, await namesIn(walk, parent), 1);
      const help = nearest === undefined ? '' : `; did you mean ${joined(parent, nearest)}?`;
      return `no such file or folder${help}`;
    }
    parent = inner;
  }
  return 'no such file or folder';
}

function joined(path: string, name: string): string {
  return path === '' || path.endsWith('/') ? path + name : `${path}/${name}`;
}

function withoutEndSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}

function bySegments(left: string, right: string): number {
  const [ours, theirs] = [left.split('/'), right.split('/')];
  const at = ours.findIndex((segment, index) => segment !== theirs[index]);
  return (ours[at] ?? '') < (theirs[at] ?? '') ? -1 : 1;
}
