import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArrivedRequest } from '../../src/core/ports.ts';
import type { SqlDatabase } from '../../src/core/sql-database.ts';
import { bodyFiles } from '../../src/io/body-files.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openSqlite } from '../../src/io/sqlite.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { arrived } from './captures.ts';

/** Keeps requests in the history of a folder, each in a row of its own, as if a listener had captured them. */
export async function captureInto(
  cwd: string,
  requests: readonly Partial<ArrivedRequest>[],
): Promise<void> {
  const folder = join(cwd, '.webhook-cli');
  await mkdir(folder, { recursive: true });
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const history = await openHistory(join(folder, 'history.db'), {
    openDatabase: openSqlite,
    bodies: bodyFiles(join(folder, 'bodies')),
    clock: systemClock,
    logger: silent,
  });
  for (const request of requests) await history.append(arrived(request));
  await history.close();
}

/** Works on the database of a folder behind the program's back. */
export async function changeHistory(
  cwd: string,
  work: (database: SqlDatabase) => void,
): Promise<void> {
  const database = await openSqlite(join(cwd, '.webhook-cli', 'history.db'));
  work(database);
  database.close();
}
