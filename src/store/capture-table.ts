import { type BodyFiles, MAX_BODY_AT_HAND_BYTES } from '../core/body-files.ts';
import { EMPTY_BYTES } from '../core/bytes.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase, SqlRow, SqlStatement } from '../core/sql-database.ts';
import { factsOfRow } from './capture-facts.ts';
import { decodeHead } from './capture-head.ts';
import { StoreError } from './store-error.ts';
import type { CaptureRecord, StoredCapture } from './types.ts';

/** Columns that `recordOfRow` reads, of captures `c` and capture_facts `f`. */
export const RECORD_COLUMNS =
  'c.id, c.received_at_ms, c.body_bytes, c.head, f.body_sha256, f.provider, f.events, f.verification, f.answered, f.again';

const SELECT_WHOLE = `SELECT ${RECORD_COLUMNS}, c.body_file, c.body
  FROM captures c LEFT JOIN capture_facts f ON f.capture_id = c.id`;

/** The row id behind a public id; `undefined` when no capture can have that. */
export function rowIdOf(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}

/** @throws {StoreError} when the row is not what a listener stores */
export function recordOfRow(row: SqlRow): CaptureRecord {
  const id = `${row['id']}`;
  const head = typeof row['head'] === 'string' ? decodeHead(row['head']) : undefined;
  if (head === undefined) throw damaged(id);
  return {
    id,
    receivedAtMs: Number(row['received_at_ms']),
    ...head,
    bodyBytes: Number(row['body_bytes']),
    facts: factsOfRow(row),
  };
}

/** Prepared once for each connection: a run of `replay` reads a capture for every attempt. */
const WHOLE_BY_ID = new WeakMap<SqlDatabase, SqlStatement>();

function wholeById(database: SqlDatabase): SqlStatement {
  const known = WHOLE_BY_ID.get(database) ?? database.prepare(`${SELECT_WHOLE} WHERE c.id = ?`);
  WHOLE_BY_ID.set(database, known);
  return known;
}

/** The request with its body at hand, unless that is too large to be. */
export async function bodyAtHand(
  request: CapturedRequest,
  bodies: Pick<BodyFiles, 'read'>,
  maxBytes: number = MAX_BODY_AT_HAND_BYTES,
): Promise<CapturedRequest> {
  const { bodyFile, ...rest } = request;
  if (bodyFile === undefined || bodyFile.bytes > maxBytes) return request;
  return { ...rest, body: await bodies.read(bodyFile.sha256) };
}

/** @throws {StoreError} when the capture is damaged */
export async function readCapture(
  database: SqlDatabase,
  bodies: BodyFiles,
  rowId: number | 'last',
): Promise<StoredCapture | undefined> {
  const row =
    rowId === 'last'
      ? database.prepare(`${SELECT_WHOLE} ORDER BY c.id DESC LIMIT 1`).get()
      : wholeById(database).get(rowId);
  if (row === undefined) return undefined;
  const { facts, bodyBytes, ...head } = recordOfRow(row);
  return { request: await requestOfRow(row, head, bodyBytes, bodies), facts };
}

async function requestOfRow(
  { body, body_file: sha256 }: SqlRow,
  head: Omit<CapturedRequest, 'body'>,
  bytes: number,
  bodies: BodyFiles,
): Promise<CapturedRequest> {
  if (typeof sha256 !== 'string') {
    if (!(body instanceof Uint8Array) || body.length !== bytes) throw damaged(head.id);
    return { ...head, body };
  }
  const bodyFile = { sha256, bytes };
  const request = await bodyAtHand({ ...head, body: EMPTY_BYTES, bodyFile }, bodies);
  if (request.bodyFile === undefined && request.body.length !== bytes) throw damaged(head.id);
  return request;
}

/** Rows of a page: as many as are described before others have their turn again. */
const RECALLED_ROWS = 16;

/** Requests in a range of row ids, both included, without what was found out about them. */
export async function* recallCaptures(
  database: SqlDatabase,
  bodies: BodyFiles,
  firstRowId: number,
  lastRowId: number,
): AsyncGenerator<CapturedRequest> {
  const page = database.prepare(
    `SELECT id, received_at_ms, body_bytes, head, body_file, body FROM captures
      WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${RECALLED_ROWS}`,
  );
  for (let next = firstRowId; ; ) {
    const rows = page.all(next, lastRowId);
    for (const row of rows) {
      const { facts: _, bodyBytes, ...head } = recordOfRow(row);
      yield await requestOfRow(row, head, bodyBytes, bodies);
      next = Number(row['id']) + 1;
    }
    if (rows.length < RECALLED_ROWS) return;
  }
}

export function damaged(id: string): StoreError {
  return new StoreError('damaged', `capture ${id} of the history is damaged`, {
    hint: 'others may still be whole: name them by their ids',
  });
}
