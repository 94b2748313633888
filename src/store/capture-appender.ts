import type { BodyFiles } from '../core/body-files.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import { encodeHead } from './capture-head.ts';
import type { GroupWriter } from './group-writer.ts';
import { StoreError } from './store-error.ts';

interface Pending {
  readonly request: ArrivedRequest;
  readonly head: string;
  readonly resolve: (id: string) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that go into the database together; open until they do. */
interface Batch {
  readonly pending: Pending[];
  bytes: number;
}

const MAX_BATCH_BYTES = 1024 * 1024;
/** Rows a statement: each call into the driver costs as much as a row. */
const ROWS = 8;
const COLUMNS = '(received_at_ms, body_bytes, body_file, head, body)';

/**
 * Adds captures to the database, all that come in one turn with a few statements. A body is in its row, or in the file
 * that the request names.
 */
export class CaptureAppender {
  readonly #writer: Pick<GroupWriter, 'add'>;
  readonly #bodies: Pick<BodyFiles, 'has'>;
  readonly #insertOne: (pending: readonly Pending[]) => number;
  readonly #insertMany: (pending: readonly Pending[]) => number;
  #open: Batch | undefined;

  constructor(
    database: SqlDatabase,
    writer: Pick<GroupWriter, 'add'>,
    bodies: Pick<BodyFiles, 'has'>,
  ) {
    this.#writer = writer;
    this.#bodies = bodies;
    this.#insertOne = inserter(database, 1);
    this.#insertMany = inserter(database, ROWS);
  }

  /** Resolves with the id when the request is safe. */
  append(request: ArrivedRequest): Promise<string> {
    const batch = this.#open ?? this.#openBatch();
    const head = encodeHead(request);
    batch.bytes += head.length + request.body.length;
    if (batch.bytes >= MAX_BATCH_BYTES) this.#open = undefined;
    return new Promise((resolve, reject) => {
      batch.pending.push({ request, head, resolve, reject });
    });
  }

  /** Appends once `ready` gives the request; what comes later gets a later id. */
  appendLater(ready: Promise<ArrivedRequest>): Promise<string> {
    this.#open = undefined;
    let later: ArrivedRequest | undefined;
    const known = ready.then((request) => {
      later = request;
    });
    return new Promise((resolve, reject) => {
      const insert = (): readonly (() => void)[] => {
        if (later === undefined) throw new Error('a job runs when it is ready');
        return this.#insert([{ request: later, head: encodeHead(later), resolve, reject }]);
      };
      this.#writer.add(insert, ROW_OVERHEAD_BYTES, { ready: known }).then(settle, reject);
    });
  }

  #openBatch(): Batch {
    const batch: Batch = { pending: [], bytes: 0 };
    this.#open = batch;
    const begins = (): void => {
      if (this.#open === batch) this.#open = undefined;
    };
    this.#writer
      .add(
        () => this.#insert(batch.pending),
        () => batch.bytes,
        { begins },
      )
      .then(settle, (error: unknown) => {
        begins();
        for (const { reject } of batch.pending) reject(error);
      });
    return batch;
  }

  /** Inserts, and gives what is to be called once that is committed. */
  #insert(batch: readonly Pending[]): readonly (() => void)[] {
    const outcomes: (() => void)[] = [];
    let rows: Pending[] = [];
    const flush = (insert: (pending: readonly Pending[]) => number): void => {
      let id = insert(rows) - rows.length;
      for (const { resolve } of rows) {
        id += 1;
        const given = `${id}`;
        outcomes.push(() => resolve(given));
      }
      rows = [];
    };
    for (const pending of batch) {
      const lost = this.#lostFile(pending.request);
      if (lost !== undefined) outcomes.push(() => pending.reject(lost));
      else rows.push(pending);
      if (rows.length === ROWS) flush(this.#insertMany);
    }
    for (const pending of rows.splice(0)) {
      rows = [pending];
      flush(this.#insertOne);
    }
    return outcomes;
  }

  /** Pruning removes files without a capture under the very lock that is held now, and this one had none yet. */
  #lostFile({ bodyFile }: ArrivedRequest): StoreError | undefined {
    if (bodyFile === undefined || this.#bodies.has(bodyFile.sha256)) return undefined;
    return new StoreError('gone', `the body file ${bodyFile.sha256} was removed before its use`);
  }
}

const ROW_OVERHEAD_BYTES = 1024;

function settle(outcomes: readonly (() => void)[]): void {
  for (const tell of outcomes) tell();
}

/** Inserts so many rows with one statement; returns the id of the last, those before it have the ids before. */
function inserter(database: SqlDatabase, rows: number): (pending: readonly Pending[]) => number {
  const places = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?)').join(', ');
  const insert = database.prepare(`INSERT INTO captures ${COLUMNS} VALUES ${places}`);
  return (pending) => {
    const values: SqlValue[] = [];
    for (const { request, head } of pending) {
      const { receivedAtMs, body, bodyFile } = request;
      if (bodyFile === undefined) values.push(receivedAtMs, body.length, null, head, body);
      else values.push(receivedAtMs, bodyFile.bytes, bodyFile.sha256, head, null);
    }
    return insert.run(...values).lastId;
  };
}
