import { readEventPlace } from './definition-places.ts';
import type { DefinitionContext } from './definition-reader.ts';
import { readName, readTexts } from './definition-values.ts';
import {
  type Located,
  readMembers,
  readOptional,
  reportAt,
  reportMissing,
} from './located-reader.ts';
import type { DeclaredEvent, EventPlaces } from './provider-definition.ts';

const EVENT_KEYS = ['file', 'wire', 'aliases', 'summary', 'id', 'recipient'];
const EVENT_NAME = /^[a-z0-9][a-z0-9._-]*$/;
const FILE = 'the path of a fixture file, relative to this one';

/** Reads `events`: by canonical name, a file or a map with more. */
export function readEvents(
  located: Located,
  context: DefinitionContext,
): readonly DeclaredEvent[] | undefined {
  const members = readMembers(located, null);
  const events = [...(members ?? [])].flatMap(
    ([name, event]) => readEvent(name, event, context) ?? [],
  );
  const owners = new Map<string, string>();
  for (const { name, wireName, aliases, at } of events) {
    for (const text of new Set([name, wireName, ...aliases])) {
      const owner = owners.get(text);
      if (owner === undefined) owners.set(text, name);
      else
        located.report(at, [...located.path, name], `another event, ${owner}, has this name too`);
    }
  }
  return members && events;
}

function readEvent(
  name: string,
  located: Located,
  { resolvePath }: DefinitionContext,
): DeclaredEvent | undefined {
  if (!EVENT_NAME.test(name)) {
    return reportAt(
      located,
      'an event is named with a-z, 0-9, dots, hyphens and underscores; what the wire calls it goes to wire',
    );
  }
  const { node } = located;
  const members =
    node.kind === 'scalar' ? new Map([['file', located]]) : readMembers(located, EVENT_KEYS);
  const file = members?.get('file');
  if (members === undefined) return undefined;
  if (file === undefined) {
    reportMissing(located, 'file', FILE);
    return undefined;
  }
  const path = readName(file, FILE);
  const wire = readOptional(members.get('wire'), (text) => readName(text, 'a name'));
  const aliases = readOptional(members.get('aliases'), (texts) =>
    readTexts(texts, (text) => readName(text, 'a name')),
  );
  const event = {
    name,
    wireName: wire ?? name,
    aliases: aliases ?? [],
    summary: readOptional(members.get('summary'), (text) => readName(text, 'a sentence')) ?? '',
    at: { line: file.node.line, column: file.node.column },
    id: readOptional(members.get('id'), readEventPlace),
    recipient: readOptional(members.get('recipient'), readEventPlace),
  };
  return path === undefined ? undefined : { ...event, file: resolvePath(path) };
}

/** Reads `describe`: where a captured request says what event it holds. */
export function readDescribe(located: Located): EventPlaces | undefined {
  const members = readMembers(located, ['name', 'id', 'recipient']);
  return (
    members && {
      name: readOptional(members.get('name'), readEventPlace),
      id: readOptional(members.get('id'), readEventPlace),
      recipient: readOptional(members.get('recipient'), readEventPlace),
    }
  );
}
