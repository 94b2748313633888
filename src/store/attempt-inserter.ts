import type { SqlDatabase, SqlStatement, SqlValue } from '../core/sql-database.ts';
import type { AttemptOutcome } from './run-types.ts';

/** Rows a statement, the largest first: several in one take half the time. */
const ROWS_A_STATEMENT = [64, 16, 4, 1] as const;

/** Inserts rows of `attempts`. */
export function attemptInserter(
  database: SqlDatabase,
): (runId: number, outcomes: readonly AttemptOutcome[]) => void {
  const sizes = ROWS_A_STATEMENT.map((rows) => ({ rows, statement: prepared(database, rows) }));
  return (runId, outcomes) => {
    let done = 0;
    for (const { rows, statement } of sizes) {
      for (; outcomes.length - done >= rows; done += rows) {
        const values: SqlValue[] = [];
        for (let index = done; index < done + rows; index += 1) {
          const outcome = outcomes[index];
          if (outcome !== undefined) addValues(values, runId, outcome);
        }
        statement.run(...values);
      }
    }
  };
}

function prepared(database: SqlDatabase, rows: number): SqlStatement {
  const values = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?, ?)').join(', ');
  return database.prepare(
    `INSERT INTO attempts (run_id, number, attempt, started_at_ms, duration_ms, status, error) VALUES ${values}`,
  );
}

function addValues(values: SqlValue[], runId: number, outcome: AttemptOutcome): void {
  const { number, attempt, startedAtMs, durationMs, status, error } = outcome;
  values.push(runId, number, attempt, startedAtMs, durationMs, status, error);
}
