import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bodyFiles } from '../../src/io/body-files.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openSqlite } from '../../src/io/sqlite.ts';
import { openHistory } from '../../src/store/open-history.ts';
import type { History } from '../../src/store/types.ts';
import { silentLogger } from '../store/opened-history.ts';

/** The history of a project folder, which is made; closed after the work on it. */
export async function inHistory<T>(
  cwd: string,
  work: (history: History) => Promise<T>,
): Promise<T> {
  const folder = join(cwd, '.webhook-cli');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ports = {
    openDatabase: openSqlite,
    bodies: bodyFiles(join(folder, 'bodies')),
    clock: systemClock,
    logger: silentLogger(),
  };
  const history = await openHistory(join(folder, 'history.db'), ports);
  try {
    return await work(history);
  } finally {
    await history.close();
  }
}

/** Runs SQL on the history of a project folder that nobody has open. */
export async function damageHistory(cwd: string, sql: string): Promise<void> {
  const database = await openSqlite(join(cwd, '.webhook-cli', 'history.db'));
  database.exec(sql);
  database.close();
}

/** Removes the files of bodies too large for a row. */
export function loseBodyFiles(cwd: string): void {
  const folder = join(cwd, '.webhook-cli', 'bodies');
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
}
