import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { EnvironmentError } from '../../src/core/errors.ts';
import type { Fixture } from '../../src/core/fixture.ts';
import { formatProblem } from '../../src/core/located-problem.ts';
import { fixtureText, readFixtures, writeFixtureFile } from '../../src/io/fixture-files.ts';

/** A folder with these files, removed after the test. */
async function folderOf(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-cli-fixtures-'));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

function fixtureNamed(note: string): string {
  return `version: 1\nnote: ${note}\nrequest: {body: x}\n`;
}

/** Sources of the good readings and problems of the others, in order. */
async function read(cwd: string, ...patterns: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const reading of readFixtures(patterns, cwd)) {
    lines.push(reading.ok ? reading.loaded.source : formatProblem(reading.problem));
  }
  return lines;
}

const TREE = {
  'fixtures/mailgun/bounce.yaml': fixtureNamed('a'),
  'fixtures/mailgun/click.yml': fixtureNamed('b'),
  'fixtures/mailgun/README.md': 'not a fixture',
  'fixtures/stripe/Zed.YAML': fixtureNamed('c'),
  'fixtures/stripe/a/deep.yaml': fixtureNamed('d'),
  'fixtures/stripe/a.yaml': fixtureNamed('e'),
  'fixtures/.hidden/x.yaml': fixtureNamed('f'),
  'fixtures/node_modules/x.yaml': fixtureNamed('g'),
  'fixtures/.x.yaml': fixtureNamed('h'),
};
const MAILGUN = ['fixtures/mailgun/bounce.yaml', 'fixtures/mailgun/click.yml'];
const STRIPE = [
  'fixtures/stripe/Zed.YAML',
  'fixtures/stripe/a/deep.yaml',
  'fixtures/stripe/a.yaml',
];

test('a folder stands for its fixtures, sorted by name, folders included', async (t) => {
  const cwd = await folderOf(t, TREE);
  const all = [...MAILGUN, ...STRIPE];
  assert.deepEqual(await read(cwd, 'fixtures'), all);
  assert.deepEqual(await read(cwd, 'fixtures/'), all);
  assert.deepEqual(await read(cwd, '.'), all);
  assert.deepEqual(
    await read(cwd, join(cwd, 'fixtures/mailgun')),
    MAILGUN.map((name) => join(cwd, name)),
  );
  const hidden = ['fixtures/.hidden/x.yaml', 'fixtures/.x.yaml', 'fixtures/node_modules/x.yaml'];
  assert.deepEqual(
    await read(cwd, 'fixtures/.hidden', 'fixtures/.*.yaml', 'fixtures/node_modules/*'),
    hidden,
  );
});

test('globs match fixtures and the folders that hold them', async (t) => {
  const cwd = await folderOf(t, TREE);
  assert.deepEqual(await read(cwd, 'fixtures/*/*.yaml'), [MAILGUN[0], STRIPE[2]]);
  assert.deepEqual(await read(cwd, 'fixtures/**/*.yaml'), [MAILGUN[0], STRIPE[1], STRIPE[2]]);
  assert.deepEqual(await read(cwd, '**/deep.yaml'), [STRIPE[1]]);
  assert.deepEqual(await read(cwd, 'fixtures/m*'), MAILGUN);
  assert.deepEqual(await read(cwd, 'fixtures/mailgun/*'), MAILGUN);
  assert.deepEqual(await read(cwd, 'fixtures/mailgun/**'), MAILGUN);
  assert.deepEqual(await read(cwd, 'fixtures/{stripe/**/deep,mailgun/click}.y{a,}ml'), [
    MAILGUN[1],
    STRIPE[1],
  ]);
  assert.deepEqual(await read(cwd, '{**/bounce.yaml,**/deep.yaml}'), [MAILGUN[0], STRIPE[1]]);
  assert.deepEqual(await read(cwd, './fixtures/[m]*/?ounce.yaml'), [
    './fixtures/mailgun/bounce.yaml',
  ]);
  assert.deepEqual(await read(cwd, `${cwd}/fixtures/*/bounce.yaml`), [join(cwd, MAILGUN[0] ?? '')]);
});

test('patterns are read in their order, and as often as they are given', async (t) => {
  const cwd = await folderOf(t, TREE);
  const [bounce = '', click = ''] = MAILGUN;
  assert.deepEqual(await read(cwd, click, bounce, click), [click, bounce, click]);
});

test('a name that exists is no pattern, whatever it looks like', async (t) => {
  const cwd = await folderOf(t, {
    '[a]{b,c}*.yaml': fixtureNamed('a'),
    'a.txt': fixtureNamed('b'),
  });
  assert.deepEqual(await read(cwd, '[a]{b,c}*.yaml'), ['[a]{b,c}*.yaml']);
  assert.deepEqual(await read(cwd, 'a.txt'), ['a.txt']);
});

test('what does not exist is a problem that names the nearest, and the others are read', async (t) => {
  const cwd = await folderOf(t, TREE);
  const none = 'no such file or folder';
  assert.deepEqual(
    await read(
      cwd,
      'fixtures/mailgun/bonce.yaml',
      'fixtures/mialgun/bounce.yaml',
      'fixtures/mailgun/bounce',
      'entirely-different',
      '',
      'fixtures/mailgun/*.json',
      '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}',
      MAILGUN[0] ?? '',
    ),
    [
      `fixtures/mailgun/bonce.yaml:1:1: ${none}; did you mean fixtures/mailgun/bounce.yaml?`,
      `fixtures/mialgun/bounce.yaml:1:1: ${none}; did you mean fixtures/mailgun?`,
      `fixtures/mailgun/bounce:1:1: ${none}; did you mean fixtures/mailgun/bounce.yaml?`,
      `entirely-different:1:1: ${none}`,
      ':1:1: expected the path of a file or folder, found empty text',
      'fixtures/mailgun/*.json:1:1: no *.yaml or *.yml file matches this pattern',
      '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}:1:1: the braces stand for more than 1000 patterns',
      MAILGUN[0],
    ],
  );
});

test('a folder without fixtures is a problem', async (t) => {
  const cwd = await folderOf(t, { 'a/b.txt': '' });
  assert.deepEqual(await read(cwd, 'a'), ['a:1:1: no *.yaml or *.yml file in this folder']);
});

test('bad files do not stop the others, and several documents come in order', async (t) => {
  const cwd = await folderOf(t, {
    'a.yaml': 'version: 1\n',
    'b.yaml': `${fixtureNamed('x')}---\n${fixtureNamed('y')}`,
    'c.yaml': Buffer.concat([Buffer.from('version: 1\nnoté: '), Buffer.from([0xe9, 0x0a])]),
    'd.yaml': Buffer.from('\ufeffversion: 1\n', 'utf16le'),
    'e.yaml': Buffer.from(`\ufeff${fixtureNamed('z')}`),
    'f.yaml': '',
  });
  assert.deepEqual(await read(cwd, '.'), [
    'a.yaml:1:1: request: missing; expected a map with headers and a body',
    'b.yaml',
    'b.yaml#2',
    'c.yaml:2:7: byte E9 is not valid UTF-8 here; expected a text file',
    'd.yaml:1:1: this file is in UTF-16; expected UTF-8',
    'e.yaml',
    'f.yaml:1:1: nothing in here; expected a fixture',
  ]);
});

test('links are followed, circles end, and a link to nowhere is a problem', {
  skip: noLinks(),
}, async (t) => {
  const cwd = await folderOf(t, { 'a/x.yaml': fixtureNamed('x'), 'b/y.yaml': fixtureNamed('y') });
  await symlink('..', join(cwd, 'a/up'));
  await symlink('../b', join(cwd, 'a/b'));
  await symlink('../a', join(cwd, 'b/a'));
  await symlink('nowhere', join(cwd, 'a/lost.yaml'));
  const lost = "a/lost.yaml:1:1: can't read this file: no such file or folder";
  assert.deepEqual(await read(cwd, 'a'), ['a/b/y.yaml', lost, 'a/x.yaml']);
  assert.deepEqual((await read(cwd, '**/x.yaml')).length, 1);
  assert.deepEqual((await read(cwd, '**')).length, 3);
});

test('a folder or file that may not be read is a problem', { skip: noPermissions() }, async (t) => {
  const cwd = await folderOf(t, {
    'a/x.yaml': fixtureNamed('x'),
    'b.yaml': fixtureNamed('y'),
    'c.yaml': fixtureNamed('z'),
  });
  await chmod(join(cwd, 'a'), 0);
  await chmod(join(cwd, 'b.yaml'), 0);
  const lines = await read(cwd, '.');
  const matched = await read(cwd, '**/*.yaml');
  await chmod(join(cwd, 'a'), 0o700); // else it can't be removed
  assert.deepEqual(lines, [
    "a:1:1: can't read this folder: no permission",
    "b.yaml:1:1: can't read this file: no permission",
    'c.yaml',
  ]);
  assert.deepEqual(matched, lines);
});

test('a pipe that is named is read, and one in a folder is passed over', {
  skip: noLinks(),
}, async (t) => {
  const cwd = await folderOf(t, { 'x.yaml': fixtureNamed('x') });
  await promisify(execFile)('mkfifo', [join(cwd, 'pipe.yaml')]);
  assert.deepEqual(await read(cwd, '.'), ['x.yaml']);
  const [lines] = await Promise.all([
    read(cwd, 'pipe.yaml'),
    writeFile(join(cwd, 'pipe.yaml'), fixtureNamed('y')),
  ]);
  assert.deepEqual(lines, ['pipe.yaml']);
});

test('a body file is read beside or below its fixture, byte for byte', async (t) => {
  const bytes = Buffer.from('00ff0d0a20efbbbf', 'hex');
  const cwd = await folderOf(t, {
    'f/a.yaml': 'version: 1\nrequest: {body_file: raw/../raw/body.bin}\n',
    'f/raw/body.bin': bytes,
  });
  for await (const reading of readFixtures(['f/a.yaml'], cwd)) {
    assert.ok(reading.ok);
    assert.deepEqual(reading.loaded.fixture.request.body, { kind: 'bytes', bytes });
  }
});

test('a body file that is missing, a folder or outside by a link is a problem where it is named', async (t) => {
  const cwd = await folderOf(t, {
    'f/a.yaml': 'version: 1\nrequest:\n  body_file: none.json\n',
    'f/b.yaml': 'version: 1\nrequest: {body_file: raw}\n',
    'f/raw/x': '',
    'secret.txt': 'secret',
  });
  const problems = [
    "f/a.yaml:3:14: request.body_file: can't read this file: no such file or folder",
    'f/b.yaml:2:22: request.body_file: expected a regular file',
  ];
  if (!noLinks()) {
    await symlink('../secret.txt', join(cwd, 'f/link'));
    await writeFile(join(cwd, 'f/c.yaml'), 'version: 1\nrequest: {body_file: link}\n');
    problems.push(
      'f/c.yaml:2:22: request.body_file: a link leads out of the folder of this fixture; expected a file beside or below it',
    );
  }
  assert.deepEqual(await read(cwd, 'f'), problems);
});

const SAMPLE: Fixture = {
  provider: null,
  event: null,
  capturedAt: null,
  note: null,
  request: {
    method: 'POST',
    path: '/',
    headers: [['A', 'b']],
    body: { kind: 'bytes', bytes: Buffer.from([0, 255]) },
  },
  response: null,
};

test('a fixture file is written for its owner alone, in a folder made for it, and nothing else is left', async (t) => {
  const cwd = await folderOf(t, {});
  const path = join(cwd, 'new/folder/a.yaml');
  await writeFixtureFile(path, [SAMPLE, SAMPLE]);
  assert.equal(await readFile(path, 'utf8'), fixtureText([SAMPLE, SAMPLE]));
  assert.deepEqual(await readdir(dirname(path)), ['a.yaml']);
  if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await read(cwd, 'new'), ['new/folder/a.yaml', 'new/folder/a.yaml#2']);
});

test('a fixture file is replaced as a whole: who has it open keeps the old one', async (t) => {
  const cwd = await folderOf(t, { 'a.yaml': 'old' });
  const before = await stat(join(cwd, 'a.yaml'));
  await writeFixtureFile(join(cwd, 'a.yaml'), [SAMPLE]);
  assert.notEqual((await stat(join(cwd, 'a.yaml'))).ino, before.ino);
  assert.equal(await readFile(join(cwd, 'a.yaml'), 'utf8'), fixtureText([SAMPLE]));
});

test('a file that cannot be written is an environment error, and leaves the folder as it was', async (t) => {
  const cwd = await folderOf(t, { 'a.yaml/x': 'in the way', file: '' });
  await assert.rejects(
    writeFixtureFile(join(cwd, 'a.yaml'), [SAMPLE]),
    (error: unknown) =>
      error instanceof EnvironmentError && error.message.startsWith("can't write "),
  );
  await assert.rejects(writeFixtureFile(join(cwd, 'file/b.yaml'), [SAMPLE]), EnvironmentError);
  assert.deepEqual((await readdir(cwd)).sort(), ['a.yaml', 'file']);
});

function noLinks(): boolean {
  return process.platform === 'win32';
}

function noPermissions(): boolean {
  return process.platform === 'win32' || process.getuid?.() === 0;
}
