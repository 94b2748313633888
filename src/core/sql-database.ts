/**
 * What SQLite keeps. Drivers bind every `number` as a real, which an INTEGER column turns back; whole numbers that are
 * read stay below 2^53, and text holds neither NUL nor lone surrogates.
 */
export type SqlValue = number | bigint | string | Uint8Array | null;

export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface SqlOutcome {
  /** Rows changed. */
  readonly changes: number;
  /** Row id of the last insertion. */
  readonly lastId: number;
}

/**
 * A prepared statement; values take the place of its question marks. There is no cursor: one left half read holds a
 * read transaction and with it the checkpoint, so that long results are read in pages.
 *
 * @throws {SqlError} from every method
 */
export interface SqlStatement {
  run(...values: readonly SqlValue[]): SqlOutcome;
  get(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): readonly SqlRow[];
}

/**
 * One connection to an SQLite file. Synchronous, as both drivers are.
 *
 * @throws {SqlError} from every method but `close`
 */
export interface SqlDatabase {
  /** Runs statements that give no rows. */
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** Runs `work`, which is synchronous, while holding the write lock, and commits; rolls back when it throws. */
  transaction<T>(work: () => T): T;
  /**
   * Resolves when what is committed by now survives a power cut, in a database that leaves that to its user (WAL with
   * `synchronous = NORMAL`). Others go on meanwhile.
   */
  syncLog(): Promise<void>;
  /** Whether the file is still where it was opened: SQLite goes on writing into one that was deleted. */
  isInPlace(): boolean;
  close(): void;
}

export type OpenSqlDatabase = (
  path: string,
  options?: { readonly readOnly?: boolean },
) => Promise<SqlDatabase>;

/** What stands in the way: by SQLite's primary result code, or that there is no file to read. */
export type SqlTrouble =
  | 'missing'
  | 'busy'
  | 'read-only'
  | 'io'
  | 'damaged'
  | 'not-a-database'
  | 'full'
  | 'cannot-open'
  | 'other';

/** An error of SQLite, whichever driver runs it. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly trouble: SqlTrouble;

  constructor(trouble: SqlTrouble, message: string, cause?: unknown) {
    super(message, { cause });
    this.trouble = trouble;
  }
}
