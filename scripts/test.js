// Runs the compiled tests. Starting a process takes longer than most test files do, so the files of an area share one.
// A file that needs a process of its own is named *.alone.test.ts. Arguments choose areas, or files by their beginnings:
//   node --enable-source-maps scripts/test.js signing render/mask
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GROUPS = join(ROOT, 'build/test-groups');
const PROCESSES_AT_ONCE = 2;
const REST = 'rest';
/** Areas with a process each, and the rest together; the longest first, so that none is left to run by itself. */
const PROCESSES = ['cli', 'providers', REST, 'doctor', 'core', 'explain', 'store', 'io'];
/** Of thousands of tests that pass the totals are enough. */
const SHOWN = new Set([
  'test:fail',
  'test:diagnostic',
  'test:stdout',
  'test:stderr',
  'test:summary',
]);

const wanted = process.argv.slice(2);
const tests = testFiles(wanted);
if (tests.length === 0) throw new Error(`no test file: ${wanted.join(' ')}`);
const missing = tests.map(compiled).filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`not compiled (remove build/ once): ${missing.join(' ')}`);

// A file of which nothing is heard has no tests, or something ended its process early: Node calls that a pass.
const silent = new Set(tests);
const shown = new PassThrough({ objectMode: true });
shown.compose(spec).pipe(process.stdout);
for await (const event of run({ files: processFiles(tests), concurrency: PROCESSES_AT_ONCE })) {
  if (event.data.file !== undefined) silent.delete(source(event.data.file));
  if (event.type === 'test:fail') process.exitCode = 1;
  if (SHOWN.has(event.type)) shown.write(event);
}
shown.end();
if (silent.size > 0 && process.exitCode === undefined) {
  process.stderr.write(`no test was run of ${[...silent].join(' ')}\n`);
  process.exitCode = 1;
}

/**
 * @param {readonly string[]} beginnings of `area/name`; none choose all
 * @returns {string[]} `test/area/name.test.ts`
 */
function testFiles(beginnings) {
  return readdirSync(join(ROOT, 'test'))
    .flatMap((area) => readdirSync(join(ROOT, 'test', area)).map((name) => `${area}/${name}`))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => beginnings.length === 0 || beginnings.some((text) => file.startsWith(text)))
    .map((file) => `test/${file}`);
}

/** @param {string} test */
function compiled(test) {
  return join(ROOT, 'build', test.replace(/ts$/, 'js'));
}

/** @param {string} file of a test, which is the compiled one where source maps are off */
function source(file) {
  return relative(ROOT, file)
    .replace(/^build\//, '')
    .replace(/js$/, 'ts');
}

/**
 * What is started: files by themselves, and a file for each process that imports the others.
 * @param {readonly string[]} tests
 * @returns {string[]}
 */
function processFiles(tests) {
  const isAlone = (test) => test.endsWith('.alone.test.ts');
  rmSync(GROUPS, { recursive: true, force: true });
  mkdirSync(GROUPS, { recursive: true });
  const started = tests.filter(isAlone).map(compiled);
  for (const name of PROCESSES) {
    const together = tests.filter((test) => processOf(test) === name && !isAlone(test));
    if (together.length === 0) continue;
    const file = join(GROUPS, `${name}.js`);
    writeFileSync(file, together.map(importLine).join(''));
    started.push(file);
  }
  return started;
}

/** @param {string} test */
function processOf(test) {
  const [, area] = test.split('/');
  return PROCESSES.includes(area) ? area : REST;
}

/** @param {string} test */
function importLine(test) {
  return `import '../${test.replace(/ts$/, 'js')}';\n`;
}
