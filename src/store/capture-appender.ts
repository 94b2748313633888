import type { BodyFiles } from '../core/body-files.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { type BlockWriter, blockWriter } from './block-writer.ts';
import type { GroupWriter } from './group-writer.ts';
import { StoreError } from './store-error.ts';

interface Pending {
  readonly request: ArrivedRequest;
  /** What became of it, to be told once that is committed: its id, or why it is lost. */
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
/** What a request adds beside its body, about. */
const HEAD_BYTES = 512;

/**
 * Adds captures to the database, all that come in one turn together. A body is in the row of its block, or in the file
 * that the request names.
 */
export class CaptureAppender {
  readonly #writer: Pick<GroupWriter, 'add'>;
  readonly #bodies: Pick<BodyFiles, 'has'>;
  readonly #blocks: Pick<BlockWriter, 'append'>;
  #open: Batch | undefined;

  constructor(
    database: SqlDatabase,
    writer: Pick<GroupWriter, 'add'>,
    bodies: Pick<BodyFiles, 'has'>,
  ) {
    this.#writer = writer;
    this.#bodies = bodies;
    this.#blocks = blockWriter(database);
  }

  /** Resolves when the request is safe. */
  append(request: ArrivedRequest): Promise<CapturedRequest> {
    const batch = this.#open ?? this.#openBatch();
    batch.bytes += HEAD_BYTES + request.body.length;
    if (batch.bytes >= MAX_BATCH_BYTES) this.#open = undefined;
    return new Promise((resolve, reject) => {
      batch.pending.push({ request, outcome: undefined, resolve, reject });
    });
  }

  /** Appends once `ready` gives the request; what comes later gets a later id. */
  appendLater(ready: Promise<ArrivedRequest>): Promise<CapturedRequest> {
    this.#open = undefined;
    const pending: Pending[] = [];
    return new Promise((resolve, reject) => {
      const known = ready.then((request) => {
        pending.push({ request, outcome: undefined, resolve, reject });
      });
      this.#writer
        .add(() => this.#insert(pending), HEAD_BYTES, { ready: known })
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
    const stored: Pending[] = [];
    for (const pending of batch) {
      pending.outcome = this.#lostFile(pending.request);
      if (pending.outcome === undefined) stored.push(pending);
    }
    const ids = this.#blocks.append(stored.map(({ request }) => request));
    stored.forEach((pending, index) => {
      pending.outcome = ids[index];
    });
  }

  /** Pruning removes files without a capture under the very lock that is held now, and this one had none yet. */
  #lostFile({ bodyFile }: ArrivedRequest): StoreError | undefined {
    if (bodyFile === undefined || this.#bodies.has(bodyFile.sha256)) return undefined;
    return new StoreError('gone', `the body file ${bodyFile.sha256} was removed before its use`);
  }
}

function settle(batch: readonly Pending[]): void {
  for (const { request, outcome, resolve, reject } of batch) {
    if (typeof outcome === 'number') resolve(capturedAs(`${outcome}`, request));
    else reject(outcome);
  }
}

/** Member by member: a spread costs ten times as much, for every request. */
function capturedAs(id: string, request: ArrivedRequest): CapturedRequest {
  const { method, path, headers, body, receivedAtMs, url, httpVersion, remoteAddress } = request;
  const captured: CapturedRequest = {
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
  const { bodyFile, trailers } = request;
  if (bodyFile === undefined && trailers === undefined) return captured;
  return {
    ...captured,
    ...(trailers === undefined ? {} : { trailers }),
    ...(bodyFile === undefined ? {} : { bodyFile }),
  };
}
