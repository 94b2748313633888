import type { DeclaredPorts } from '../../src/commands/declared-providers.ts';
import { parseFixtureText } from '../../src/io/fixture-files.ts';
import { loadModule } from '../../src/io/signature-module.ts';

/** Fixture files that stand in a test, by path; modules come from the disk. */
export function memoryFiles(files: Readonly<Record<string, string>>): DeclaredPorts {
  return {
    fixtures: async function* (file) {
      const text = files[file];
      if (text === undefined) {
        const problem = { file, line: 1, column: 1, path: '', message: 'no such file' };
        yield { ok: false, problem };
      } else {
        yield* await parseFixtureText(text, file);
      }
    },
    module: loadModule,
  };
}
