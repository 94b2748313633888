import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../../src/core/errors.ts';
import type { Fixture, FixtureBody } from '../../src/core/fixture.ts';
import { readFixtures } from '../../src/io/fixture-files.ts';
import { writeNewFixture } from '../../src/io/new-fixture.ts';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'webhook-cli-new-fixture-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function fixture(body: FixtureBody): Fixture {
  return {
    provider: null,
    event: null,
    capturedAt: null,
    note: null,
    request: { method: 'POST', path: '/', headers: [], body },
    response: null,
  };
}

const text = (body: string): Fixture => fixture({ kind: 'bytes', bytes: Buffer.from(body) });

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function bodiesIn(cwd: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for await (const reading of readFixtures(['.'], cwd)) {
    assert.ok(reading.ok);
    const { body } = reading.loaded.fixture.request;
    assert.equal(body.kind, 'bytes');
    bodies.push(Buffer.from(body.bytes).toString());
  }
  return bodies.sort();
}

test('a fixture never takes the name of another file: it gets a number', async (t) => {
  const cwd = folder(t);
  const path = join(cwd, 'other/1-post.yaml');
  assert.equal(await writeNewFixture(path, text('one'), null), path);
  assert.equal(await writeNewFixture(path, text('two'), null), join(cwd, 'other/1-post-2.yaml'));
  assert.equal(await writeNewFixture(path, text('three'), null), join(cwd, 'other/1-post-3.yaml'));
  assert.deepEqual(await bodiesIn(cwd), ['one', 'three', 'two']);
  assert.equal((await readdir(join(cwd, 'other'))).length, 3);
});

test('a link that leads nowhere is in the way like a file', async (t) => {
  const cwd = folder(t);
  await symlink('missing', join(cwd, 'a.yaml'));
  const saved = await writeNewFixture(join(cwd, 'a.yaml'), text('one'), null);
  assert.equal(saved, join(cwd, 'a-2.yaml'));
});

test('a body beside a fixture keeps its own file, and the fixture names it', async (t) => {
  const cwd = folder(t);
  const large = fixture({ kind: 'file', path: '1.body' });
  await writeNewFixture(join(cwd, '1-post.yaml'), large, chunks('o', 'ne'));
  await writeNewFixture(join(cwd, '1-put.yaml'), large, chunks('two'));
  assert.deepEqual((await readdir(cwd)).sort(), [
    '1-2.body',
    '1-post.yaml',
    '1-put.yaml',
    '1.body',
  ]);
  assert.deepEqual(await bodiesIn(cwd), ['one', 'two']);
});

test('writers in several processes at once lose nothing', async (t) => {
  const cwd = folder(t);
  const module = fileURLToPath(new URL('../../src/io/new-fixture.js', import.meta.url));
  const program = `
    const { writeNewFixture } = await import(process.argv[1]);
    for (let number = 0; number < 20; number += 1) {
      const bytes = Buffer.from(process.argv[3] + number);
      const request = { method: 'POST', path: '/', headers: [], body: { kind: 'bytes', bytes } };
      const none = { provider: null, event: null, capturedAt: null, note: null, response: null };
      await writeNewFixture(process.argv[2], { ...none, request }, null);
    }`;
  const writers = ['a', 'b', 'c'].map((name) =>
    spawn(
      process.execPath,
      ['--input-type=module', '-e', program, module, join(cwd, '1-post.yaml'), name],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    ),
  );
  for (const [code] of await Promise.all(writers.map((writer) => once(writer, 'close')))) {
    assert.equal(code, 0);
  }
  const wanted = ['a', 'b', 'c'].flatMap((name) =>
    Array.from({ length: 20 }, (_, number) => `${name}${number}`),
  );
  assert.deepEqual(await bodiesIn(cwd), wanted.sort());
  assert.equal((await readdir(cwd)).length, 60);
});

test('a fixture that can not be written leaves no body behind', async (t) => {
  const cwd = folder(t);
  const large = fixture({ kind: 'file', path: '1.body' });
  const failing = (async function* () {
    yield Buffer.from('half');
    throw new Error('gone');
  })();
  await assert.rejects(writeNewFixture(join(cwd, '1.yaml'), large, failing), EnvironmentError);
  const long = `${'x'.repeat(300)}.yaml`; // longer than a name can be
  await assert.rejects(writeNewFixture(join(cwd, long), large, chunks('one')), EnvironmentError);
  assert.deepEqual(await readdir(cwd), []);
});
