import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
  RawNumber,
} from '../core/json.ts';
import type { Block } from './block.ts';
import type { BodyOptions } from './body-options.ts';
import { textLine } from './body-text.ts';
import { contentLines } from './shown.ts';
import { tableBlock } from './table.ts';

const MAX_WRAPPERS = 3;

/** What tells most about an event, by names that senders use; case, `-` and `_` do not count. */
const COLUMNS = [
  { title: 'event', names: ['event', 'type', 'eventtype', 'recordtype'], columns: 24 },
  {
    title: 'recipient',
    names: ['recipient', 'email', 'rcptto', 'rcpt', 'to', 'address'],
    columns: 32,
    lookInside: true,
  },
  { title: 'id', names: ['eventid', 'sgeventid', 'id', 'uuid', 'messageid'], columns: 40 },
  { title: 'time', names: ['timestamp', 'time', 'ts', 'date', 'createdat'], columns: 32 },
] as const;

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

/** One row for each event. */
export function eventsBlock(events: readonly JsonObject[], options: BodyOptions): Block {
  const { theme } = options;
  const items = events.map(unwrapped);
  const columns = COLUMNS.map((column) => ({
    title: column.title,
    paint: column.title === 'event' ? theme.strong : theme.string,
    cells: items.map((item) => {
      const found =
        scalar(item, column.names) ??
        ('lookInside' in column ? inside(item, column.names) : undefined);
      const text = column.title === 'time' ? timeText(found) : (found ?? '');
      return textLine(text, { ...options, verbose: false }, column.columns);
    }),
  })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const number = { title: '#', paint: theme.dim, alignRight: true };
  const rows = items.map((_, at) => [`${at + 1}`, ...columns.map(({ cells }) => cells[at] ?? '')]);
  return tableBlock([number, ...columns], rows, options);
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

function scalar(item: JsonObject, names: readonly string[]): string | undefined {
  const entries = Object.entries(item).map(
    ([key, value]) => [key.toLowerCase().replace(/[-_]/g, ''), value] as const,
  );
  for (const name of names) {
    const value = entries.find(([key]) => key === name)?.[1];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (value instanceof RawNumber) return value.text;
  }
  return undefined;
}

function inside(item: JsonObject, names: readonly string[]): string | undefined {
  for (const value of Object.values(item)) {
    const found = isJsonObject(value) ? scalar(value, names) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
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
