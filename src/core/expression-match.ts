import { utf8Bytes } from './bytes.ts';
import type { EventSummary } from './events.ts';
import type { Expression, Field, Wanted } from './expression.ts';
import { headerValues } from './headers.ts';
import { type JsonPath, jsonValueText, locateJsonValue } from './json-scan.ts';
import { bodyBytes } from './request.ts';
import type { RequestView } from './request-view.ts';
import { parseSizeBytes } from './size.ts';
import type { Verification } from './verification.ts';

const WHOLE = /^-?\d{1,100}$/;

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
      return matchesTerm(fieldValues(expression.field, subject), expression.wanted);
    default:
      return expression satisfies never;
  }
}

function matchesTerm(values: readonly string[], wanted: Wanted): boolean {
  if (wanted.operator === 'present') return values.length > 0;
  const { operator } = wanted;
  switch (operator) {
    case '=':
      return values.some((value) => value === wanted.value);
    case '!=':
      return !values.some((value) => value === wanted.value);
    case '~':
      return values.some((value) => contains(value, wanted));
    case '!~':
      return !values.some((value) => contains(value, wanted));
    default:
      return values.some((value) => compares(value, operator, wanted.value));
  }
}

function contains(value: string, wanted: { value: string; pattern: RegExp | null }): boolean {
  if (wanted.pattern !== null) return wanted.pattern.test(value);
  return value.toLowerCase().includes(wanted.value.toLowerCase());
}

/** Compares as numbers, the wanted one perhaps with a size unit; what is no number fits nothing. */
function compares(value: string, operator: '<' | '<=' | '>' | '>=', wanted: string): boolean {
  const [left, right] = comparable(value, wanted);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return operator satisfies never;
  }
}

/** Whole numbers as such, since ids may exceed 2^53; else as numbers. */
function comparable(value: string, wanted: string): readonly [number | bigint, number | bigint] {
  if (WHOLE.test(value) && WHOLE.test(wanted)) return [BigInt(value), BigInt(wanted)];
  const left = value.trim() === '' ? Number.NaN : Number(value);
  return [left, parseSizeBytes(wanted) ?? Number(wanted)];
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
      return headerValues(request.headers, field.name);
    case 'query':
      return new URLSearchParams(request.path.split('?').slice(1).join('?')).getAll(field.name);
    case 'form':
      return known(view.field(field.name) ?? null);
    case 'json':
      return jsonValues(view, field.path);
    default:
      return field satisfies never;
  }
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
