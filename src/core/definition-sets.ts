import { readJsonPath } from './definition-places.ts';
import { type DefinitionContext, SET_SCOPE } from './definition-reader.ts';
import { readHeaderName, readName, readTemplate } from './definition-values.ts';
import { type Located, readMembers } from './located-reader.ts';
import type { SetValue, ValuePlace } from './provider-definition.ts';

const SET_KEYS = { headers: 'header', query: 'parameter', fields: 'field', json: 'json' } as const;
/** Reads `sets`: what signing puts in besides the signature. */
export function readSets(
  located: Located,
  context: DefinitionContext,
): readonly SetValue[] | undefined {
  const blocks = readMembers(located, Object.keys(SET_KEYS));
  return [...(blocks ?? [])].flatMap(([key, block]) => {
    const where = SET_KEYS[key as keyof typeof SET_KEYS]; // readMembers lets no other key through
    return [...(readMembers(block, null) ?? [])].flatMap(([name, text]): SetValue[] => {
      const place = setPlace(where, name, text);
      const value = readTemplate(text, SET_SCOPE, context.optionNames);
      return place === undefined || value === undefined ? [] : [{ place, value }];
    });
  });
}

function setPlace(
  where: (typeof SET_KEYS)[keyof typeof SET_KEYS],
  name: string,
  located: Located,
): ValuePlace | undefined {
  const named: Located = {
    ...located,
    node: { ...located.node, kind: 'scalar', type: 'text', text: name },
  };
  if (where === 'json') {
    const path = readJsonPath(named);
    return path && { in: 'json', path };
  }
  const read = where === 'header' ? readHeaderName(named) : readName(named, 'a name');
  return read === undefined ? undefined : { in: where, name: read };
}
