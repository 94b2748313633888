import { utf8Bytes } from '../core/bytes.ts';
import type { FormField } from '../core/form.ts';
import { displayWidth } from '../core/printable.ts';
import { type Block, blockOf, stacked } from './block.ts';
import { jsonBlock, paintJson } from './body-json.ts';
import type { BodyOptions } from './body-options.ts';
import { textLine } from './body-text.ts';
import { padEnd } from './columns.ts';
import { contentLines } from './shown.ts';

const MAX_NAME = 28;
const MEASURED_FIELDS = 500;
const LOOKS_LIKE_JSON = /^\s*[[{]/;

/** Fields as aligned rows, order and duplicates kept; verbose lays out values of several lines, and JSON. */
export function formBlock(fields: readonly FormField[], options: BodyOptions): Block {
  const limit = Math.max(8, Math.min(MAX_NAME, Math.floor(options.width / 3)));
  const brief = { ...options, verbose: false };
  const nameOf = ([name]: FormField): string => textLine(name, brief, limit);
  const widest = fields
    .slice(0, MEASURED_FIELDS)
    .reduce((width, field) => Math.max(width, displayWidth(nameOf(field))), 1);
  const row = (field: FormField): string => {
    const room = Math.max(8, options.width - widest - 2);
    const name = nameOf(field);
    return `${options.theme.key(name)}${padEnd('', widest - displayWidth(name))}  ${valueText(field[1], options, room)}`;
  };
  if (!options.verbose) return { total: fields.length, line: (at) => lineOf(fields[at], row) };
  return stacked(fields.map((field) => fieldBlock(field, row, options)));
}

function lineOf(field: FormField | undefined, row: (field: FormField) => string): string {
  return field === undefined ? '' : row(field);
}

/** A field with a value of several lines has them under its name. */
function fieldBlock(
  field: FormField,
  row: (field: FormField) => string,
  options: BodyOptions,
): Block {
  const [name, value] = field;
  const json = LOOKS_LIKE_JSON.test(value) ? jsonBlock(utf8Bytes(value), options) : undefined;
  const lines = contentLines(value);
  const under =
    json ?? (lines.length > 1 ? blockOf(lines, (line) => textLine(line, options)) : undefined);
  if (under === undefined) return blockOf([''], () => row(field));
  const heading = options.theme.key(textLine(name, options));
  const indented = { total: under.total, line: (at: number) => `  ${under.line(at)}` };
  return stacked([blockOf([heading], (text) => text), indented]);
}

function valueText(value: string, options: BodyOptions, room: number): string {
  if (value === '') return options.theme.dim('(empty)');
  const text = textLine(value, options, room);
  return LOOKS_LIKE_JSON.test(value) ? paintJson(text, options.theme) : options.theme.string(text);
}
