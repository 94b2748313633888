import { EMPTY_BYTES } from '../core/bytes.ts';
import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import type { DeliveryRecord } from './run-types.ts';
import { referenceOf } from './source-reference.ts';

const COLUMNS =
  'number, source, fixture_file, document, capture_id, attempts, first_attempt_at_ms, status';

type Row = readonly [
  number: number,
  source: string,
  fixtureFile: string | null,
  document: number | null,
  captureId: number | null,
  attempts: number,
  firstAttemptAtMs: number | null,
  status: number | null,
  sha256Hex: string,
];

/**
 * Reads deliveries as one JSON text: drivers take several times as long to make an object of each row.
 *
 * @param rest - what stands after the table's name
 */
export function deliveryRecords(
  database: SqlDatabase,
  rest: string,
): (...values: readonly SqlValue[]) => readonly DeliveryRecord[] {
  const statement = database.prepare(
    `SELECT json_group_array(json_array(${COLUMNS}, hex(sha256))) AS records
      FROM (SELECT ${COLUMNS}, sha256 FROM deliveries ${rest})`,
  );
  return (...values) => {
    const text = statement.get(...values)?.['records'];
    // SQLite's own JSON, of the columns above.
    const rows = JSON.parse(typeof text === 'string' ? text : '[]') as readonly Row[];
    return rows.map(recordOf);
  };
}

function recordOf(row: Row): DeliveryRecord {
  const [number, source, file, document, captureId, attempts, firstAttemptAtMs, status, hex] = row;
  return {
    number,
    source,
    reference: referenceOf({ fixture_file: file, document, capture_id: captureId }),
    sha256: hex === '' ? EMPTY_BYTES : Buffer.from(hex, 'hex'),
    attempts,
    firstAttemptAtMs,
    status,
  };
}
