import type { JsonPath } from './json-scan.ts';
import { describeNode, type LocatedNode, type Position } from './located-node.ts';
import { nearestNames } from './suggest.ts';

const LONE_SURROGATE = /\p{Cs}/u; // with the u flag a whole pair is one character of another class

/** Takes note of one problem; reading goes on. */
export type Report = (at: Position, path: JsonPath, message: string) => void;

/** A node, the path that leads to it, and where to report what is wrong with it. */
export interface Located {
  readonly node: LocatedNode;
  readonly path: JsonPath;
  readonly report: Report;
}

export function reportAt(located: Located, message: string): undefined {
  located.report(located.node, located.path, message);
}

/** Reports `expected …, found …`. */
export function reportKind(located: Located, expected: string): undefined {
  reportAt(located, `expected ${expected}, found ${describeNode(located.node)}`);
}

/** Reports that the map lacks a key, at the start of the map. */
export function reportMissing(
  { node, path, report }: Located,
  key: string,
  expected: string,
): void {
  report(node, [...path, key], `missing; expected ${expected}`);
}

/** Reads a member that may be absent, or `null`, which means the same. */
export function readOptional<T>(
  located: Located | undefined,
  read: (located: Located) => T | undefined,
): T | null {
  const isNull = located?.node.kind === 'scalar' && located.node.type === 'null';
  return located === undefined || isNull ? null : (read(located) ?? null);
}

/** Members of a map by key. Reports what is no map, keys that come twice, and keys that are not among `known`. */
export function readMembers(
  located: Located,
  known: readonly string[] | null,
): ReadonlyMap<string, Located> | undefined {
  const { node, path, report } = located;
  if (node.kind !== 'map') {
    const keys = known === null ? '' : ` with ${known.join(', ')}`;
    return reportKind(located, `a map${keys}`);
  }
  const members = new Map<string, Located>();
  const lines = new Map<string, number>();
  for (const { key, keyAt, value } of node.members) {
    const inner = [...path, key];
    const firstLine = lines.get(key);
    if (known !== null && !known.includes(key)) {
      report(keyAt, inner, unknownKey(key, known));
    } else if (firstLine !== undefined) {
      report(keyAt, inner, `this key was already given on line ${firstLine}; expected it once`);
    } else {
      lines.set(key, keyAt.line);
      members.set(key, { node: value, path: inner, report });
    }
  }
  return members;
}

function unknownKey(key: string, known: readonly string[]): string {
  const [nearest] = nearestNames(key, known, 1);
  const help =
    nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${nearest}?`;
  return `unknown key ${JSON.stringify(shortened(key))}; ${help}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export function readItems(located: Located, expected: string): readonly Located[] | undefined {
  const { node, path, report } = located;
  if (node.kind !== 'list') return reportKind(located, expected);
  return node.items.map((item, index) => ({ node: item, path: [...path, index], report }));
}

/** A list of two-item lists; a pair that is none is reported and left out. */
export function readPairs(
  located: Located,
): readonly (readonly [name: Located, value: Located])[] | undefined {
  const items = readItems(located, 'a list of [name, value] pairs');
  return items?.flatMap((item) => {
    const pair = readItems(item, 'a [name, value] pair');
    if (pair === undefined) return [];
    const [name, value] = pair;
    if (name === undefined || value === undefined || pair.length !== 2) {
      const count = pair.length === 1 ? '1 item' : `${pair.length} items`;
      reportAt(item, `expected a [name, value] pair, found a list of ${count}`);
      return [];
    }
    return [[name, value] as const];
  });
}

/** Text; a number or a truth value counts as the text it was written as. */
export function readScalarText(located: Located, expected = 'text'): string | undefined {
  const { node } = located;
  if (node.kind !== 'scalar') return reportKind(located, expected);
  if (node.type !== 'null') return node.text;
  return reportAt(located, `expected ${expected}, found nothing; write '' for empty text`);
}

/** Text that has a UTF-8 form. */
export function readUtf8Text(located: Located, expected = 'text'): string | undefined {
  const text = readScalarText(located, expected);
  if (text === undefined || !LONE_SURROGATE.test(text)) return text;
  return reportAt(located, 'half of a surrogate pair has no UTF-8 form; expected whole characters');
}
