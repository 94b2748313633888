import { FILL_NAMES } from './fill-source.ts';
import { parseFill } from './fill-value.ts';
import { parsePath } from './json-path.ts';
import { nearestNames } from './suggest.ts';
import {
  BODY_HASHES,
  PLAIN_PLACEHOLDERS,
  TEXT_ENCODINGS,
  type TemplateFilter,
  type TemplatePart,
  type TemplateValue,
} from './template.ts';

type ParsedPlaceholder =
  | { readonly ok: true; readonly part: TemplatePart }
  | { readonly ok: false; readonly message: string };

/** Short names that mean the same. */
const SHORT: Readonly<Record<string, string>> = {
  ts: 'timestamp',
  sig: 'signature',
  h: 'header',
  q: 'query',
  f: 'field',
};

/** How a placeholder is written, for help. */
const WRITTEN: Readonly<Record<Exclude<TemplateValue['from'], 'fill'>, string>> = {
  ...(Object.fromEntries(PLAIN_PLACEHOLDERS.map((name) => [name, name])) as Record<
    (typeof PLAIN_PLACEHOLDERS)[number],
    string
  >), // every plain one is written as it is named
  'body-hash': 'body:sha256',
  header: 'header:Name',
  parameter: 'query:name',
  field: 'field:name',
  option: 'option:name',
  json: 'json:path',
};

/** Reads what stands between `{` and `}`: `timestamp`, `header:X-Id`, `query:data.id|lower`, `uuid`. */
export function parsePlaceholder(
  text: string,
  allowed: readonly TemplateValue['from'][],
): ParsedPlaceholder {
  const [main = '', ...filterTexts] = text.trim().split('|');
  const value = readValue(main.trim());
  if (value === undefined) return unknown(text, main, allowed);
  if (typeof value === 'string') return wrong(`{${shown(text)}}: ${value}`);
  if (!allowed.includes(value.from)) {
    return wrong(`{${shown(text)}} can't be used here; ${choices(allowed)}`);
  }
  if (value.from === 'fill') return fillPart(text);
  const filters: TemplateFilter[] = [];
  for (const filterText of filterTexts) {
    const filter = readFilter(filterText.trim());
    if (typeof filter === 'string') return wrong(`{${shown(text)}}: ${filter}`);
    filters.push(filter);
  }
  if (filters.length > 0 && (value.from === 'body' || value.from === 'signature')) {
    return wrong(`{${value.from}} takes no filter`);
  }
  return { ok: true, part: { kind: 'value', value, filters } };
}

/** `undefined` for an unknown name, a text for what is wrong with the argument of a known one. */
function readValue(main: string): TemplateValue | string | undefined {
  const colon = main.indexOf(':');
  const typed = colon === -1 ? main : main.slice(0, colon);
  const argument = colon === -1 ? undefined : main.slice(colon + 1);
  const name = SHORT[typed] ?? typed;
  if (argument === undefined) {
    const plain = PLAIN_PLACEHOLDERS.find((candidate) => candidate === name);
    if (plain !== undefined) return { from: plain };
    if (name in { header: 0, field: 0, option: 0, json: 0 })
      return `a name is missing after ${typed}:`;
    return fillValue(main);
  }
  if (name === 'body') return bodyHash(argument);
  const hash = BODY_HASHES.find((candidate) => candidate === name);
  if (hash !== undefined && /^body(?::|$)/.test(argument)) {
    return bodyHash(argument.replace(/^body/, hash));
  }
  if (name === 'json') {
    const path = parsePath(argument);
    return path === undefined
      ? 'this is no path; write it like data.items[0].id'
      : { from: 'json', path };
  }
  if (name === 'header' || name === 'query' || name === 'field' || name === 'option') {
    if (argument === '') return `a name is missing after ${typed}:`;
    return { from: name === 'query' ? 'parameter' : name, name: argument };
  }
  return fillValue(main);
}

function fillValue(main: string): TemplateValue | undefined {
  const fill = parseFill(main);
  return fill.ok ? { from: 'fill', fill: fill.value } : undefined;
}

function fillPart(text: string): ParsedPlaceholder {
  const parsed = parseFill(text.trim());
  if (!parsed.ok) return wrong(`{${shown(text)}}: ${parsed.message}`);
  if (parsed.value.isOfEvent) return wrong(`{${shown(text)}} can stand in a fixture only`);
  return {
    ok: true,
    part: { kind: 'value', value: { from: 'fill', fill: parsed.value }, filters: [] },
  };
}

function bodyHash(argument: string): TemplateValue | string {
  const [name, encodingName = name === 'crc32' ? 'decimal' : 'hex', ...more] = argument.split(':');
  const hash = BODY_HASHES.find((candidate) => candidate === name);
  if (hash === undefined) return `the body can be hashed with ${BODY_HASHES.join(', ')}`;
  const encoding = TEXT_ENCODINGS.find((candidate) => candidate === encodingName);
  if (more.length > 0 || (encoding === undefined) !== (hash === 'crc32')) {
    return hash === 'crc32'
      ? 'a CRC-32 is written as a decimal number, without an encoding'
      : `a hash is written as ${TEXT_ENCODINGS.join(', ')}`;
  }
  return { from: 'body-hash', hash, encoding: encoding ?? 'hex' };
}

function readFilter(text: string): TemplateFilter | string {
  if (text === 'lower' || text === 'upper' || text === 'trim') return { kind: text };
  const [, characters] = /^decode\((.+)\)$/.exec(text) ?? [];
  if (characters !== undefined) return { kind: 'decode', characters };
  return 'filters are lower, upper, trim and decode(characters)';
}

function unknown(
  text: string,
  main: string,
  allowed: readonly TemplateValue['from'][],
): ParsedPlaceholder {
  const name = main.replace(/[:(].*$/s, '').trim();
  const known = [...written(allowed).map((one) => one.replace(/:.*$/, '')), ...fills(allowed)];
  const [nearest] = nearestNames(name, new Set(known), 1);
  const help =
    nearest === undefined
      ? choices(allowed)
      : `did you mean {${[...written(allowed), ...fills(allowed)].find((one) => one.startsWith(nearest)) ?? nearest}}?`;
  return wrong(`unknown placeholder {${shown(text)}}; ${help}`);
}

function choices(allowed: readonly TemplateValue['from'][]): string {
  return `expected one of ${written(allowed)
    .map((one) => `{${one}}`)
    .join(' ')}`;
}

function written(allowed: readonly TemplateValue['from'][]): readonly string[] {
  return allowed.flatMap((from) => (from === 'fill' ? [] : [WRITTEN[from]]));
}

function fills(allowed: readonly TemplateValue['from'][]): readonly string[] {
  return allowed.includes('fill') ? FILL_NAMES : [];
}

/** A placeholder as it may be shown: what does not look like one may be a piece of a secret. */
function shown(text: string): string {
  return /^[\w.:|()[\] -]{0,40}$/.test(text) ? text : '…';
}

function wrong(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
