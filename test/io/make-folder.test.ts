import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../../src/io/make-folder.ts';
import { testFolder } from '../helpers/cli.ts';

test('a folder and those above it are made once, and the topmost is told', async (t) => {
  const root = testFolder(t);
  const folder = join(root, 'a', 'b', 'c');
  assert.equal(await makeFolder(folder), join(root, 'a'));
  assert.equal(statSync(folder).isDirectory(), true);
  assert.equal(await makeFolder(folder), undefined);
  assert.equal(await makeFolder(root), undefined);
});

test('several at once make the same folder', async (t) => {
  const folder = join(testFolder(t), 'a', 'b');
  await Promise.all(Array.from({ length: 8 }, async () => await makeFolder(folder)));
  assert.equal(statSync(folder).isDirectory(), true);
});

test('a file in the way is an error', async (t) => {
  const file = join(testFolder(t), 'file');
  writeFileSync(file, '');
  await assert.rejects(makeFolder(file), { code: 'EEXIST' });
  await assert.rejects(makeFolder(join(file, 'a', 'b')), { code: 'ENOTDIR' });
});

test('where no folder can be made it ends', { skip: !existsSync('/proc/self') }, async () => {
  await assert.rejects(makeFolder('/proc/x'), { code: 'ENOENT' });
  await assert.rejects(makeFolder('/proc/x/y/z'), { code: 'ENOENT' });
});
