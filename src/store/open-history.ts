import { type OpenSqlDatabase, type SqlDatabase, SqlError } from '../core/sql-database.ts';
import { type HistoryPorts, historyOf } from './history.ts';
import { isLogged } from './is-logged.ts';
import { whileBusy } from './patience.ts';
import { inspectSchema, migrate } from './schema.ts';
import { storeErrorOf } from './store-error.ts';
import type { History } from './types.ts';

export interface OpenPorts extends HistoryPorts {
  readonly openDatabase: OpenSqlDatabase;
}

export interface HistoryOptions {
  /** Only look: nothing is made or changed, and what writes fails. */
  readonly readOnly?: boolean;
  /**
   * What an acknowledged request survives: `power-cut` syncs the disk before each answer, `crash` leaves that to the
   * system, which is faster where the disk is slow.
   */
  readonly survives?: 'power-cut' | 'crash';
}

/** Six requests of usual size a page: half the writes of SQLite's own 4096. */
const PAGE_BYTES = 8192;

/**
 * Opens the history, and makes or updates it where that is needed and wanted.
 *
 * @throws {StoreError} when it is missing (read-only), damaged, locked, of a newer version, or another application's
 */
export async function openHistory(
  path: string,
  ports: OpenPorts,
  { readOnly = false, survives = 'power-cut' }: HistoryOptions = {},
): Promise<History> {
  const { clock } = ports;
  try {
    const database = await whileBusy(clock, () =>
      readOnly ? openToRead(path, ports) : openToWrite(path, ports),
    );
    const syncs = survives === 'power-cut' && isLogged(database);
    return historyOf(database, path, ports, readOnly ? 'read' : { syncs });
  } catch (error) {
    throw storeErrorOf(path, error);
  }
}

async function openToRead(path: string, ports: OpenPorts): Promise<SqlDatabase> {
  const open = ports.openDatabase;
  const database = await open(path, { readOnly: true });
  const schema = orClose(database, () => inspectSchema(database, path));
  if (schema === 'current') return database;
  database.close();
  if (schema === 'empty') throw new SqlError('missing', 'the file is empty');
  (await openToWrite(path, ports)).close(); // brings it up to date
  return open(path, { readOnly: true });
}

async function openToWrite(
  path: string,
  { openDatabase, logger }: Pick<OpenPorts, 'openDatabase' | 'logger'>,
): Promise<SqlDatabase> {
  const database = await openDatabase(path);
  return orClose(database, () => {
    const schema = inspectSchema(database, path);
    if (schema === 'older') {
      logger.info(`bringing ${path} to the format of this version; a large one takes a while`);
    }
    if (schema === 'empty') {
      // Only a file without any page can still take these.
      database.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
      database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    }
    database.exec('PRAGMA journal_mode = WAL');
    // With its log as WAL, NORMAL keeps the database whole, and the writer syncs the log before it tells anybody.
    database.exec(`PRAGMA synchronous = ${isLogged(database) ? 'NORMAL' : 'FULL'}`);
    database.exec('PRAGMA fullfsync = ON'); // macOS: through the cache of the drive too
    if (schema !== 'current') migrate(database, path);
    return database;
  });
}

function orClose<T>(database: SqlDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}
