import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { InputError } from '../../src/core/errors.ts';
import { openKeyStore } from '../../src/io/key-store.ts';
import { projectFolder } from '../../src/io/project-folder.ts';
import { generateRsaKeyPair, publicHalf } from '../../src/signing/public-key.ts';
import { testFolder } from '../helpers/cli.ts';

const MAKER = { make: () => generateRsaKeyPair(1024), publicHalf };

describe('key store', () => {
  it('makes a pair on first use and keeps it, readable by the owner alone', async (t) => {
    const folder = testFolder(t);
    const first = await openKeyStore(async () => folder, MAKER).keyPair('copernica', 'rsa-2048');
    const again = await openKeyStore(async () => folder, MAKER).keyPair('copernica', 'rsa-2048');
    assert.deepEqual(again, first);
    assert.deepEqual(readdirSync(join(folder, 'keys')), ['copernica.pem']);
    assert.equal(statSync(join(folder, 'keys', 'copernica.pem')).mode & 0o777, 0o600);
  });

  it('ends with one pair when several make it at once', async (t) => {
    const folder = testFolder(t);
    const stores = Array.from({ length: 5 }, () => openKeyStore(async () => folder, MAKER));
    const pairs = await Promise.all(
      stores.map(async (store) => await store.keyPair('smtpeter', 'rsa-2048')),
    );
    assert.equal(new Set(pairs.map(({ publicKeyPem }) => publicKeyPem)).size, 1);
    assert.deepEqual(readdirSync(join(folder, 'keys')), ['smtpeter.pem']);
  });

  it('names the file when it holds something else', async (t) => {
    const folder = testFolder(t);
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys', 'smtpeter.pem'), 'not a key');
    await assert.rejects(
      openKeyStore(async () => folder, MAKER).keyPair('smtpeter', 'rsa-2048'),
      (error) => {
        assert.ok(error instanceof InputError);
        assert.match(error.message, /smtpeter\.pem holds no private key/);
        return true;
      },
    );
  });
});

describe('project folder', () => {
  it('is made in the working directory, closed to others and ignored by git', async (t) => {
    const cwd = testFolder(t);
    const folder = await projectFolder(cwd);
    assert.equal(folder, join(cwd, '.webhook-cli'));
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), '*\n');
  });

  it('is the nearest one above when there is one', async (t) => {
    const cwd = testFolder(t);
    const above = await projectFolder(cwd);
    const below = join(cwd, 'a', 'b');
    mkdirSync(below, { recursive: true });
    assert.equal(await projectFolder(below), above);
  });
});
