import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CaptureFacts } from '../../src/core/events.ts';
import type { ArrivedRequest, Clock, Logger } from '../../src/core/ports.ts';
import type { OpenSqlDatabase } from '../../src/core/sql-database.ts';
import { bodyFiles } from '../../src/io/body-files.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openWithDriver } from '../../src/io/sqlite.ts';
import type { Driver } from '../../src/io/sqlite-driver.ts';
import { libsqlDriver } from '../../src/io/sqlite-libsql.ts';
import { nodeSqliteDriver } from '../../src/io/sqlite-node.ts';
import { type HistoryOptions, type OpenPorts, openHistory } from '../../src/store/open-history.ts';
import type { History } from '../../src/store/types.ts';

/** Every SQLite that works here; Node before 22.13 has none of its own. */
export const DRIVERS: readonly Driver[] = [nodeSqliteDriver() ?? [], await libsqlDriver()].flat();

export function opener(driver: Driver): OpenSqlDatabase {
  return (path, options) => openWithDriver(driver, path, options);
}

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-cli-store-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function silentLogger(): Logger & { readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  return {
    warnings,
    debug: () => {},
    info: () => {},
    warn: (message) => void warnings.push(message),
    error: () => {},
  };
}

export function portsOf(
  driver: Driver,
  folder: string,
  given: { readonly clock?: Clock; readonly logger?: Logger } = {},
): OpenPorts {
  return {
    openDatabase: opener(driver),
    bodies: bodyFiles(join(folder, 'bodies')),
    clock: given.clock ?? systemClock,
    logger: given.logger ?? silentLogger(),
  };
}

/** A history in a folder of its own, closed and removed after the test. */
export async function newHistory(
  t: TestContext,
  driver: Driver,
  options: HistoryOptions & { readonly clock?: Clock; readonly logger?: Logger } = {},
): Promise<{ readonly history: History; readonly folder: string; readonly path: string }> {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'history.db');
  const history = await openHistory(path, portsOf(driver, folder, options), options);
  t.after(() => history.close());
  return { history, folder, path };
}

export function arrived(given: Partial<ArrivedRequest> = {}): ArrivedRequest {
  return {
    receivedAtMs: Date.UTC(2026, 10, 21, 6, 50, 0, 123),
    method: 'POST',
    path: '/hook',
    url: 'http://127.0.0.1:4665/hook',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('{}'),
    ...given,
  };
}

export function facts(given: Partial<CaptureFacts> = {}): CaptureFacts {
  return {
    bodySha256: '00'.repeat(32),
    provider: 'mailgun',
    events: [{ name: 'bounce', wireName: 'failed', id: 'e1', recipient: 'a@example.test' }],
    verification: { status: 'ok', detail: 'signature matches' },
    answered: { status: 200, source: 'default' },
    again: null,
    ...given,
  };
}

/** All of an iterable. */
export async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
