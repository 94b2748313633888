import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';

/** Whether a value fits a schema that uses only the keywords below; any other one that restricts is an error. */
export function fitsSchema(value: unknown, schema: unknown, root: unknown = schema): boolean {
  if (!isRecord(schema)) throw new TypeError('a schema is an object here');
  return Object.entries(schema).every(([keyword, rule]) => {
    if (SILENT.has(keyword)) return true;
    const check = CHECKS[keyword];
    if (check === undefined) throw new TypeError(`keyword ${keyword} is not understood here`);
    return check(value, rule, schema, root);
  });
}

const SILENT = new Set(['$schema', '$defs', 'title', 'description', 'examples']);

type Check = (value: unknown, rule: unknown, schema: UnknownRecord, root: unknown) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, rule) => [rule].flat().includes(typeOf(value)) || isIntegerFor(value, rule),
  minimum: (value, rule) => typeof value !== 'number' || value >= Number(rule),
  maximum: (value, rule) => typeof value !== 'number' || value <= Number(rule),
  exclusiveMinimum: (value, rule) => typeof value !== 'number' || value > Number(rule),
  minLength: (value, rule) => typeof value !== 'string' || value.length >= Number(rule),
  pattern: (value, rule) => typeof value !== 'string' || new RegExp(String(rule), 'u').test(value),
  enum: (value, rule) => listOf(rule).includes(value),
  required: (value, rule) =>
    !isRecord(value) || listOf(rule).every((key) => Object.hasOwn(value, String(key))),
  anyOf: (value, rule, _, root) => listOf(rule).some((one) => fitsSchema(value, one, root)),
  items: (value, rule, _, root) =>
    !Array.isArray(value) || value.every((item) => fitsSchema(item, rule, root)),
  properties: (value, rule, _, root) =>
    entriesOf(value).every(
      ([key, member]) => !(key in recordOf(rule)) || fitsSchema(member, recordOf(rule)[key], root),
    ),
  additionalProperties: (value, rule, { properties }, root) =>
    entriesOf(value).every(([key, member]) => {
      if (isRecord(properties) && key in properties) return true;
      return rule !== false && fitsSchema(member, rule, root);
    }),
  $ref: (value, rule, _, root) => {
    const steps = String(rule).replace(/^#\//, '').split('/');
    const target = steps.reduce<unknown>((at, step) => recordOf(at)[step], root);
    return fitsSchema(value, target, root);
  },
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isIntegerFor(value: unknown, rule: unknown): boolean {
  return [rule].flat().includes('integer') && Number.isInteger(value);
}

function listOf(rule: unknown): readonly unknown[] {
  return Array.isArray(rule) ? rule : [];
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function recordOf(value: unknown): UnknownRecord {
  if (!isRecord(value)) throw new TypeError('expected an object in the schema');
  return value;
}
