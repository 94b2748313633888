import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EnvironmentError } from '../../src/core/errors.ts';
import { bodyFiles, openBodyFile } from '../../src/io/body-files.ts';

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-cli-bodies-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function store(folder: string, content: string): Promise<string> {
  const writer = await openBodyFile(folder);
  await writer.write(Buffer.from(content));
  return (await writer.finish()).sha256;
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const list: Uint8Array[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return Buffer.concat(list);
}

test('a body written in chunks is named by its SHA-256 and reads back whole and in parts', async (t) => {
  const folder = join(await temporaryFolder(t), 'bodies');
  const chunks = [randomBytes(100_000), Buffer.alloc(0), randomBytes(70_001)];
  const whole = Buffer.concat(chunks);
  const writer = await openBodyFile(folder);
  for (const chunk of chunks) await writer.write(chunk);
  const stored = await writer.finish();
  const sha256 = createHash('sha256').update(whole).digest('hex');
  assert.deepEqual(stored, { sha256, bytes: 170_001 });
  assert.deepEqual(await readdir(folder), [sha256]);
  const files = bodyFiles(folder);
  assert.ok(whole.equals(await files.read(sha256)));
  assert.ok(whole.equals(await collected(files.stream(sha256))));
  assert.equal(files.has(sha256), true);
});

test('only the owner may read body files', { skip: process.platform === 'win32' }, async (t) => {
  const folder = join(await temporaryFolder(t), 'bodies');
  const sha256 = await store(folder, 'secret');
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(join(folder, sha256))).mode & 0o777, 0o600);
});

test('the same content twice is one file, and an aborted body is none', async (t) => {
  const folder = await temporaryFolder(t);
  const [first, second] = await Promise.all([store(folder, 'same'), store(folder, 'same')]);
  assert.equal(first, second);
  const writer = await openBodyFile(folder);
  await writer.write(Buffer.from('half'));
  await writer.abort();
  await writer.abort();
  assert.deepEqual(await readdir(folder), [first]);
});

test('removing gives the bytes freed, and a file that is gone frees none', async (t) => {
  const folder = await temporaryFolder(t);
  const sha256 = await store(folder, 'five!');
  const files = bodyFiles(folder);
  assert.equal(files.remove(sha256), 5);
  assert.equal(files.has(sha256), false);
  assert.equal(files.remove(sha256), 0);
  await assert.rejects(files.read(sha256), EnvironmentError);
  await assert.rejects(collected(files.stream(sha256)), EnvironmentError);
});

test('a file whose content is not what its name says is not read', async (t) => {
  const folder = await temporaryFolder(t);
  const sha256 = await store(folder, 'right');
  await writeFile(join(folder, sha256), 'wrong');
  await assert.rejects(bodyFiles(folder).read(sha256), /is damaged/);
});

test('old files are told apart from new, unfinished from finished, and strangers are let be', async (t) => {
  const folder = await temporaryFolder(t);
  const [oldBody, newBody] = [await store(folder, 'old'), await store(folder, 'new')];
  for (const name of ['tmp-old', 'tmp-new', 'README']) await writeFile(join(folder, name), 'x');
  for (const name of [oldBody, 'tmp-old', 'README']) await utimes(join(folder, name), 100, 100);
  const files = bodyFiles(folder);
  assert.deepEqual(await files.olderThan(200_000), [oldBody]);
  assert.equal(await files.removeUnfinished(200_000), 1);
  assert.deepEqual((await readdir(folder)).sort(), ['README', newBody, oldBody, 'tmp-new'].sort());
});

test('a folder that is not there holds nothing', async (t) => {
  const files = bodyFiles(join(await temporaryFolder(t), 'none'));
  assert.deepEqual(await files.olderThan(Date.now()), []);
  assert.equal(await files.removeUnfinished(Date.now()), 0);
});

test('a folder that can not be made is an error that names the file', async (t) => {
  const file = join(await temporaryFolder(t), 'file');
  await writeFile(file, '');
  await assert.rejects(openBodyFile(join(file, 'bodies')), /can't use the body file .*tmp-/);
});
