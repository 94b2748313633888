import { type BodyFiles, MAX_INLINE_BODY_BYTES, type StoredBody } from '../core/body-files.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { encodeHead } from './capture-head.ts';
import { countCaptures, listCaptures } from './capture-list.ts';
import { bodyAtHand, captureInserter, readCapture, rowIdOf } from './capture-table.ts';
import { Checkpointer } from './checkpointer.ts';
import { factsTable } from './facts-table.ts';
import { cursorsTable, forwardsTable } from './forwards-table.ts';
import { GroupWriter, type GroupWriterPorts } from './group-writer.ts';
import { pruneHistory } from './prune.ts';
import { runStore } from './run-store.ts';
import { inStoreTerms, StoreError, storeErrorOf } from './store-error.ts';
import type { CaptureRecord, History } from './types.ts';

export interface HistoryPorts extends GroupWriterPorts {
  readonly bodies: BodyFiles;
}

/** A larger body goes to a file of its own. */
export const MAX_ROW_BODY_BYTES = MAX_INLINE_BODY_BYTES;

const CURSOR_BYTES = 100;

type Writing = Pick<
  History,
  'append' | 'describe' | 'forwarded' | 'moveCursor' | 'prune' | 'close' | 'runs'
>;
type Reading = Pick<
  History,
  'capture' | 'whole' | 'body' | 'last' | 'list' | 'count' | 'occurrences' | 'forwards' | 'cursor'
>;

/** The history in a database that has its tables. */
export function historyOf(
  database: SqlDatabase,
  path: string,
  ports: HistoryPorts,
  access: 'read' | 'write',
): History {
  return {
    ...reading(database, path, ports),
    ...(access === 'write' ? writing(database, path, ports) : notWriting(database, path)),
  };
}

function reading(database: SqlDatabase, path: string, { bodies }: HistoryPorts): Reading {
  const facts = factsTable(database);
  const forwards = forwardsTable(database);
  const cursors = cursorsTable(database);
  return {
    forwards: (id) => inStoreTerms(path, () => forwards.of(rowIdOf(id) ?? 0)),
    cursor: (name) => inStoreTerms(path, () => cursors.get(name)?.toString()),
    capture: (id) =>
      inStoreTerms(path, () => {
        const rowId = rowIdOf(id);
        return rowId === undefined ? undefined : readCapture(database, bodies, rowId);
      }),
    whole: (request) =>
      inStoreTerms(path, () => bodyAtHand(request, bodies, Number.POSITIVE_INFINITY)),
    body: ({ body, bodyFile }) =>
      bodyFile === undefined ? one(body) : bodies.stream(bodyFile.sha256),
    last: () => inStoreTerms(path, () => readCapture(database, bodies, 'last')),
    list: (query = {}) => told(path, listCaptures(database, query)),
    count: (filter = {}) => inStoreTerms(path, () => countCaptures(database, filter)),
    occurrences: (provider, event, beforeId) =>
      inStoreTerms(path, () => {
        const before = beforeId === undefined ? Number.MAX_SAFE_INTEGER : rowIdOf(beforeId);
        return before === undefined ? undefined : facts.occurrences(provider, event, before);
      }),
  };
}

function writing(database: SqlDatabase, path: string, ports: HistoryPorts): Writing {
  const { bodies } = ports;
  const checkpointer = new Checkpointer(database);
  const writer = new GroupWriter(database, path, checkpointer, ports);
  const facts = factsTable(database);
  const forwards = forwardsTable(database);
  const cursors = cursorsTable(database);
  const insert = captureInserter(database, bodies);
  let closed: Promise<void> | undefined;

  const appended = async (request: ArrivedRequest): Promise<CapturedRequest> => {
    const head = encodeHead(request);
    let file = request.bodyFile;
    const isLarge = request.body.length > MAX_ROW_BODY_BYTES;
    const ready = isLarge
      ? storeBody(bodies, request.body).then((stored) => {
          file = stored;
        })
      : undefined;
    const bytes = head.length + (isLarge ? 0 : request.body.length);
    const id = await writer.add(() => insert(request, head, file), bytes, ready);
    return await bodyAtHand({ id, ...request }, bodies);
  };

  return {
    runs: runStore(database, path, writer),
    append: appended,
    describe: (id, found) => {
      const rowId = rowIdOf(id);
      if (rowId !== undefined) writer.note(() => facts.store(rowId, found));
    },
    forwarded: (id, record) => {
      const rowId = rowIdOf(id);
      if (rowId !== undefined) writer.note(() => forwards.store(rowId, record));
    },
    moveCursor: (name, id) => writer.add(() => cursors.set(name, rowIdOf(id) ?? 0), CURSOR_BYTES),
    prune: (rule) =>
      inStoreTerms(path, () => pruneHistory({ database, checkpointer, facts, ...ports }, rule)),
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
  const refuse = async (): Promise<never> => {
    throw new StoreError('read-only', `the history ${path} is open for reading only`);
  };
  return {
    runs: runStore(database, path, null),
    append: refuse,
    describe: () => {},
    forwarded: () => {},
    moveCursor: refuse,
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

async function* told(
  path: string,
  captures: AsyncIterable<CaptureRecord>,
): AsyncGenerator<CaptureRecord> {
  try {
    yield* captures;
  } catch (error) {
    throw storeErrorOf(path, error);
  }
}
