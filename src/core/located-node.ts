/** A place in a text file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A scalar with its text: decoded for `text`, exactly as written for the others. */
export interface ScalarNode extends Position {
  readonly kind: 'scalar';
  readonly type: 'text' | 'number' | 'boolean' | 'null';
  readonly text: string;
}

interface ListNode extends Position {
  readonly kind: 'list';
  readonly items: readonly LocatedNode[];
}

export interface MapMember {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: LocatedNode;
}

/** Members in the order of the file, equal keys included. */
interface MapNode extends Position {
  readonly kind: 'map';
  readonly members: readonly MapMember[];
}

/** A value of a document that knows where it stands, whatever syntax it was written in. */
export type LocatedNode = ScalarNode | ListNode | MapNode;

/** What a node is, for `expected …, found …`; never its text, which may be secret. */
export function describeNode(node: LocatedNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.type === 'null') return 'nothing';
  return node.type === 'text' ? 'text' : `a ${node.type}`;
}
