import type { SqlDatabase } from '../core/sql-database.ts';

/** What is removed in one transaction. */
export const REMOVED_ROWS = 2_000;

/**
 * Removes some of what is left of a run: attempts, then deliveries, then the run itself. Belongs in a transaction.
 *
 * @returns whether anything is left
 */
export function removeSome(database: SqlDatabase, runId: number): boolean {
  const attempts = database.prepare(
    `DELETE FROM attempts WHERE id IN (SELECT id FROM attempts WHERE run_id = ? LIMIT ${REMOVED_ROWS})`,
  );
  if (attempts.run(runId).changes > 0) return true;
  const deliveries = database.prepare(
    `DELETE FROM deliveries WHERE run_id = ? AND number IN (SELECT number FROM deliveries WHERE run_id = ? LIMIT ${REMOVED_ROWS})`,
  );
  if (deliveries.run(runId, runId).changes > 0) return true;
  database.prepare('DELETE FROM runs WHERE id = ?').run(runId);
  return false;
}
