import type { FixtureReading } from '../core/fixture.ts';
import { holdsCaptureLines, type LineReading, readCaptureLines } from './capture-lines.ts';
import { readFixtureFile } from './fixture-files.ts';
import { findFixtureFiles, type WantedFiles } from './fixture-paths.ts';

/** Lines that `listen`, `history` or `show` printed with `--json`. */
const LINES_NAME = /\.(?:ndjson|jsonl)$/i;
const RECORDINGS: WantedFiles = {
  name: /\.(?:ya?ml|ndjson|jsonl)$/i,
  called: '*.yaml, *.yml, *.ndjson or *.jsonl',
};
const MOST_NAMED = 3;

/**
 * Reads the recorded requests of a file, a folder or a glob in the order of the file names: fixtures, and NDJSON lines
 * that this program wrote. Folders may hold NDJSON of other programs: such files are passed over, and told of once.
 *
 * @param warn - told of what was passed over
 */
export async function* readRecordings(
  pattern: string,
  cwd: string,
  warn: (message: string) => void,
): AsyncGenerator<FixtureReading | LineReading, void, undefined> {
  const { files, isNamed, problems } = await findFixtureFiles(pattern, cwd, RECORDINGS);
  for (const problem of problems) yield { ok: false, problem };
  const foreign: string[] = [];
  let foreignFiles = 0;
  for (const file of files) {
    if (!LINES_NAME.test(file)) yield* readFixtureFile(file, cwd);
    else if (isNamed || (await holdsCaptureLines(file, cwd))) yield* readCaptureLines(file, cwd);
    else {
      foreignFiles += 1;
      if (foreign.length < MOST_NAMED) foreign.push(file);
    }
  }
  if (foreignFiles > 0) warn(passedOver(foreign, foreignFiles));
}

function passedOver(named: readonly string[], count: number): string {
  const more = count - named.length;
  const names = `${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
  const one = count === 1;
  return `${names} ${one ? 'is' : 'are'} passed over: ${one ? 'it holds' : 'they hold'} no lines that webhook-cli wrote with --json`;
}
