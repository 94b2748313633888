import type { SqlValue } from '../core/sql-database.ts';
import { type Driver, type DriverValue, readingUri } from './sqlite-driver.ts';

/** The part of `node:sqlite` in use; @types/node of the oldest supported Node do not have it. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => {
    exec(sql: string): void;
    prepare(sql: string): {
      run(...values: readonly SqlValue[]): {
        readonly changes: number | bigint;
        readonly lastInsertRowid: number | bigint;
      };
      all(...values: readonly SqlValue[]): readonly Readonly<Record<string, DriverValue>>[];
    };
    close(): void;
  };
}

/** The SQLite that Node brings along (22.13 and later), or `undefined`. */
export function nodeSqliteDriver(): Driver | undefined {
  const module = withoutExperimentalWarning(() => process.getBuiltinModule('node:sqlite'));
  if (!isNodeSqlite(module)) return undefined;
  return {
    name: 'node:sqlite',
    open: (path, access) => {
      const database =
        access === 'read-alone'
          ? openAlone(module, path)
          : new module.DatabaseSync(path, { readOnly: access === 'read' });
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) => {
          const statement = database.prepare(sql);
          return {
            run: (values) => statement.run(...values),
            all: (values) => statement.all(...values),
          };
        },
        close: () => database.close(),
      };
    },
    resultCode: (error) =>
      error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
        ? error.errcode
        : undefined,
  };
}

/** Node before 22.15 takes a URI for the name of a file, which there is not. */
function openAlone(
  { DatabaseSync }: NodeSqlite,
  path: string,
): InstanceType<NodeSqlite['DatabaseSync']> {
  try {
    return new DatabaseSync(readingUri(path, 'read-alone'), { readOnly: true });
  } catch {
    return new DatabaseSync(path, { readOnly: true });
  }
}

function isNodeSqlite(module: object | undefined): module is NodeSqlite {
  return module !== undefined && 'DatabaseSync' in module;
}

/** Node up to 24.14 warns on stderr when the module loads; that is nothing to its user here. */
function withoutExperimentalWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    const experimental = rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite');
    if (!experimental) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
