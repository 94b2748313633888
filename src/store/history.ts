import { type BodyFiles, MAX_INLINE_BODY_BYTES, type StoredBody } from '../core/body-files.ts';
import { EMPTY_BYTES } from '../core/bytes.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { CaptureAppender } from './capture-appender.ts';
import { countCaptures, listCaptures } from './capture-list.ts';
import { bodyAtHand, captureReader, recallCaptures, rowIdOf } from './capture-table.ts';
import { Checkpointer } from './checkpointer.ts';
import { factsTable } from './facts-table.ts';
import { forwardsTable } from './forwards-table.ts';
import { GroupWriter, type GroupWriterPorts } from './group-writer.ts';
import { pendingForwards, pendingForwardsTable } from './pending-forwards-table.ts';
import { pruneHistory } from './prune.ts';
import { recordedPages } from './recorded-pages.ts';
import { runStore } from './run-store.ts';
import { inStoreTerms, StoreError, storeErrorOf } from './store-error.ts';
import type { History } from './types.ts';

export interface HistoryPorts extends GroupWriterPorts {
  readonly bodies: BodyFiles;
}

/** A larger body goes to a file of its own. */
export const MAX_ROW_BODY_BYTES = MAX_INLINE_BODY_BYTES;

type Writing = Pick<
  History,
  'append' | 'describe' | 'forwarded' | 'pendingForwards' | 'prune' | 'close' | 'runs'
>;
type Reading = Pick<
  History,
  | 'capture'
  | 'recorded'
  | 'recall'
  | 'whole'
  | 'body'
  | 'last'
  | 'list'
  | 'count'
  | 'occurrences'
  | 'forwards'
>;

/** The history in a database that has its tables; `syncs` as in {@link GroupWriter}. */
export function historyOf(
  database: SqlDatabase,
  path: string,
  ports: HistoryPorts,
  access: 'read' | { readonly syncs: boolean },
): History {
  return {
    ...reading(database, path, ports),
    ...(access === 'read' ? notWriting(database, path) : writing(database, path, ports, access)),
  };
}

function reading(database: SqlDatabase, path: string, { bodies }: HistoryPorts): Reading {
  const facts = factsTable(database);
  const forwards = forwardsTable(database);
  const recorded = recordedPages(database);
  const read = captureReader(database, bodies);
  return {
    forwards: (id) => inStoreTerms(path, () => forwards.of(rowIdOf(id) ?? 0)),
    capture: (id) =>
      inStoreTerms(path, () => {
        const rowId = rowIdOf(id);
        return rowId === undefined ? undefined : read(rowId);
      }),
    recorded: (ids) => inStoreTerms(path, () => recorded(ids.flatMap((id) => rowIdOf(id) ?? []))),
    recall: (firstId, lastId) =>
      told(path, recallCaptures(database, bodies, rowIdOf(firstId) ?? 0, rowIdOf(lastId) ?? 0)),
    whole: (request) =>
      inStoreTerms(path, () => bodyAtHand(request, bodies, Number.POSITIVE_INFINITY)),
    body: ({ body, bodyFile }) =>
      bodyFile === undefined ? one(body) : bodies.stream(bodyFile.sha256),
    last: () => inStoreTerms(path, () => read('last')),
    list: (query = {}) => told(path, listCaptures(database, query)),
    count: (filter = {}) => inStoreTerms(path, () => countCaptures(database, filter)),
    occurrences: (provider, event, beforeId) =>
      inStoreTerms(path, () => {
        const before = beforeId === undefined ? Number.MAX_SAFE_INTEGER : rowIdOf(beforeId);
        return before === undefined ? undefined : facts.occurrences(provider, event, before);
      }),
  };
}

function writing(
  database: SqlDatabase,
  path: string,
  ports: HistoryPorts,
  { syncs }: { readonly syncs: boolean },
): Writing {
  const { bodies } = ports;
  const checkpointer = new Checkpointer(database);
  const writer = new GroupWriter(database, path, checkpointer, ports, syncs);
  const facts = factsTable(database);
  const forwards = forwardsTable(database);
  const pending = pendingForwardsTable(database);
  const appender = new CaptureAppender(database, writer, bodies);
  let closed: Promise<void> | undefined;

  const append = (request: ArrivedRequest): Promise<CapturedRequest> => {
    if (request.bodyFile !== undefined) {
      return appender.append(request).then((captured) => bodyAtHand(captured, bodies));
    }
    if (request.body.length <= MAX_ROW_BODY_BYTES) return appender.append(request);
    const filed = storeBody(bodies, request.body).then((bodyFile) => ({
      ...request,
      body: EMPTY_BYTES,
      bodyFile,
    }));
    // Its body is still at hand.
    return appender.appendLater(filed).then(({ id }) => ({ id, ...request }));
  };

  return {
    runs: runStore(database, path, writer),
    append,
    describe: (id, found) => {
      const rowId = rowIdOf(id);
      if (rowId !== undefined) writer.note(() => facts.store(rowId, found));
    },
    forwarded: (id, record) => {
      const rowId = rowIdOf(id);
      if (rowId !== undefined) writer.note(() => forwards.store(rowId, record));
    },
    pendingForwards: (process) => pendingForwards(pending, forwards, writer, path, process),
    prune: (rule) =>
      inStoreTerms(path, () =>
        pruneHistory(
          { database, checkpointer, records: [facts, forwards, pending], pending, ...ports },
          rule,
        ),
      ),
    close: () => {
      closed ??= writer.close().then(() => {
        checkpointer.run('TRUNCATE');
        database.close();
      });
      return closed;
    },
  };
}

function notWriting(database: SqlDatabase, path: string): Writing {
  const readOnly = (): StoreError =>
    new StoreError('read-only', `the history ${path} is open for reading only`);
  const refuse = async (): Promise<never> => {
    throw readOnly();
  };
  return {
    runs: runStore(database, path, null),
    append: refuse,
    describe: () => {},
    forwarded: () => {},
    pendingForwards: () => {
      throw readOnly();
    },
    prune: refuse,
    close: async () => database.close(),
  };
}

async function storeBody(bodies: BodyFiles, body: Uint8Array): Promise<StoredBody> {
  const writer = await bodies.open();
  try {
    await writer.write(body);
    return await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function* one(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

async function* told<T>(path: string, captures: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* captures;
  } catch (error) {
    throw storeErrorOf(path, error);
  }
}
