import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../src/core/random.ts';
import {
  defaultVerificationContent,
  makeVerificationFile,
  matchesVerificationFile,
  verificationFilePaths,
} from '../../src/providers/verification-file.ts';

const NAME = 'smtpeter-a1b2c.txt';

test('smtpeter: the verification file is looked for beside the script and in the root', () => {
  assert.deepEqual(verificationFilePaths('/dir/script.php', 'smtpeter-xxxxx.txt'), [
    '/dir/smtpeter-xxxxx.txt',
    '/smtpeter-xxxxx.txt',
  ]);
});

test('smtpeter: queries, folders and scripts in the root give the right directory', () => {
  assert.deepEqual(verificationFilePaths('/a/b/c?x=/y/z', NAME), [`/a/b/${NAME}`, `/${NAME}`]);
  assert.deepEqual(verificationFilePaths('/dir/', NAME), [`/dir/${NAME}`, `/${NAME}`]);
  assert.deepEqual(verificationFilePaths('/script.php', NAME), [`/${NAME}`]);
  assert.deepEqual(verificationFilePaths('/', NAME), [`/${NAME}`]);
  assert.deepEqual(verificationFilePaths('', NAME), [`/${NAME}`]);
  assert.deepEqual(verificationFilePaths('dir/script', NAME), [`/dir/${NAME}`, `/${NAME}`]);
});

test('smtpeter: a request asks for the file by its last segment, wherever it is', () => {
  for (const path of [`/${NAME}`, `/dir/${NAME}`, `/dir/${NAME}?x=1`, '/smtpeter%2Da1b2c.txt']) {
    assert.ok(matchesVerificationFile(path, NAME), path);
  }
  for (const path of [
    '/',
    '',
    `/${NAME}/`,
    `/x${NAME}`,
    `/${NAME}x`,
    '/%E0%A4%A',
    `/?f=/${NAME}`,
    '/SMTPETER-A1B2C.TXT',
  ]) {
    assert.ok(!matchesVerificationFile(path, NAME), path);
  }
});

test('smtpeter: each location of the file matches, for any callback', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      for (const location of verificationFilePaths(`${path}?${query}`, NAME)) {
        assert.ok(location.startsWith('/'));
        assert.ok(matchesVerificationFile(location, NAME));
      }
    }),
  );
});

test('smtpeter: a stand-in file is smtpeter-, 5 letters or digits and .txt, and holds the same token', () => {
  const file = makeVerificationFile(seededRandom('file'));
  assert.match(file.name, /^smtpeter-[a-z0-9]{5}\.txt$/);
  assert.equal(file.name, `smtpeter-${file.content}.txt`);
  assert.equal(defaultVerificationContent(file.name), file.content);
  assert.equal(defaultVerificationContent('proof.txt'), 'proof.txt');
});
