import { readHeaderName, readName, readTexts } from './definition-values.ts';
import { parsePath } from './json-path.ts';
import type { JsonPath } from './json-scan.ts';
import {
  type Located,
  readItems,
  readMembers,
  readOptional,
  readUtf8Text,
  reportAt,
} from './located-reader.ts';
import type { EventPlace, SignaturePlaces, ValuePlace } from './provider-definition.ts';

/** Keys that say where a value stands; exactly one of them is given. */
export const PLACE_KEYS = ['header', 'query', 'field', 'json'] as const;
type PlaceKey = (typeof PLACE_KEYS)[number];

type Members = ReadonlyMap<string, Located>;

const NUMBERED = '{n}';
const MOST_NUMBERED = 100;

/** The place that the members of a map name; `null` when they name none. */
export function readPlace(members: Members): ValuePlace | null | undefined {
  const found = givenPlace(members);
  if (found === null || found === undefined) return found;
  return readPlaceAt(found.key, found.located);
}

/** The same for signatures, of which several headers may hold one each: a list, or `X-Signature-{n}`. */
export function readSignaturePlaces(members: Members): SignaturePlaces | null | undefined {
  const found = givenPlace(members);
  if (found === null || found === undefined) return found;
  if (found.key !== 'header') {
    const place = readPlaceAt(found.key, found.located);
    return place === undefined || place.in === 'header' ? undefined : place;
  }
  const patterns = readTexts(found.located, readHeaderPattern) ?? [];
  const [first, ...others] = patterns.flatMap(numberedNames);
  if (first === undefined) return undefined;
  return { in: 'headers', names: [first, ...others] };
}

/** The names that `X-Signature-{n}` stands for; another name stands for itself. */
function numberedNames(name: string): readonly string[] {
  if (!name.includes(NUMBERED)) return [name];
  return Array.from({ length: MOST_NUMBERED }, (_, index) =>
    name.replace(NUMBERED, String(index + 1)),
  );
}

/** A place of an event: a bare text is a path in the JSON body; a field may hold JSON itself. */
export function readEventPlace(located: Located): EventPlace | undefined {
  if (located.node.kind !== 'map') {
    const path = readJsonPath(located);
    return path && { in: 'json', path };
  }
  const members = readMembers(located, ['header', 'field', 'json']);
  if (members === undefined) return undefined;
  const header = readOptional(members.get('header'), readHeaderName);
  const name = readOptional(members.get('field'), readFieldName);
  const path = readOptional(members.get('json'), readJsonPath);
  if (header !== null && name === null && path === null) return { in: 'header', name: header };
  if (header === null && name !== null) return { in: 'field', name, path };
  if (header === null && path !== null) return { in: 'json', path };
  if (members.size > 0 && header === null) return undefined; // said already
  return reportAt(located, 'expected one place: header, json, field, or field with json in it');
}

export function readJsonPath(located: Located): JsonPath | undefined {
  const expected = 'a path such as data.items[0].id';
  const text = readUtf8Text(located, expected);
  if (text === undefined) return undefined;
  return parsePath(text) ?? reportAt(located, `expected ${expected}`);
}

function givenPlace(
  members: Members,
): { readonly key: PlaceKey; readonly located: Located } | null | undefined {
  const given = PLACE_KEYS.flatMap((key) => {
    const located = members.get(key);
    return located === undefined ? [] : [{ key, located }];
  });
  const [first, second] = given;
  if (first === undefined) return null;
  if (second === undefined) return first;
  return reportAt(second.located, `expected one place, and ${first.key} is given already`);
}

function readPlaceAt(key: PlaceKey, located: Located): ValuePlace | undefined {
  if (key === 'json') {
    const path = readJsonPath(located);
    return path && { in: 'json', path };
  }
  if (key === 'header') {
    const name = readHeaderName(located);
    return name === undefined ? undefined : { in: 'header', name };
  }
  const name = readFieldName(located);
  if (name === undefined) return undefined;
  return { in: key === 'query' ? 'parameter' : 'field', name };
}

function readHeaderPattern(located: Located): string | undefined {
  const { node } = located;
  if (node.kind !== 'scalar' || !node.text.includes(NUMBERED)) return readHeaderName(located);
  const plain = { ...located, node: { ...node, text: node.text.replace(NUMBERED, '1') } };
  return readHeaderName(plain) === undefined ? undefined : node.text;
}

function readFieldName(located: Located): string | undefined {
  return readName(located, 'the name of a field');
}

/** Items of a list, or the one thing that stands where a list may. */
export function readOneOrMore(located: Located): readonly Located[] {
  return located.node.kind === 'list' ? (readItems(located, 'a list') ?? []) : [located];
}
