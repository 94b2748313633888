import { base64Bytes, utf8Bytes } from './bytes.ts';
import type { FixtureBody } from './fixture.ts';
import { encodeForm, type FormField } from './form.ts';
import { isJsonNumber, parseJson } from './json.ts';
import {
  type Located,
  readItems,
  readMembers,
  readPairs,
  readScalarText,
  readUtf8Text,
  reportAt,
  reportKind,
} from './located-reader.ts';

const MAX_DEPTH = 100; // aliases can nest deeper than the text of a file does

const READERS = {
  body: (located) => bytesBody(readUtf8Text(located), utf8Bytes),
  body_base64: (located) => bytesBody(readBase64(located), (bytes) => bytes),
  body_file: (located) => readBodyPath(located),
  json: (located) => bytesBody(readJson(located), utf8Bytes),
  form: (located) => bytesBody(readForm(located), (fields) => encodeForm(fields)),
  events: (located) => readEvents(located),
} satisfies Record<string, (located: Located) => FixtureBody | undefined>;

/** A key that holds a body. */
export type BodyForm = keyof typeof READERS;

/** The keys of which a request has exactly one. */
export const BODY_FORMS = Object.keys(READERS) as readonly BodyForm[]; // the keys of a literal

/** Media type for a form of body that has but one, for fixtures without headers. */
export const BODY_MEDIA_TYPES: Readonly<Partial<Record<BodyForm, string>>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
};

export function readBody(form: BodyForm, located: Located): FixtureBody | undefined {
  return READERS[form](located);
}

export function readBase64(located: Located): Uint8Array | undefined {
  const text = readScalarText(located, 'base64 text');
  if (text === undefined) return undefined;
  return (
    base64Bytes(text) ?? reportAt(located, 'not base64; expected A-Z a-z 0-9 + / and = padding')
  );
}

function bytesBody<T>(
  value: T | undefined,
  encode: (value: T) => Uint8Array,
): FixtureBody | undefined {
  return value === undefined ? undefined : { kind: 'bytes', bytes: encode(value) };
}

function readBodyPath(located: Located): FixtureBody | undefined {
  const path = readUtf8Text(located, 'the path of a file');
  if (path === undefined) return undefined;
  if (path === '') return reportAt(located, 'expected the path of a file, found empty text');
  if (path.includes('\0')) return reportAt(located, "a path can't hold U+0000");
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) {
    return reportAt(located, 'expected a path relative to this fixture, found an absolute one');
  }
  if (leavesFolder(path)) {
    return reportAt(
      located,
      'expected a file beside or below this fixture; ".." leads out of its folder',
    );
  }
  return { kind: 'file', path };
}

function leavesFolder(path: string): boolean {
  let depth = 0;
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..') depth -= 1;
    else if (segment !== '.' && segment !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function readForm(located: Located): readonly FormField[] | undefined {
  const pairs = readPairs(located);
  return pairs?.flatMap(([name, value]): FormField[] => {
    const field = [readUtf8Text(name), readUtf8Text(value)] as const;
    return field[0] === undefined || field[1] === undefined ? [] : [[field[0], field[1]]];
  });
}

function readEvents(located: Located): FixtureBody | undefined {
  const items = readItems(located, 'a list of events');
  if (items === undefined) return undefined;
  if (items.length === 0)
    return reportAt(located, 'expected at least one event, found an empty list');
  const texts = items.map((item) => compactJson(item)).filter((text) => text !== undefined);
  return { kind: 'events', values: texts.map((text) => parseJson(text)) };
}

function readJson(located: Located): string | undefined {
  const { node } = located;
  const isBlank = node.kind === 'scalar' && node.type === 'null' && node.text === '';
  return isBlank ? reportKind(located, 'a value (null for JSON null)') : compactJson(located);
}

/** JSON without blanks: keys in the order of the file and numbers as written, which a JavaScript object can't promise. */
function compactJson(located: Located): string | undefined {
  const { node, path, report } = located;
  if (path.length > MAX_DEPTH) {
    report(node, path.slice(0, 2), `nested too deeply here; expected at most ${MAX_DEPTH} levels`);
    return undefined;
  }
  if (node.kind === 'list') {
    const items = (readItems(located, 'a list') ?? []).map(compactJson);
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  if (node.kind === 'map') {
    const members = [...(readMembers(located, null) ?? [])].map(([key, value]) => {
      const text = compactJson(value);
      return text === undefined ? undefined : `${JSON.stringify(key)}:${text}`;
    });
    return members.includes(undefined) ? undefined : `{${members.join(',')}}`;
  }
  if (node.type === 'text') return JSON.stringify(node.text);
  if (node.type === 'null') return 'null';
  if (node.type === 'boolean') return node.text.toLowerCase();
  if (isJsonNumber(node.text)) return node.text;
  return reportAt(located, `${node.text} is not a JSON number; expected one such as 12.5, or text`);
}
