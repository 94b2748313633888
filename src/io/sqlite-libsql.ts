import { type Driver, type DriverDatabase, readingUri } from './sqlite-driver.ts';

/** SQLite as the package `libsql` builds it, for a Node without its own. */
export async function libsqlDriver(): Promise<Driver> {
  const { default: Libsql } = await import('libsql');
  return {
    name: 'libsql',
    open: (path, access) => {
      // The package ignores its `readonly` option; SQLite's own URI parameter works.
      const database = new Libsql(access === 'write' ? path : readingUri(path, access));
      return {
        exec: (sql) => void database.exec(sql),
        prepare: (sql) => {
          const statement = database.prepare(sql);
          return {
            run: (values) => statement.run([...values]),
            // Typed as unknown[]; rows are objects of column values.
            all: (values) => statement.all([...values]) as ReturnType<PreparedAll>,
          };
        },
        close: () => void database.close(),
      };
    },
    resultCode: (error) => {
      if (!(error instanceof Error)) return undefined;
      if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
      // An open that failed has no code of its own: `ConnectionFailed("Unable to open … : 14")`.
      const code = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message)?.[1];
      return code === undefined ? undefined : Number(code);
    },
  };
}

type PreparedAll = ReturnType<DriverDatabase['prepare']>['all'];
