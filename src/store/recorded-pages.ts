import { EMPTY_BYTES } from '../core/bytes.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { decodeHead } from './capture-head.ts';
import { damaged } from './capture-table.ts';
import type { RecordedCapture } from './types.ts';

/** Larger bodies come one by one, so that a page of them does not stand in memory three times over. */
const MAX_JOINED_BYTES = 64 * 1024;

/** What stands in a page for each capture. */
type Row = readonly [
  id: number,
  receivedAtMs: number,
  bodyBytes: number,
  /** What is really there; `null` for a body in a file. */
  bodyLength: number | null,
  bodyFile: string | null,
  head: string,
  provider: string | null,
  event: string | null,
];

/**
 * Reads captures a page at a time: all in one JSON text, and their bodies one after the other in one blob. Drivers take
 * twice as long to make an object of each row.
 *
 * @throws {StoreError} from the function returned, when a capture is damaged
 */
export function recordedPages(
  database: SqlDatabase,
): (rowIds: readonly number[]) => readonly RecordedCapture[] {
  const page = database.prepare(
    `SELECT
        json_group_array(json_array(id, received_at_ms, body_bytes, length(body), body_file, head, provider, event)) AS captures,
        CAST(group_concat(iif(length(body) <= ${MAX_JOINED_BYTES}, body, NULL), '') AS BLOB) AS bodies
      FROM (
        SELECT c.id, c.received_at_ms, c.body_bytes, c.body, c.body_file, c.head, f.provider, f.events ->> '$[0].name' AS event
          FROM captures c LEFT JOIN capture_facts f ON f.capture_id = c.id
          WHERE c.id IN (SELECT value FROM json_each(?))
      )`,
  );
  const largeBody = database.prepare('SELECT body FROM captures WHERE id = ?');
  return (rowIds) => {
    const { captures, bodies } = page.get(JSON.stringify(rowIds)) ?? {};
    const joined = bodies instanceof Uint8Array ? bodies : EMPTY_BYTES;
    let joinedEnd = 0;
    const bodyOf = ([rowId, , , length]: Row): Uint8Array => {
      if (length === null) return EMPTY_BYTES;
      if (length <= MAX_JOINED_BYTES) {
        joinedEnd += length;
        return joined.subarray(joinedEnd - length, joinedEnd);
      }
      const body = largeBody.get(rowId)?.['body'];
      return body instanceof Uint8Array ? body : EMPTY_BYTES;
    };
    // SQLite's own JSON, of the columns above.
    const rows = JSON.parse(typeof captures === 'string' ? captures : '[]') as readonly Row[];
    return rows.map((row) => recordedOf(row, bodyOf(row)));
  };
}

function recordedOf(row: Row, body: Uint8Array): RecordedCapture {
  const [rowId, receivedAtMs, bytes, , sha256, headText, provider, event] = row;
  const id = `${rowId}`;
  const head = decodeHead(headText);
  if (head === undefined || (sha256 === null && body.length !== bytes)) throw damaged(id);
  const { method, path, url, httpVersion, remoteAddress, headers } = head;
  const request = {
    id,
    receivedAtMs,
    method,
    path,
    url,
    httpVersion,
    remoteAddress,
    headers,
    body,
  };
  return {
    request: sha256 === null ? request : { ...request, bodyFile: { sha256, bytes } },
    provider,
    event,
  };
}
