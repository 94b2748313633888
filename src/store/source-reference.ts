import type { SqlRow, SqlValue } from '../core/sql-database.ts';
import type { SourceReference } from './run-types.ts';

/** The columns `fixture_file`, `document` and `capture_id`. A file without a document is a reference written as JSON. */
export function referenceColumns(
  reference: SourceReference,
): readonly [file: SqlValue, document: SqlValue, captureId: SqlValue] {
  if (reference.kind === 'fixture') return [reference.file, reference.document, null];
  if (reference.kind === 'capture') return [null, null, Number(reference.id)];
  return [JSON.stringify(reference), null, null];
}

export function referenceOf(row: SqlRow): SourceReference {
  const { fixture_file: file, document, capture_id: captureId } = row;
  if (typeof file !== 'string') return { kind: 'capture', id: String(captureId) };
  if (typeof document === 'number') return { kind: 'fixture', file, document };
  // As this file wrote it: nobody else writes to the history.
  return JSON.parse(file) as SourceReference;
}
