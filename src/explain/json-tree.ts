import type { JsonMember, JsonNode } from './json-body.ts';

/** A tree with every member and item changed; the very same tree when that changes nothing. */
export function withChildren(
  node: JsonNode,
  change: (child: JsonNode, key: string | null) => JsonNode,
): JsonNode {
  if (node.kind === 'array') {
    const items = node.items.map((item) => change(item, null));
    return items.some((item, index) => item !== node.items[index])
      ? { kind: 'array', items }
      : node;
  }
  if (node.kind !== 'object') return node;
  const members = node.members.map((member) => {
    const value = change(member.value, member.key);
    return value === member.value ? member : { key: member.key, value };
  });
  return members.some((member, index) => member !== node.members[index])
    ? { kind: 'object', members }
    : node;
}

/** Sorts the members of one object; the very same node when they are in that order. */
export function withOrder(
  node: JsonNode,
  compare: (left: JsonMember, right: JsonMember) => number,
): JsonNode {
  if (node.kind !== 'object') return node;
  const isSorted = node.members.every((member, index) => {
    const next = node.members[index + 1];
    return next === undefined || compare(member, next) <= 0;
  });
  return isSorted ? node : { kind: 'object', members: node.members.toSorted(compare) };
}

/** Rewrites every number. */
export function withNumbers(node: JsonNode, write: (raw: string) => string): JsonNode {
  if (node.kind !== 'number') return withChildren(node, (child) => withNumbers(child, write));
  const raw = write(node.raw);
  return raw === node.raw ? node : { kind: 'number', raw };
}

/** Every number as written, in the order of the text. */
export function numbersIn(node: JsonNode): readonly string[] {
  const numbers: string[] = [];
  const collect = (each: JsonNode): void => {
    if (each.kind === 'number') numbers.push(each.raw);
    else if (each.kind === 'array') each.items.forEach(collect);
    else if (each.kind === 'object') for (const { value } of each.members) collect(value);
  };
  collect(node);
  return numbers;
}
