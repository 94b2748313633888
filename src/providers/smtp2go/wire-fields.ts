import type { FormField } from '../../core/form.ts';
import type { BodyFormat, Payload } from '../types.ts';

/** A field as SMTP2GO names it; only `recipients` is a list. */
export type WireField = readonly [name: string, value: string | readonly string[]];

/** Fields in ASCII order of their names: a list is repeated in a form, an array in JSON. */
export function toPayload(fields: readonly WireField[], format: BodyFormat): Payload {
  const sorted = fields.toSorted(([left], [right]) => (left < right ? -1 : 1));
  if (format === 'json') return { kind: 'json', value: Object.fromEntries(sorted) };
  return {
    kind: 'form',
    fields: sorted.flatMap(([name, value]) =>
      valuesOf(value).map((item): FormField => [name, item]),
    ),
  };
}

function valuesOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
