import type { JsonMember, JsonNode } from './json-body.ts';
import { withChildren, withOrder } from './json-tree.ts';

type Members = readonly JsonMember[];

/**
 * Orders the members of objects as in samples of the provider: of the samples that have the place, the one with the
 * most keys in common decides. Keys no sample has come last, in their order.
 */
export function orderedLike(node: JsonNode, samples: readonly JsonNode[]): JsonNode {
  if (node.kind === 'array') {
    const items = itemsOf(samples);
    return withChildren(node, (child) => orderedLike(child, items));
  }
  if (node.kind !== 'object') return node;
  const near = nearestFirst(node.members, samples);
  const position = new Map(near[0]?.map(({ key }, index) => [key, index]));
  const placeOf = ({ key }: JsonMember): number => position.get(key) ?? position.size;
  const inner = withChildren(node, (child, key) => orderedLike(child, valuesOf(near, key)));
  return withOrder(inner, (left, right) => placeOf(left) - placeOf(right));
}

/** Writes whole numbers as in `1.0` wherever a sample has a fraction at that place. */
export function fractionsLike(node: JsonNode, samples: readonly JsonNode[]): JsonNode {
  if (node.kind === 'array') {
    const items = itemsOf(samples);
    return withChildren(node, (child) => fractionsLike(child, items));
  }
  if (node.kind === 'object') {
    const near = nearestFirst(node.members, samples);
    return withChildren(node, (child, key) => fractionsLike(child, valuesOf(near, key)));
  }
  const isWhole = node.kind === 'number' && /^-?\d+$/.test(node.raw);
  return isWhole && samples.some(isFraction) ? { kind: 'number', raw: `${node.raw}.0` } : node;
}

function isFraction(node: JsonNode): boolean {
  return node.kind === 'number' && /^-?\d+\.\d+$/.test(node.raw);
}

function itemsOf(samples: readonly JsonNode[]): readonly JsonNode[] {
  return samples.flatMap((sample) => (sample.kind === 'array' ? sample.items : []));
}

function nearestFirst(members: Members, samples: readonly JsonNode[]): readonly Members[] {
  const keys = new Set(members.map(({ key }) => key));
  return samples
    .flatMap((sample) => (sample.kind === 'object' ? [sample.members] : []))
    .map((each) => ({ each, common: each.filter(({ key }) => keys.has(key)).length }))
    .filter(({ common }) => common > 0)
    .toSorted((left, right) => right.common - left.common)
    .map(({ each }) => each);
}

function valuesOf(samples: readonly Members[], wanted: string | null): readonly JsonNode[] {
  return samples.flatMap((members) =>
    members.filter(({ key }) => key === wanted).map(({ value }) => value),
  );
}

/** Keys by UTF-16 units, as JavaScript sorts; for ASCII keys that is any language's order. */
export function sortedKeys(node: JsonNode): JsonNode {
  return withOrder(withChildren(node, sortedKeys), byKey);
}

/** Only the outermost object's keys. */
export function sortedTopKeys(node: JsonNode): JsonNode {
  return withOrder(node, byKey);
}

function byKey(left: JsonMember, right: JsonMember): number {
  if (left.key === right.key) return 0;
  return left.key.slice(0, -1) < right.key.slice(0, -1) ? -1 : 1; // without the closing quote
}

/** Empty lists for empty objects, or the other way. */
export function emptiesAs(node: JsonNode, kind: 'object' | 'array'): JsonNode {
  const isEmpty =
    (node.kind === 'array' && node.items.length === 0) ||
    (node.kind === 'object' && node.members.length === 0);
  if (!isEmpty) return withChildren(node, (child) => emptiesAs(child, kind));
  if (node.kind === kind) return node;
  return kind === 'object' ? { kind, members: [] } : { kind, items: [] };
}
