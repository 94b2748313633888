import type { ForwardRecord } from '../core/forward-record.ts';
import { pairsFromFlat } from '../core/headers.ts';
import type { WebhookResponse } from '../core/request.ts';
import type { SqlDatabase, SqlRow } from '../core/sql-database.ts';
import { IS_STORED } from './capture-table.ts';

/** Requests sent on, by capture. `store` and `remove` belong in a transaction. */
export interface ForwardsTable {
  store(captureId: number, record: ForwardRecord): void;
  remove(captureId: number): void;
  of(captureId: number): readonly ForwardRecord[];
}

export function forwardsTable(database: SqlDatabase): ForwardsTable {
  // A capture that was pruned meanwhile needs no record any more.
  const insert = database.prepare(
    `INSERT INTO forwards (capture_id, url, at_ms, duration_ms, status, headers, body, error)
      SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE ${IS_STORED}`,
  );
  const select = database.prepare('SELECT * FROM forwards WHERE capture_id = ? ORDER BY id');
  const remove = database.prepare('DELETE FROM forwards WHERE capture_id = ?');
  return {
    store: (captureId, { url, atMs, durationMs, response, error }) => {
      const headers = response === null ? null : JSON.stringify(response.headers.flat());
      const status = response?.status ?? null;
      const body = response?.body ?? null;
      const values = [captureId, url, atMs, durationMs, status, headers, body, error] as const;
      insert.run(...values, captureId, captureId);
    },
    remove: (captureId) => {
      remove.run(captureId);
    },
    of: (captureId) => select.all(captureId).map(recordOf),
  };
}

function recordOf(row: SqlRow): ForwardRecord {
  const { error } = row;
  return {
    url: String(row['url']),
    atMs: Number(row['at_ms']),
    durationMs: Number(row['duration_ms']),
    response: responseOf(row),
    error: typeof error === 'string' ? error : null,
  };
}

function responseOf({ status, headers, body }: SqlRow): WebhookResponse | null {
  if (typeof status !== 'number') return null;
  const flat = parsed(headers);
  const texts = Array.isArray(flat) ? flat.filter((item) => typeof item === 'string') : [];
  return {
    status,
    headers: pairsFromFlat(texts),
    body: body instanceof Uint8Array ? body : new Uint8Array(0),
  };
}

function parsed(text: unknown): unknown {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return value;
  } catch {
    return undefined; // a damaged row: what else it holds is still worth showing
  }
}
