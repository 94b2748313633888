import type { JsonNode } from './json-body.ts';
import { asDouble, asFraction } from './json-numbers.ts';
import { emptiesAs, fractionsLike, orderedLike, sortedKeys, sortedTopKeys } from './json-shape.ts';
import { withNumbers } from './json-tree.ts';
import type { TreeChange } from './json-writing.ts';

/** Orders of keys that may have been signed. @param samples - the provider's own, for its order */
export function orderChanges(samples: readonly JsonNode[]): readonly TreeChange[] {
  return [
    {
      name: "with its keys in the provider's order",
      apply: (root) => orderedLike(root, samples),
    },
    { name: 'with its keys sorted', apply: sortedKeys },
    { name: 'with the keys of its outermost object sorted', apply: sortedTopKeys },
  ];
}

/** PHP reads {} as a list and writes it back as []. */
export const EMPTIES: readonly TreeChange[] = [
  { name: 'with {} where it has []', apply: (root) => emptiesAs(root, 'object') },
  { name: 'with [] where it has {}', apply: (root) => emptiesAs(root, 'array') },
];

export function numberChanges(samples: readonly JsonNode[]): readonly TreeChange[] {
  return [
    {
      name: 'with its numbers as doubles are written (1 for 1.0)',
      apply: (root) => withNumbers(root, asDouble),
    },
    {
      name: 'with 1.0 for 1 where the provider writes fractions',
      apply: (root) => fractionsLike(root, samples),
    },
    { name: 'with 1.0 for 1', apply: (root) => withNumbers(root, asFraction) },
  ];
}
