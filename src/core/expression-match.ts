import { exactUtf8Text, latin1Bytes, utf8Bytes } from './bytes.ts';
import { compareDecimals, type Decimal, parseDecimal } from './decimal.ts';
import type { EventSummary } from './events.ts';
import type { Expression } from './expression.ts';
import type { Field, Wanted } from './expression-terms.ts';
import { headerValues } from './headers.ts';
import { type JsonPath, jsonValueText, locateJsonValue } from './json-scan.ts';
import { bodyBytes } from './request.ts';
import type { RequestView } from './request-view.ts';
import type { Verification } from './verification.ts';

const BODY_FIELDS: ReadonlySet<Field['kind']> = new Set(['body', 'form', 'json'] as const);

/** What an expression is asked about: a request, and what is known of it. */
export interface ExpressionSubject {
  readonly view: RequestView;
  readonly provider: string | null;
  readonly events: readonly EventSummary[];
  readonly verification: Verification | null;
  /** Status of the answer, or `null` when there is none yet. */
  readonly status: number | null;
  readonly remoteAddress: string | null;
}

/** Whether the subject fits. A field with several values fits when one of them does; `!=` and `!~` when none is equal. */
export function matchesExpression(expression: Expression, subject: ExpressionSubject): boolean {
  switch (expression.kind) {
    case 'all':
      return expression.parts.every((part) => matchesExpression(part, subject));
    case 'any':
      return expression.parts.some((part) => matchesExpression(part, subject));
    case 'not':
      return !matchesExpression(expression.part, subject);
    case 'term':
      return matchesTerm(expression.field, expression.wanted, subject);
    default:
      return expression satisfies never;
  }
}

/** Whether more than the head of a request, and what is known of it, is looked at. */
export function looksAtBody(expression: Expression): boolean {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.parts.some(looksAtBody);
    case 'not':
      return looksAtBody(expression.part);
    case 'term':
      return BODY_FIELDS.has(expression.field.kind);
    default:
      return expression satisfies never;
  }
}

function matchesTerm(field: Field, wanted: Wanted, subject: ExpressionSubject): boolean {
  const values = fieldValues(field, subject);
  if ('number' in wanted) return compares(values, wanted.operator, wanted.number);
  const { operator } = wanted;
  switch (operator) {
    case 'present':
      return values.length > 0;
    case '=':
    case '!=': {
      const { value } = wanted;
      const isQueryLeftOut = field.kind === 'path' && !value.includes('?');
      const equals = (found: string): boolean =>
        (isQueryLeftOut ? withoutQuery(found) : found) === value;
      return values.some(equals) === (operator === '=');
    }
    case '~':
    case '!~':
      return values.some((value) => contains(value, wanted)) === (operator === '~');
    default:
      return operator satisfies never;
  }
}

function withoutQuery(path: string): string {
  return path.split('?', 1)[0] ?? '';
}

function contains(value: string, wanted: { value: string; pattern: RegExp | null }): boolean {
  if (wanted.pattern !== null) return wanted.pattern.test(value);
  return value.toLowerCase().includes(wanted.value.toLowerCase());
}

/** Compares digit by digit, since ids may exceed 2^53; what is no number fits nothing. */
function compares(
  values: readonly string[],
  operator: Extract<Wanted, { number: Decimal }>['operator'],
  wanted: Decimal,
): boolean {
  const differences = values.flatMap((value) => {
    const number = parseDecimal(value);
    return number === undefined ? [] : [compareDecimals(number, wanted)];
  });
  switch (operator) {
    case '=':
      return differences.includes(0);
    case '!=':
      return !differences.includes(0);
    case '<':
      return differences.some((difference) => difference < 0);
    case '<=':
      return differences.some((difference) => difference <= 0);
    case '>':
      return differences.some((difference) => difference > 0);
    case '>=':
      return differences.some((difference) => difference >= 0);
    default:
      return operator satisfies never;
  }
}

function fieldValues(field: Field, subject: ExpressionSubject): readonly string[] {
  const { view, events, verification } = subject;
  const { request } = view;
  switch (field.kind) {
    case 'provider':
      return known(subject.provider);
    case 'event':
      return events.flatMap(({ name }) => known(name));
    case 'wire':
      return events.map(({ wireName }) => wireName);
    case 'id':
      return events.flatMap(({ id }) => known(id));
    case 'recipient':
      return events.flatMap(({ recipient }) => known(recipient));
    case 'method':
      return [request.method];
    case 'path':
      return [request.path];
    case 'status':
      return known(subject.status?.toString() ?? null);
    case 'signature':
      return known(verification?.status ?? null);
    case 'cause':
      return verification?.status === 'failed' ? [verification.cause] : [];
    case 'size':
      return [String(bodyBytes(request))];
    case 'body':
      return request.body.length === 0 ? [] : [view.text()];
    case 'ip':
      return known(subject.remoteAddress);
    case 'header':
      return headerValues(request.headers, field.name).map(readable);
    case 'query':
      return new URLSearchParams(request.path.split('?').slice(1).join('?')).getAll(field.name);
    case 'form':
      return view.fieldValues(field.name);
    case 'json':
      return jsonValues(view, field.path);
    default:
      return field satisfies never;
  }
}

/** A header's value is bytes, held as latin1 text; what is UTF-8 is compared as such. */
function readable(value: string): string {
  return /[\x80-\xff]/.test(value) ? (exactUtf8Text(latin1Bytes(value)) ?? value) : value;
}

function known(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}

/** The scalar at a path as written; for JSON Lines one for each line. A list or object counts as there, and is empty text. */
function jsonValues(view: RequestView, path: JsonPath): readonly string[] {
  const exact = view.jsonText(path);
  if (exact !== undefined) return [exact];
  const isLines = view.kind === 'json-lines';
  const texts = isLines ? view.text().split('\n').map(utf8Bytes) : [view.request.body];
  return texts.flatMap((text): readonly string[] => {
    if (!isLines && view.kind !== 'json') return [];
    // Not parsed: a number in it may exceed 2^53.
    const written = jsonValueText(text, path);
    if (written !== undefined) return [written];
    return locateJsonValue(text, path) === undefined ? [] : [''];
  });
}
