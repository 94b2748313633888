import { type Decimal, multiplied, parseDecimal } from './decimal.ts';
import { EXPLAINED_CAUSES } from './explained-causes.ts';
import type { JsonPath } from './json-scan.ts';
import { sizeUnitBytes } from './size.ts';
import { suggestionHint } from './suggest.ts';
import { VERDICTS, VERIFICATION_CAUSES } from './verification.ts';

export const OPERATORS = ['!=', '!~', '>=', '<=', '=', '~', '>', '<'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Fields that stand alone; `header:`, `query:`, `form:` and `json:` take a name after the colon. */
export const PLAIN_FIELDS = [
  'provider',
  'event',
  'wire',
  'id',
  'recipient',
  'method',
  'path',
  'status',
  'signature',
  'cause',
  'size',
  'body',
  'ip',
] as const;
type PlainField = (typeof PLAIN_FIELDS)[number];

export const NAMED_FIELDS = ['header', 'query', 'form', 'json'] as const;

export type Field =
  | { readonly kind: PlainField }
  | { readonly kind: 'header' | 'query' | 'form'; readonly name: string }
  | { readonly kind: 'json'; readonly path: JsonPath };

/** What a term wants of its field. `present` is a field without an operator. */
export type Wanted =
  | { readonly operator: 'present' }
  | { readonly operator: '=' | '!='; readonly value: string }
  | { readonly operator: '~' | '!~'; readonly value: string; readonly pattern: RegExp | null }
  | { readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly number: Decimal };

/** Why a term can't hold for any request: the value can't be one of the field's, or the operator does not suit it. */
export interface Misfit {
  readonly misfit: string;
}

/** Fields whose values are never numbers. */
const TEXT_FIELDS: ReadonlySet<Field['kind']> = new Set<PlainField>([
  'provider',
  'event',
  'method',
  'path',
  'signature',
  'cause',
  'ip',
]);

/** Fields that have one of a few values. */
const CLOSED_FIELDS: Readonly<Partial<Record<Field['kind'], readonly string[]>>> = {
  signature: VERDICTS,
  cause: [...VERIFICATION_CAUSES, ...EXPLAINED_CAUSES],
};

/** A request target: a path, the `*` of OPTIONS, or a whole URL as proxies are sent it. */
const PATH_SHAPE = /^(?:\/|\*$|[a-z][a-z0-9+.-]*:)/i;
const SIZE_SHAPE = /^([\d.]+)\s*([a-z]+)$/i;

/** What a term with this field, operator and plain value wants. */
export function wantedOf({ kind }: Field, operator: Operator, value: string): Wanted | Misfit {
  if (operator === '~' || operator === '!~') return { operator, value, pattern: null };
  const isEquality = operator === '=' || operator === '!=';
  if (!isEquality && TEXT_FIELDS.has(kind)) {
    return {
      misfit: `${kind} is no number, so "${operator}" does not suit it; take =, !=, ~ or !~`,
    };
  }
  if (!isEquality || kind === 'size') {
    const number = parseDecimal(value) ?? sizeOf(value);
    if (number !== undefined) return { operator, number };
    return {
      misfit: `"${value}" is no number${kind === 'status' ? '' : ' and no size'}, ${example(kind)}`,
    };
  }
  const misfit = misfitOf(kind, value);
  return misfit === undefined ? { operator, value } : { misfit };
}

function misfitOf(kind: Field['kind'], value: string): string | undefined {
  const closed = CLOSED_FIELDS[kind];
  if (closed !== undefined && !closed.includes(value)) {
    return `${kind} is never "${value}"; ${suggestionHint(value, closed)}`;
  }
  if (kind === 'status' && !/^\d{3}$/.test(value)) {
    return `"${value}" is no status, such as 503; status>=500 takes all from there on`;
  }
  if (kind === 'path' && !PATH_SHAPE.test(value)) {
    return `a path begins with "/", and "${value}" does not; path~ looks for a part`;
  }
  return undefined;
}

function example(kind: Field['kind']): string {
  return kind === 'status' ? 'such as 500' : 'such as 12, 0.5 or 25mb';
}

function sizeOf(text: string): Decimal | undefined {
  const [, amount = '', unit = ''] = SIZE_SHAPE.exec(text.trim()) ?? [];
  const [decimal, bytes] = [parseDecimal(amount), sizeUnitBytes(unit)];
  return decimal === undefined || bytes === undefined ? undefined : multiplied(decimal, bytes);
}
