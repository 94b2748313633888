import { EnvironmentError } from '../core/errors.ts';
import { SqlError, type SqlTrouble } from '../core/sql-database.ts';

export type StoreTrouble =
  | 'missing'
  | 'foreign'
  | 'newer'
  | 'damaged'
  | 'locked'
  | 'full'
  | 'read-only'
  | 'gone'
  | 'unusable';

/** The history can't be used, or not now; what is in it stays as it is. */
export class StoreError extends EnvironmentError {
  override readonly code = 'WHK_STORE';
  readonly trouble: StoreTrouble;

  constructor(
    trouble: StoreTrouble,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.trouble = trouble;
  }
}

export const SET_ASIDE_HINT =
  'move the file away, with those of the same name that end in -wal and -shm, and a new history is made';

interface Account {
  readonly trouble: StoreTrouble;
  readonly what: string;
  readonly hint: string;
}

const ROOM_HINT = 'make room on the disk, or run webhook-cli history prune';

const ACCOUNTS: Readonly<Record<SqlTrouble, Account>> = {
  missing: {
    trouble: 'missing',
    what: 'does not exist yet',
    hint: 'capture something first: webhook-cli listen',
  },
  busy: {
    trouble: 'locked',
    what: 'is locked by another program',
    hint: 'close the program that holds it, and try again',
  },
  'read-only': {
    trouble: 'read-only',
    what: "can't be written",
    hint: 'check the permissions of the file and of its folder',
  },
  io: { trouble: 'unusable', what: "can't be read or written", hint: 'check the disk' },
  damaged: { trouble: 'damaged', what: 'is damaged', hint: SET_ASIDE_HINT },
  'not-a-database': { trouble: 'damaged', what: 'is no history, or damaged', hint: SET_ASIDE_HINT },
  full: { trouble: 'full', what: "can't grow: the disk is full", hint: ROOM_HINT },
  'cannot-open': {
    trouble: 'unusable',
    what: "can't be opened",
    hint: 'check the permissions of the file and of its folder, in which SQLite keeps files beside it',
  },
  other: { trouble: 'unusable', what: "can't be used", hint: SET_ASIDE_HINT },
};

/** What an error of SQLite means for the history at `path`; other errors pass through. */
export function storeErrorOf(path: string, error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  const { trouble, what, hint } = ACCOUNTS[error.trouble];
  return new StoreError(trouble, `the history ${path} ${what} (${error.message})`, {
    hint,
    cause: error,
  });
}

/** Runs work on the history at `path`; errors of SQLite come out as {@link StoreError}. */
export async function inStoreTerms<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeErrorOf(path, error);
  }
}
