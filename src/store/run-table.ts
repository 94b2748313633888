import type { SqlDatabase, SqlRow } from '../core/sql-database.ts';
import type { RunRecord, RunState } from './run-types.ts';

/** Runs by name. What writes belongs in a transaction. */
export interface RunTable {
  create(name: string, settings: unknown, atMs: number, ownerPid: number): RunRecord;
  mark(id: number, state: RunState, ownerPid: number | null, elapsedMs: number): void;
  keep(id: number, settings: unknown): void;
  find(name: string): RunRecord | undefined;
  all(): readonly RunRecord[];
}

export function runTable(database: SqlDatabase): RunTable {
  const insert = database.prepare(
    "INSERT INTO runs (name, started_at_ms, state, owner_pid, settings) VALUES (?, ?, 'planning', ?, ?)",
  );
  const update = database.prepare(
    'UPDATE runs SET state = ?, owner_pid = ?, elapsed_ms = ? WHERE id = ?',
  );
  const change = database.prepare('UPDATE runs SET settings = ? WHERE id = ?');
  const byName = database.prepare('SELECT * FROM runs WHERE name = ?');
  const newest = database.prepare('SELECT * FROM runs ORDER BY id DESC LIMIT 1');
  const all = database.prepare('SELECT * FROM runs ORDER BY id');
  const found = (row: SqlRow | undefined): RunRecord | undefined =>
    row === undefined ? undefined : recordOf(row);
  return {
    create: (wanted, settings, startedAtMs, ownerPid) => {
      let name = wanted;
      for (let count = 2; byName.get(name) !== undefined; count += 1) name = `${wanted}-${count}`;
      const id = insert.run(name, startedAtMs, ownerPid, JSON.stringify(settings)).lastId;
      return { id, name, startedAtMs, state: 'planning', ownerPid, elapsedMs: 0, settings };
    },
    mark: (id, state, ownerPid, elapsedMs) => {
      update.run(state, ownerPid, elapsedMs, id);
    },
    keep: (id, settings) => {
      change.run(JSON.stringify(settings), id);
    },
    find: (name) => found(name === 'last' ? newest.get() : byName.get(name)),
    all: () => all.all().map(recordOf),
  };
}

function recordOf(row: SqlRow): RunRecord {
  const { owner_pid: owner } = row;
  return {
    id: Number(row['id']),
    name: String(row['name']),
    startedAtMs: Number(row['started_at_ms']),
    state: row['state'] === 'done' || row['state'] === 'open' ? row['state'] : 'planning',
    ownerPid: typeof owner === 'number' ? owner : null,
    elapsedMs: Number(row['elapsed_ms']),
    settings: JSON.parse(String(row['settings'])),
  };
}
