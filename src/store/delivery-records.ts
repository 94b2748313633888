import { EMPTY_BYTES } from '../core/bytes.ts';
import type { SqlDatabase, SqlRow, SqlValue } from '../core/sql-database.ts';
import type { DeliveryRecord } from './run-types.ts';
import { referenceOf } from './source-reference.ts';

const COLUMNS = [
  'number',
  'source',
  'fixture_file',
  'document',
  'capture_id',
  'attempts',
  'first_attempt_at_ms',
  'status',
] as const;

/**
 * Reads deliveries as one JSON text: drivers take several times as long to make an object of each row.
 *
 * @param rest - what stands after the table's name
 */
export function deliveryRecords(
  database: SqlDatabase,
  rest: string,
): (...values: readonly SqlValue[]) => readonly DeliveryRecord[] {
  const fields = COLUMNS.map((name) => `'${name}', ${name}`).join(', ');
  const statement = database.prepare(
    `SELECT json_group_array(json_object(${fields}, 'sha256', hex(sha256))) AS records
      FROM (SELECT ${COLUMNS.join(', ')}, sha256 FROM deliveries ${rest})`,
  );
  return (...values) => {
    const text = statement.get(...values)?.['records'];
    // SQLite's own JSON, of the columns above.
    const rows = JSON.parse(typeof text === 'string' ? text : '[]') as readonly SqlRow[];
    return rows.map(recordOf);
  };
}

function recordOf(row: SqlRow): DeliveryRecord {
  const { first_attempt_at_ms: firstAt, status, sha256 } = row;
  return {
    number: Number(row['number']),
    source: String(row['source']),
    reference: referenceOf(row),
    sha256: typeof sha256 === 'string' && sha256 !== '' ? Buffer.from(sha256, 'hex') : EMPTY_BYTES,
    attempts: Number(row['attempts']),
    firstAttemptAtMs: typeof firstAt === 'number' ? firstAt : null,
    status: typeof status === 'number' ? status : null,
  };
}
