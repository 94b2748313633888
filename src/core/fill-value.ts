import { FILL_NAMES, type FillContext, type FillSource, fillSource } from './fill-source.ts';
import { nearestNames } from './suggest.ts';

/** A value made afresh for each event: `uuid`, `now.ms+5m`, `random.hex(16):delivery|upper`. */
export interface FillValue {
  /** What is drawn, without filters: equal values count their occurrences by it. */
  readonly key: string;
  /** Whether it is written without quotes in JSON. */
  readonly isNumber: boolean;
  /** Whether it tells something of an event, and so can stand in a fixture only. */
  readonly isOfEvent: boolean;
  /** @param occurrence - tells equal values without a label apart */
  make(context: FillContext, occurrence: number): string;
}

export type ParsedFill =
  | { readonly ok: true; readonly value: FillValue }
  | { readonly ok: false; readonly message: string };

const NUMBER = 'number';
const FILTERS: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  json: (text) => JSON.stringify(text).slice(1, -1),
  url: encodeURIComponent,
  [NUMBER]: (text) => text,
};

/** Name, arguments, distance in time, label, filters. */
const SHAPE =
  /^([a-z][a-z0-9]*(?:\.[a-z0-9]+)*)(?:\(([^()]*)\))?([+-][0-9a-z.]+)?(?::([\w-]+))?((?:\|[a-z]*)*)$/;

/** Reads what stands between the braces of `${…}`. */
export function parseFill(text: string): ParsedFill {
  const [, name, args, offset, label = null, filterText = ''] = SHAPE.exec(text) ?? [];
  if (name === undefined) return wrong(unknownValue(text));
  const source = fillSource(name, args?.replaceAll(' ', ''), offset);
  if (source === undefined) return wrong(unknownValue(name));
  if (typeof source === 'string') return wrong(source);
  const filters = filterText.split('|').slice(1);
  const unknown = filters.find((filter) => !Object.hasOwn(FILTERS, filter));
  if (unknown !== undefined) {
    return wrong(`unknown filter "${unknown}"; ${nearestHelp(unknown, Object.keys(FILTERS))}`);
  }
  const isNumber = filters.includes(NUMBER);
  if (isNumber && !source.isNumeric) return wrong(`${name} is no number, so |number can't follow`);
  return {
    ok: true,
    value: { key: `${name}(${args ?? ''})`, ...filteredValue(source, label, filters) },
  };
}

function filteredValue(
  source: FillSource,
  label: string | null,
  filters: readonly string[],
): Omit<FillValue, 'key'> {
  return {
    isNumber: filters.includes(NUMBER),
    isOfEvent: source.isOfEvent,
    make: (context, occurrence) =>
      filters.reduce(
        (made, filter) => FILTERS[filter]?.(made) ?? made,
        source.make(context, occurrence, label),
      ),
  };
}

function unknownValue(name: string): string {
  const shown = /^[\w.()|:+-]{1,40}$/.test(name) ? `unknown value "${name}"` : 'no value';
  const bare = name.replace(/\(.*$/s, '');
  const [nearest] = nearestNames(bare, FILL_NAMES.map(withoutArguments), 1);
  const written = FILL_NAMES.find((known) => withoutArguments(known) === nearest);
  return `${shown}; ${written === undefined ? `expected one of ${FILL_NAMES.slice(0, 12).join(', ')} …` : `did you mean ${written}?`}`;
}

function withoutArguments(name: string): string {
  return name.replace(/\(.*$/, '');
}

function nearestHelp(typed: string, known: readonly string[]): string {
  const [nearest] = nearestNames(typed, known, 1);
  return nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${nearest}?`;
}

function wrong(message: string): ParsedFill {
  return { ok: false, message };
}
