import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
  RawNumber,
} from '../core/json.ts';
import { type Block, blockOf, stacked } from './block.ts';
import type { BodyOptions } from './body-options.ts';
import { textLine } from './body-text.ts';
import { contentLines } from './shown.ts';
import { tableBlock } from './table.ts';

const MAX_WRAPPERS = 3;

interface KnownColumn {
  readonly title: string;
  readonly names: readonly string[];
  readonly columns: number;
  readonly lookInside?: true;
}

interface Member {
  readonly key: string;
  readonly name: string;
  readonly value: JsonValue;
}

/** What a row shows of the member `key`; whole unless there is more inside of it. */
interface Cell {
  readonly key: string;
  readonly text: string;
  readonly isWhole: boolean;
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly cells: readonly (Cell | undefined)[];
}

/** What tells most about an event, by names that senders use; case, `-` and `_` do not count. */
const KNOWN: readonly KnownColumn[] = [
  { title: 'event', names: ['event', 'type', 'eventtype', 'recordtype'], columns: 24 },
  {
    title: 'recipient',
    names: ['recipient', 'email', 'rcptto', 'rcpt', 'to', 'address'],
    columns: 32,
    lookInside: true,
  },
  { title: 'id', names: ['eventid', 'sgeventid', 'id', 'uuid', 'messageid'], columns: 40 },
  { title: 'time', names: ['timestamp', 'time', 'ts', 'date', 'createdat'], columns: 32 },
];

/** Most columns of rows that say which event they are, or whom they are about; and of any other rows. */
const EVENT_COLUMNS = 4;
const OTHER_COLUMNS = 6;
const OTHER_WIDTH = 32;
/** As many rows show what the others are like. */
const SURVEYED_EVENTS = 500;

/** Events of a batch: a list of objects, bare or as the only member of an object; fewer than two are no batch. */
export function batchOf(value: JsonValue): readonly JsonObject[] | undefined {
  const members = isJsonObject(value) ? Object.values(value) : [];
  const list = members.length === 1 && members[0] !== undefined ? members[0] : value;
  if (!isJsonList(list) || list.length < 2) return undefined;
  const objects = list.filter(isJsonObject);
  return objects.length === list.length ? objects : undefined;
}

/** JSON Lines as a list; `undefined` when a line is no JSON. */
export function parseJsonLines(text: string): readonly JsonValue[] | undefined {
  const lines = contentLines(text).map((line) => withoutRecordSeparator(line).trim());
  const values = lines.filter((line) => line !== '').map(jsonOrUndefined);
  return values.every((value) => value !== undefined) ? values : undefined;
}

// RFC 7464 begins each record with one.
function withoutRecordSeparator(line: string): string {
  return line.charCodeAt(0) === 0x1e ? line.slice(1) : line;
}

export function jsonOrUndefined(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

/**
 * One row for each event: what tells most about it, then other members while there is room, and a line that says so when
 * there are more. `undefined` when the events have nothing that fits a column.
 */
export function eventsBlock(
  events: readonly JsonObject[],
  options: BodyOptions,
): Block | undefined {
  const { theme } = options;
  const items = events.map((event) => membersOf(unwrapped(event)));
  const known = KNOWN.map((column) => knownColumn(items, column)).filter(({ cells }) =>
    cells.some((cell) => cell !== undefined && cell.text !== ''),
  );
  const columns = [...known, ...otherColumns(items, known)];
  if (columns.length === 0) return undefined;
  const number = { title: '#', paint: theme.dim, alignRight: true };
  const shown = columns.map(({ title, cells, width }) => ({
    title: textLine(title, { ...options, verbose: false }, width),
    paint: title === 'event' ? theme.strong : theme.string,
    cells: cells.map((cell) => textLine(cell?.text ?? '', { ...options, verbose: false }, width)),
  }));
  const rows = items.map((_, at) => [`${at + 1}`, ...shown.map(({ cells }) => cells[at] ?? '')]);
  const table = tableBlock([number, ...shown], rows, options);
  const isWhole = items
    .slice(0, SURVEYED_EVENTS)
    .every(
      (members, at) => members.length === columns.filter(({ cells }) => cells[at]?.isWhole).length,
    );
  if (isWhole || options.verbose) return table;
  const note = `${options.glyphs.ellipsis} more fields (show with --verbose)`;
  return stacked([table, blockOf([note], theme.dim)]);
}

/** What stands inside objects that have one member and nothing else: `{"msys":{"message_event":{…}}}`. */
function unwrapped(event: JsonObject): JsonObject {
  let inner = event;
  for (let depth = 0; depth < MAX_WRAPPERS; depth += 1) {
    const members = Object.values(inner);
    const only = members[0];
    if (members.length !== 1 || only === undefined || !isJsonObject(only)) break;
    inner = only;
  }
  return inner;
}

/** Members in their order, with the names by which known ones are found. */
function membersOf(item: JsonObject): readonly Member[] {
  return Object.entries(item).map(([key, value]) => ({
    key,
    name: key.toLowerCase().replace(/[-_]/g, ''),
    value,
  }));
}

function knownColumn(items: readonly (readonly Member[])[], column: KnownColumn): Column {
  const { title, names, columns: width, lookInside = false } = column;
  const cells = items.map((members): Cell | undefined => {
    const found = telling(members, names) ?? (lookInside ? inside(members, names) : undefined);
    return found === undefined || title !== 'time'
      ? found
      : { ...found, text: timeText(found.text) };
  });
  return { title, width, cells };
}

/** Members that no known column shows, in the order they come in. */
function otherColumns(
  items: readonly (readonly Member[])[],
  known: readonly Column[],
): readonly Column[] {
  const taken = new Set(known.flatMap(({ cells }) => cells.map((cell) => cell?.key)));
  const keys = new Set<string>();
  for (const { key, value } of items.slice(0, SURVEYED_EVENTS).flat()) {
    if (!taken.has(key) && (scalarText(value) ?? '') !== '') keys.add(key);
  }
  const isEvent = known.some(({ title }) => title === 'event' || title === 'recipient');
  const room = (isEvent ? EVENT_COLUMNS : OTHER_COLUMNS) - known.length;
  return [...keys].slice(0, Math.max(0, room)).map((key) => ({
    title: key,
    width: OTHER_WIDTH,
    cells: items.map((members): Cell | undefined => {
      const text = scalarText(members.find((member) => member.key === key)?.value);
      return text === undefined ? undefined : { key, text, isWhole: true };
    }),
  }));
}

function telling(members: readonly Member[], names: readonly string[]): Cell | undefined {
  for (const wanted of names) {
    const member = members.find(({ name }) => name === wanted);
    if (member === undefined || typeof member.value === 'boolean' || member.value === null)
      continue;
    const text = scalarText(member.value);
    if (text !== undefined) return { key: member.key, text, isWhole: true };
  }
  return undefined;
}

function inside(members: readonly Member[], names: readonly string[]): Cell | undefined {
  for (const { key, value } of members) {
    const inner = isJsonObject(value) ? membersOf(value) : [];
    const found = telling(inner, names);
    if (found !== undefined) return { key, text: found.text, isWhole: inner.length === 1 };
  }
  return undefined;
}

function scalarText(value: JsonValue | undefined): string | undefined {
  if (value instanceof RawNumber) return value.text;
  return value === undefined || isJsonList(value) || isJsonObject(value)
    ? undefined
    : String(value);
}

/** Unix seconds or milliseconds of this century's first eighty years as UTC; anything else as it stands. */
function timeText(value: string | undefined): string {
  if (value === undefined || !/^\d{9,13}(?:\.\d+)?$/.test(value)) return value ?? '';
  const number = Number(value);
  if (number >= 978_307_200_000) return isoText(number);
  return number >= 978_307_200 && number < 3_502_828_800 ? isoText(number * 1000) : value;
}

function isoText(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
