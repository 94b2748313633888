import { UsageError } from '../../core/errors.ts';
import type { WireField } from './wire-fields.ts';

const HEADER = /^([!#$%&'*+.^`|~\w-]+):\s*(.*)$/s;

/** A semicolon separates only where a header name follows, so `text/html; charset=utf-8` and URLs stay whole. */
const SEPARATOR = /;\s*(?=[!#$%&'*+.^`|~\w-]+:(?!\/\/)|$)/;

/**
 * Reads `X-Order-Id: 1042; X-Foo: bar`, the headers configured on the webhook; names keep their case.
 *
 * @throws {UsageError} when a piece is not `Name: value`
 */
export function parseCustomHeaders(text: string): readonly WireField[] {
  const pieces = text.split(SEPARATOR).map((piece) => piece.trim());
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [, name, value] = HEADER.exec(piece) ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(`option headers: "${piece}" is not a header`, {
          hint: 'write it like X-Order-Id: 1042; X-Foo: bar',
        });
      }
      return [name, value];
    });
}

/** @throws {UsageError} when a configured header has the name of a field the event has anyway */
export function withCustomHeaders(
  fields: readonly WireField[],
  headers: readonly WireField[],
): readonly WireField[] {
  const names = new Set(fields.map(([name]) => name));
  for (const [name] of headers) {
    if (names.has(name)) {
      throw new UsageError(`option headers: "${name}" is a field of the event already`, {
        hint: 'each header once; change fields of the event with --set',
      });
    }
    names.add(name);
  }
  return [...fields, ...headers];
}
