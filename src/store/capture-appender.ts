import type { BodyFiles } from '../core/body-files.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase, SqlValue } from '../core/sql-database.ts';
import { encodeHead } from './capture-head.ts';
import type { GroupWriter } from './group-writer.ts';
import { StoreError } from './store-error.ts';

interface Pending {
  readonly request: ArrivedRequest;
  readonly head: string;
  /** What became of it, to be told once that is committed: its row id, or why it is lost. */
  outcome: number | StoreError | undefined;
  readonly resolve: (captured: CapturedRequest) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that go into the database together; open until they do. */
interface Batch {
  readonly pending: Pending[];
  bytes: number;
}

const MAX_BATCH_BYTES = 1024 * 1024;
/** Rows a statement, most first: each call into the driver costs as much as a row. */
const ROWS = [32, 16, 8, 4, 2, 1] as const;
const COLUMNS = '(received_at_ms, body_bytes, body_file, head, body)';

/**
 * Adds captures to the database, all that come in one turn with a few statements. A body is in its row, or in the file
 * that the request names.
 */
export class CaptureAppender {
  readonly #writer: Pick<GroupWriter, 'add'>;
  readonly #bodies: Pick<BodyFiles, 'has'>;
  readonly #inserters: readonly Inserter[];
  #open: Batch | undefined;

  constructor(
    database: SqlDatabase,
    writer: Pick<GroupWriter, 'add'>,
    bodies: Pick<BodyFiles, 'has'>,
  ) {
    this.#writer = writer;
    this.#bodies = bodies;
    this.#inserters = ROWS.map((rows) => ({ rows, insert: inserter(database, rows) }));
  }

  /** Resolves when the request is safe. */
  append(request: ArrivedRequest): Promise<CapturedRequest> {
    const batch = this.#open ?? this.#openBatch();
    const head = encodeHead(request);
    batch.bytes += head.length + request.body.length;
    if (batch.bytes >= MAX_BATCH_BYTES) this.#open = undefined;
    return new Promise((resolve, reject) => {
      batch.pending.push({ request, head, outcome: undefined, resolve, reject });
    });
  }

  /** Appends once `ready` gives the request; what comes later gets a later id. */
  appendLater(ready: Promise<ArrivedRequest>): Promise<CapturedRequest> {
    this.#open = undefined;
    const pending: Pending[] = [];
    return new Promise((resolve, reject) => {
      const known = ready.then((request) => {
        pending.push({ request, head: encodeHead(request), outcome: undefined, resolve, reject });
      });
      this.#writer
        .add(() => this.#insert(pending), ROW_OVERHEAD_BYTES, { ready: known })
        .then(() => settle(pending), reject);
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
      .then(
        () => settle(batch.pending),
        (error: unknown) => {
          begins();
          for (const { reject } of batch.pending) reject(error);
        },
      );
    return batch;
  }

  #insert(batch: readonly Pending[]): void {
    const rows: Pending[] = [];
    for (const pending of batch) {
      pending.outcome = this.#lostFile(pending.request);
      if (pending.outcome === undefined) rows.push(pending);
    }
    let at = 0;
    for (const { rows: many, insert } of this.#inserters) {
      for (; at + many <= rows.length; at += many) insert(rows.slice(at, at + many));
    }
  }

  /** Pruning removes files without a capture under the very lock that is held now, and this one had none yet. */
  #lostFile({ bodyFile }: ArrivedRequest): StoreError | undefined {
    if (bodyFile === undefined || this.#bodies.has(bodyFile.sha256)) return undefined;
    return new StoreError('gone', `the body file ${bodyFile.sha256} was removed before its use`);
  }
}

const ROW_OVERHEAD_BYTES = 1024;

function settle(batch: readonly Pending[]): void {
  for (const { request, outcome, resolve, reject } of batch) {
    if (typeof outcome === 'number') resolve(capturedAs(`${outcome}`, request));
    else reject(outcome);
  }
}

/** Member by member: a spread costs ten times as much, for every request. */
function capturedAs(id: string, request: ArrivedRequest): CapturedRequest {
  const { method, path, headers, body, receivedAtMs, url, httpVersion, remoteAddress } = request;
  const captured = {
    id,
    method,
    path,
    headers,
    body,
    receivedAtMs,
    url,
    httpVersion,
    remoteAddress,
  };
  const { bodyFile } = request;
  return bodyFile === undefined ? captured : { ...captured, bodyFile };
}

interface Inserter {
  readonly rows: number;
  readonly insert: (pending: readonly Pending[]) => void;
}

/** Inserts so many rows with one statement, and notes their ids. */
function inserter(database: SqlDatabase, rows: number): Inserter['insert'] {
  const places = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?)').join(', ');
  const insert = database.prepare(`INSERT INTO captures ${COLUMNS} VALUES ${places}`);
  return (pending) => {
    const values: SqlValue[] = [];
    for (const { request, head } of pending) {
      const { receivedAtMs, body, bodyFile } = request;
      if (bodyFile === undefined) values.push(receivedAtMs, body.length, null, head, body);
      else values.push(receivedAtMs, bodyFile.bytes, bodyFile.sha256, head, null);
    }
    let id = insert.run(...values).lastId - rows; // they have the ids before
    for (const row of pending) {
      id += 1;
      row.outcome = id;
    }
  };
}
