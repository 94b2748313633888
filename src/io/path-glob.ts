/** One part of a path pattern between slashes. */
export type GlobSegment =
  | { readonly kind: 'literal'; readonly name: string }
  /** `**`: any number of folders, none included. */
  | { readonly kind: 'any-depth' }
  | { readonly kind: 'match'; readonly name: RegExp };

const MAX_PATTERNS = 1000;
const GLOB_MARK = /[*?[{\\]/;
const TOKEN = /\\(.)|\[([!^]?)(\]?[^\]]*)\]|\*+|./gsu;
const MEMBER = /(.)-(.)|(.)/gsu;

/** Whether a path is a pattern rather than a name. */
export function isGlob(path: string): boolean {
  return GLOB_MARK.test(path);
}

/**
 * Reads a pattern with forward slashes: `*` and `?` within a name, `**` across folders, `[a-z]` and `[!a-z]`, `{a,b}`,
 * and a backslash before what stands for itself. A leading dot must be written. What is unclosed is literal.
 *
 * @returns one list of segments for each choice of the braces, or `undefined` when these are more than 1000
 */
export function parseGlob(pattern: string): readonly (readonly GlobSegment[])[] | undefined {
  const choices = expandBraces(pattern, MAX_PATTERNS);
  return choices?.map((choice) => choice.split('/').map(parseSegment));
}

function expandBraces(pattern: string, limit: number): readonly string[] | undefined {
  const braces = firstBraces(pattern);
  if (braces === undefined) return limit > 0 ? [pattern] : undefined;
  const edges = [braces.from, ...braces.commas, braces.to];
  const results: string[] = [];
  for (const [index, end] of edges.slice(1).entries()) {
    const choice = pattern.slice((edges[index] ?? 0) + 1, end);
    const single = pattern.slice(0, braces.from) + choice + pattern.slice(braces.to + 1);
    const expanded = expandBraces(single, limit - results.length);
    if (expanded === undefined) return undefined;
    results.push(...expanded);
  }
  return results;
}

interface Braces {
  readonly from: number;
  readonly to: number;
  readonly commas: readonly number[];
}

/** The first pair of braces with a comma of its own. */
function firstBraces(pattern: string): Braces | undefined {
  const open: { readonly from: number; readonly commas: number[] }[] = [];
  let found: Braces | undefined;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    if (character === '{') open.push({ from: at, commas: [] });
    if (character === ',') open.at(-1)?.commas.push(at);
    if (character !== '}') continue;
    const { from, commas } = open.pop() ?? { from: -1, commas: [] };
    const isFirst = found === undefined || from < found.from;
    if (commas.length > 0 && isFirst) found = { from, to: at, commas };
  }
  return found;
}

function parseSegment(segment: string): GlobSegment {
  if (segment === '**') return { kind: 'any-depth' };
  let isLiteral = true;
  let name = '';
  let source = /^\\?\./.test(segment) ? '' : '(?!\\.)';
  for (const [token, escaped, not, members] of segment.matchAll(TOKEN)) {
    const wild = wildSource(token, not, members);
    if (wild !== undefined) isLiteral = false;
    source += wild ?? codePoint(escaped ?? token);
    name += escaped ?? token;
  }
  return isLiteral
    ? { kind: 'literal', name }
    : { kind: 'match', name: new RegExp(`^${source}$`, 'su') };
}

function wildSource(token: string, not?: string, members?: string): string | undefined {
  if (token.startsWith('*')) return '.*';
  if (token === '?') return '.';
  if (members === undefined) return undefined;
  let set = '';
  for (const [, from, to, single = ''] of members.matchAll(MEMBER)) {
    if (from === undefined || to === undefined) set += codePoint(single);
    else if (from <= to) set += `${codePoint(from)}-${codePoint(to)}`;
  }
  return `[${not === '' ? '' : '^'}${set}]`;
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
