import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { formatPath } from '../core/json-path.ts';
import type { JsonPath } from '../core/json-scan.ts';
import type { LocatedNode, MapMember, Position, ScalarNode } from '../core/located-node.ts';
import type { LocatedProblem } from '../core/located-problem.ts';

/** A document of a file as located values, or what is wrong with its syntax. */
export type YamlDocument =
  | { readonly ok: true; readonly node: LocatedNode }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

const MAX_DEPTH = 100;
const DEPTH_LIMIT = `expected at most ${MAX_DEPTH} levels`;
/** Characters and nodes that all aliases of one document together may stand for. */
const MAX_ALIASED = 1_000_000;

/**
 * Reads a file as YAML 1.2 with the core schema: no merge keys, no tags beyond that schema, aliases bounded. Empty
 * documents are left out. Of a document with syntax errors only the first one is told, since the others follow from it.
 *
 * @param firstLine - number of the text's first line, where it is a part of its file
 */
export function readYaml(text: string, file: string, firstLine = 1): readonly YamlDocument[] {
  const lineCounter = new LineCounter();
  const documents: readonly Document.Parsed[] = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false, // that check takes quadratic time, so it is left to who reads the nodes
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  return documents.filter(isFilled).map((document) => readDocument(document, file, positionAt));
}

function isFilled({ contents, errors }: Document.Parsed): boolean {
  const isBlank = isScalar(contents) && contents.value === null && contents.source === '';
  return errors.length > 0 || !isBlank;
}

function readDocument(
  document: Document.Parsed,
  file: string,
  positionAt: (offset: number) => Position,
): YamlDocument {
  const [error] = [...document.errors, ...document.warnings]; // an unknown tag is only a warning there
  if (error !== undefined) {
    const { offset, message } = syntaxProblem(document, error);
    return { ok: false, problems: [{ file, ...positionAt(offset), path: '', message }] };
  }
  const problems: LocatedProblem[] = [];
  const node = nodeReader(positionAt, (offset, path, message) => {
    problems.push({ file, ...positionAt(offset), path: formatPath(path), message });
  })(document.contents, [], 0);
  return problems.length === 0 ? { ok: true, node } : { ok: false, problems };
}

function syntaxProblem(
  document: Document.Parsed,
  error: YAMLError,
): { readonly offset: number; readonly message: string } {
  const end = error.pos[0];
  if (error.code === 'RESOURCE_EXHAUSTION') {
    return { offset: end, message: `nested too deeply here; ${DEPTH_LIMIT}` };
  }
  const quote = error.code === 'MISSING_CHAR' ? unclosedQuote(document, end) : undefined;
  if (quote !== undefined) {
    return { offset: quote, message: 'this quote is never closed; expected valid YAML' };
  }
  const [, tag] = /^Unresolved tag: (.*)$/s.exec(error.message) ?? [];
  if (tag !== undefined) {
    return { offset: end, message: `unknown tag ${tag}; expected a value without a tag` };
  }
  const about = error.message.replace(/(?<=\S): .*$/s, ''); // some go on to quote the text, which may be secret
  const reason = about.charAt(0).toLowerCase() + about.slice(1);
  return { offset: end, message: `${reason}; expected valid YAML 1.2` };
}

/** Where the quoted text begins that runs on to `end`: more use than where the file ends. */
function unclosedQuote(document: Document.Parsed, end: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE') && range?.[1] === end) start = range[0];
    },
  });
  return start;
}

type ReadNode = (node: Node | null | undefined, path: JsonPath, offset: number) => LocatedNode;

/** A reader of one document's nodes in their order; `offset` is where a node would stand that is not there. */
function nodeReader(
  positionAt: (offset: number) => Position,
  report: (offset: number, path: JsonPath, message: string) => void,
): ReadNode {
  const anchors = new Map<string, { readonly node: LocatedNode; readonly weight: number }>();
  let weight = 0; // of all that was read, aliases counted as what they stand for
  let aliased = 0;

  const nothingAt = (offset: number): ScalarNode => {
    return { kind: 'scalar', type: 'null', text: '', ...positionAt(offset) };
  };

  const readNode: ReadNode = (node, path, offset) => {
    const start = node?.range?.[0] ?? offset;
    if (node === null || node === undefined) return nothingAt(start);
    if (isAlias(node)) return readAlias(node.source, path, start);
    if (path.length > MAX_DEPTH) {
      report(start, path.slice(0, 2), `nested too deeply here; ${DEPTH_LIMIT}`);
      return nothingAt(start);
    }
    const before = weight;
    const read = readCollectionOrScalar(node, path, start);
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      // Only now: an alias within the node itself finds no anchor.
      if (node.anchor !== undefined)
        anchors.set(node.anchor, { node: read, weight: weight - before });
    }
    return read;
  };

  const readAlias = (name: string, path: JsonPath, start: number): LocatedNode => {
    const anchor = anchors.get(name);
    if (anchor === undefined) {
      report(start, path, `*${name} stands for nothing; expected &${name} on an earlier value`);
      return nothingAt(start);
    }
    weight += anchor.weight;
    const wasWithin = aliased <= MAX_ALIASED;
    aliased += anchor.weight;
    if (aliased <= MAX_ALIASED) return anchor.node;
    const limit = `expected them to stand for at most ${MAX_ALIASED} characters`;
    if (wasWithin) report(start, path, `aliases grow this document too much; ${limit}`);
    return nothingAt(start);
  };

  const readCollectionOrScalar = (node: Node, path: JsonPath, start: number): LocatedNode => {
    weight += 1;
    const position = positionAt(start);
    if (isMap<Node, Node | null>(node))
      return { kind: 'map', members: readMembers(node, path), ...position };
    if (isSeq<Node>(node)) {
      const items = node.items.map((item, index) => readNode(item, [...path, index], start));
      return { kind: 'list', items, ...position };
    }
    if (!isScalar(node)) return nothingAt(start);
    const scalar = { kind: 'scalar', ...scalarText(node), ...position } as const;
    weight += scalar.text.length;
    return scalar;
  };

  const readMembers = (node: YAMLMap<Node, Node | null>, path: JsonPath): readonly MapMember[] => {
    return node.items.flatMap(({ key, value }): MapMember[] => {
      const start = key.range?.[0] ?? 0;
      const name = readNode(key, path, start);
      if (name.kind !== 'scalar' || name.type === 'null') {
        report(start, path, 'expected text as a key, found something else');
        return [];
      }
      const member = readNode(value, [...path, name.text], key.range?.[1] ?? start);
      return [{ key: name.text, keyAt: positionAt(start), value: member }];
    });
  };

  return readNode;
}

function scalarText({ value, source }: Scalar): Pick<ScalarNode, 'type' | 'text'> {
  if (typeof value === 'string') return { type: 'text', text: value };
  const text = source ?? String(value);
  if (value === null) return { type: 'null', text };
  return { type: typeof value === 'boolean' ? 'boolean' : 'number', text };
}
