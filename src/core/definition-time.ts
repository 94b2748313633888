import { PLACE_KEYS, readPlace } from './definition-places.ts';
import { type DefinitionContext, ID_SCOPE } from './definition-reader.ts';
import { readChoice, readSpan, readTemplate } from './definition-values.ts';
import { type Located, readMembers, readOptional, reportAt } from './located-reader.ts';
import type { ModuleSignature, SignedId, SignedTime } from './provider-definition.ts';
import type { Template } from './template.ts';
import { parseTemplate } from './template-parse.ts';
import { TIME_UNITS } from './time-text.ts';

const DEFAULT_ID = '{uuid}';
const DIRECTIONS = ['both', 'past'] as const;

/** Reads `timestamp`; `inFormat`: it stands in the signature's own template. */
export function readTime(
  located: Located,
  inFormat: boolean,
  { warn }: DefinitionContext,
): SignedTime | undefined {
  const members = readMembers(located, [...PLACE_KEYS, 'unit', 'tolerance', 'direction']);
  if (members === undefined) return undefined;
  const place = readPlace(members);
  const tolerance = members.get('tolerance');
  const rest = {
    unit: readOptional(members.get('unit'), (unit) => readChoice(unit, TIME_UNITS)) ?? 's',
    toleranceMs: readOptional(tolerance, readSpan),
    direction:
      readOptional(members.get('direction'), (direction) => readChoice(direction, DIRECTIONS)) ??
      'both',
  };
  if (place === undefined) return undefined;
  if (place === null && !inFormat) {
    if (tolerance === undefined) {
      return reportAt(
        located,
        'no place for the time; expected header, query, field or json, or {timestamp} in template',
      );
    }
    warn(
      tolerance.node,
      tolerance.path,
      'a tolerance without a timestamp does nothing; say where it stands: header, query, field, json, or {timestamp} in template',
    );
    return undefined;
  }
  if (place !== null && inFormat) {
    return reportAt(
      located,
      'expected one place for the time, and template has {timestamp} already',
    );
  }
  return { place: place ?? 'signature', ...rest };
}

/** Reads `timestamp` of a module, which itself knows the unit and perhaps the place. */
export function readModuleTime(located: Located): ModuleSignature['time'] | undefined {
  const members = readMembers(located, [...PLACE_KEYS, 'tolerance']);
  if (members === undefined) return undefined;
  const place = readPlace(members);
  const toleranceMs = readOptional(members.get('tolerance'), readSpan);
  return place === undefined ? undefined : { place, toleranceMs };
}

/** Reads `id`: where it stands, and how one is made for a request that has none. */
export function readId(located: Located, context: DefinitionContext): SignedId | undefined {
  const members = readMembers(located, [...PLACE_KEYS, 'make']);
  if (members === undefined) return undefined;
  const place = readPlace(members);
  if (place === null)
    return reportAt(located, 'no place for the id; expected header, query, field or json');
  const given = members.get('make');
  const make =
    given === undefined ? defaultId() : readTemplate(given, ID_SCOPE, context.optionNames);
  return place === undefined || make === undefined ? undefined : { place, make };
}

function defaultId(): Template | undefined {
  const parsed = parseTemplate(DEFAULT_ID, ID_SCOPE);
  return parsed.ok ? parsed.template : undefined;
}
