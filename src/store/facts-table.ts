import type { CaptureFacts, EventSummary } from '../core/events.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { eventKey, eventKeys, factsColumns, factsOfRow } from './capture-facts.ts';
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
     SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM captures WHERE id = ?)`,
  );
  const select = database.prepare('SELECT * FROM capture_facts WHERE capture_id = ?');
  const remove = database.prepare('DELETE FROM capture_facts WHERE capture_id = ?');
  const addKey = database.prepare(
    'INSERT OR IGNORE INTO capture_events (event_key, capture_id) VALUES (?, ?)',
  );
  const removeKey = database.prepare(
    'DELETE FROM capture_events WHERE event_key = ? AND capture_id = ?',
  );
  const seen = database.prepare(
    `SELECT count(*) AS count, min(c.received_at_ms) AS first_ms
       FROM capture_events e JOIN captures c ON c.id = e.capture_id
      WHERE e.event_key = ? AND e.capture_id < ?`,
  );

  const removeFacts = (rowId: number): void => {
    const row = select.get(rowId);
    if (row === undefined) return;
    const facts = factsOfRow(row);
    if (facts !== null) for (const key of eventKeys(facts)) removeKey.run(key, rowId);
    remove.run(rowId);
  };

  const insertFacts = (rowId: number, facts: CaptureFacts): boolean =>
    insert.run(rowId, ...factsColumns(facts), rowId).changes > 0;

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
