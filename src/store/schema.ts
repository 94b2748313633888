import type { SqlDatabase } from '../core/sql-database.ts';
import { SET_ASIDE_HINT, StoreError } from './store-error.ts';

/** `WHK1`, in the header of every history. */
export const APPLICATION_ID = 0x57484b31;

/**
 * Scripts that make each version from the one before; what has been released is never changed.
 *
 * Text that comes from senders is kept as JSON, whose escapes carry what SQLite's text does not: NUL and lone surrogates.
 * `heads` and `bodies` are those of capture-block.ts, of `captures` captures up to `last_id`, received at `latest_ms` and up
 * to a second before. A body may also be in the file that `body_file` names by its SHA-256.
 * AUTOINCREMENT: an id is never given twice, even when the newest captures are pruned.
 * `capture_facts` is what was found out after a request was stored; `capture_events` finds redeliveries by
 * `event_key`, a JSON list of provider, wire name and event id.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE captures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at_ms INTEGER NOT NULL,
    body_bytes INTEGER NOT NULL,
    body_file TEXT,
    head TEXT NOT NULL,
    body BLOB
  ) STRICT;
  CREATE INDEX captures_by_time ON captures (received_at_ms);
  CREATE INDEX captures_by_body_file ON captures (body_file) WHERE body_file IS NOT NULL;
  CREATE TABLE capture_facts (
    capture_id INTEGER PRIMARY KEY,
    body_sha256 TEXT NOT NULL,
    provider TEXT,
    events TEXT NOT NULL,
    verification TEXT NOT NULL,
    answered TEXT NOT NULL,
    again TEXT
  ) STRICT;
  CREATE TABLE capture_events (
    event_key TEXT NOT NULL,
    capture_id INTEGER NOT NULL,
    PRIMARY KEY (event_key, capture_id)
  ) STRICT, WITHOUT ROWID;
  `,
  // Requests sent on, and how far each queue of requests to send on has come.
  `
  CREATE TABLE forwards (
    id INTEGER PRIMARY KEY,
    capture_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    status INTEGER,
    headers TEXT,
    body BLOB,
    error TEXT
  ) STRICT;
  CREATE INDEX forwards_by_capture ON forwards (capture_id);
  CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    capture_id INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Runs of `replay`. A delivery under way is the record of an attempt that is about to be made; its result is a row of
  // `attempts`. `position` orders deliveries that are due together; only what waits has a time, and is in the index.
  `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    started_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    owner_pid INTEGER,
    elapsed_ms REAL NOT NULL DEFAULT 0,
    settings TEXT NOT NULL
  ) STRICT;
  CREATE TABLE deliveries (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at_ms INTEGER,
    position INTEGER NOT NULL,
    first_attempt_at_ms INTEGER,
    status INTEGER,
    source TEXT NOT NULL,
    fixture_file TEXT,
    document INTEGER,
    capture_id INTEGER,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (run_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_by_due_time ON deliveries (run_id, next_attempt_at_ms, position)
    WHERE next_attempt_at_ms IS NOT NULL;
  CREATE INDEX deliveries_under_way ON deliveries (run_id, number) WHERE state = 1;
  CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    status INTEGER,
    error TEXT
  ) STRICT;
  CREATE INDEX attempts_by_run ON attempts (run_id, number);
  `,
  // Every attempt paid for an index that only going on with a run reads, and that can as well read the run.
  'DROP INDEX deliveries_under_way;',
  // A row for each group of captures instead of one for each capture. They keep their ids, and ids go on where they were.
  `
  CREATE TABLE capture_blocks (
    last_id INTEGER PRIMARY KEY AUTOINCREMENT,
    captures INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL,
    body_file TEXT,
    heads TEXT NOT NULL,
    bodies BLOB
  ) STRICT;
  INSERT INTO capture_blocks
    SELECT id, 1, received_at_ms, body_file, '[[' || received_at_ms || ',' || body_bytes || ',' || head || ']]', body
      FROM captures ORDER BY id;
  DELETE FROM sqlite_sequence WHERE name = 'capture_blocks';
  UPDATE sqlite_sequence SET name = 'capture_blocks' WHERE name = 'captures';
  DROP TABLE captures;
  CREATE INDEX capture_blocks_by_time ON capture_blocks (latest_ms);
  CREATE INDEX capture_blocks_by_body_file ON capture_blocks (body_file) WHERE body_file IS NOT NULL;
  `,
  // A row for each request that waits to be sent on, and for each target, with the process that is to send it. How far a
  // queue had come told neither which requests are for its target nor who sends them.
  `
  DROP TABLE cursors;
  CREATE TABLE pending_forwards (
    target TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    capture_id INTEGER NOT NULL,
    PRIMARY KEY (target, owner_pid, capture_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pending_forwards_by_capture ON pending_forwards (capture_id);
  `,
];

export type Schema = 'empty' | 'older' | 'current';

/**
 * Tells whose file this is, without writing to it.
 *
 * @throws {StoreError} when another application or a newer version made it
 * @throws {SqlError} when it is no database
 */
export function inspectSchema(
  database: SqlDatabase,
  path: string,
  migrations: readonly string[] = MIGRATIONS,
): Schema {
  // In this order: another process may make it meanwhile, and then what is read last is there.
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
  const version = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  if (applicationId !== APPLICATION_ID) {
    if (applicationId === 0 && version === 0 && tables?.['tables'] === 0) return 'empty';
    throw new StoreError('foreign', `${path} is a database of another application`, {
      hint: SET_ASIDE_HINT,
    });
  }
  if (version > migrations.length) {
    const formats = `its format is ${version}, this one knows ${migrations.length}`;
    throw new StoreError('newer', `a newer webhook-cli made the history ${path} (${formats})`, {
      hint: 'update webhook-cli',
    });
  }
  return version === migrations.length ? 'current' : 'older';
}

/** Brings a history to the current version, or an empty file to the first and on; all of it or nothing. */
export function migrate(
  database: SqlDatabase,
  path: string,
  migrations: readonly string[] = MIGRATIONS,
): void {
  database.transaction(() => {
    // Again, under the lock: another process may have been faster.
    if (inspectSchema(database, path, migrations) === 'current') return;
    const version = pragma(database, 'user_version');
    for (const script of migrations.slice(version)) database.exec(script);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function pragma(database: SqlDatabase, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
