import type { CaptureFacts, EventSummary } from '../core/events.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { eventKey, eventKeys, factsColumns, factsOfRow } from './capture-facts.ts';
import { IS_STORED } from './capture-table.ts';
import type { Occurrences } from './types.ts';

/**
 * What was found out about captures, and the index by which redeliveries are found. `store` and `remove` belong in a
 * transaction.
 */
export interface FactsTable {
  /** Replaces what is there; does nothing when the capture is gone. */
  store(rowId: number, facts: CaptureFacts): void;
  remove(rowId: number): void;
  occurrences(
    provider: string,
    event: Pick<EventSummary, 'wireName' | 'id'>,
    beforeRowId: number,
  ): Occurrences | undefined;
}

export function factsTable(database: SqlDatabase): FactsTable {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO capture_facts
            (capture_id, body_sha256, provider, events, verification, answered, again)
     SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${IS_STORED}`,
  );
  const select = database.prepare('SELECT * FROM capture_facts WHERE capture_id = ?');
  const remove = database.prepare('DELETE FROM capture_facts WHERE capture_id = ?');
  const addKey = database.prepare(
    'INSERT OR IGNORE INTO capture_events (event_key, capture_id) VALUES (?, ?)',
  );
  const removeKey = database.prepare(
    'DELETE FROM capture_events WHERE event_key = ? AND capture_id = ?',
  );
  // A damaged block does not tell its times.
  const seen = database.prepare(
    `SELECT count(*) AS count,
            min(iif(json_valid(heads), heads ->> ('$[' || (capture_id - last_id + captures - 1) || '][0]'), NULL)) AS first_ms
       FROM capture_events JOIN capture_blocks
         ON last_id = (SELECT last_id FROM capture_blocks WHERE last_id >= capture_id ORDER BY last_id LIMIT 1)
      WHERE event_key = ? AND capture_id < ? AND last_id - captures < capture_id`,
  );

  const removeFacts = (rowId: number): void => {
    const row = select.get(rowId);
    if (row === undefined) return;
    const facts = factsOfRow(row);
    if (facts !== null) for (const key of eventKeys(facts)) removeKey.run(key, rowId);
    remove.run(rowId);
  };

  const insertFacts = (rowId: number, facts: CaptureFacts): boolean =>
    insert.run(rowId, ...factsColumns(facts), rowId, rowId).changes > 0;

  return {
    store: (rowId, facts) => {
      if (!insertFacts(rowId, facts)) {
        removeFacts(rowId);
        if (!insertFacts(rowId, facts)) return;
      }
      for (const key of eventKeys(facts)) addKey.run(key, rowId);
    },
    remove: removeFacts,
    occurrences: (provider, event, beforeRowId) => {
      const key = eventKey(provider, event);
      const row = key === undefined ? undefined : seen.get(key, beforeRowId);
      const firstMs = row?.['first_ms'];
      return typeof firstMs === 'number' ? { count: Number(row?.['count']), firstMs } : undefined;
    },
  };
}
