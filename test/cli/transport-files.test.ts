import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts';
import { cli, testFolder } from '../helpers/cli.ts';

const { privateKeyPem } = generateKeyPair('rsa-2048');
const FILES = {
  'text.pem': 'no PEM at all\n',
  'key.pem': privateKeyPem,
  'other-key.pem': generateKeyPair('rsa-2048').privateKeyPem,
  'cert.pem': selfSignedCertificate({
    privateKeyPem,
    commonName: 'client',
    notBeforeMs: Date.now(),
    notAfterMs: Date.now() + 3_600_000,
    alternativeNames: { dnsNames: ['client'], addresses: [] },
  }),
} as const;

/** Flags, exit code and what stderr says. */
const wrong: readonly (readonly [string, number, string])[] = [
  ['--cacert none.pem', 3, "--cacert: can't read none.pem: no such file or folder"],
  ['--cacert folder', 3, "--cacert: can't read folder: it is a folder"],
  ['--cacert text.pem', 3, '--cacert: text.pem is no certificate in PEM'],
  ['--cert text.pem --key key.pem', 3, '--cert: text.pem is no certificate in PEM'],
  ['--cert cert.pem --key text.pem', 3, '--key: text.pem is no unencrypted private key in PEM'],
  [
    '--cert cert.pem --key other-key.pem',
    3,
    '--key: other-key.pem is not the key of the certificate in cert.pem',
  ],
  ['--cert cert.pem', 2, '--cert and --key go together'],
  ['--key key.pem', 2, '--cert and --key go together'],
];

describe('files of certificates and keys', () => {
  for (const [flags, exitCode, message] of wrong) {
    it(`${flags} is refused before anything is sent`, async (t) => {
      const cwd = testFolder(t);
      mkdirSync(join(cwd, 'folder'));
      for (const [name, text] of Object.entries(FILES)) writeFileSync(join(cwd, name), text);
      const args = flags.split(' ');
      const commands = [
        ['send', '-p', 'mailgun', '-e', 'open', '--to', 'https://127.0.0.1:1/'],
        ['listen', '--port', '0', '--no-history', '--forward-to', 'https://127.0.0.1:1/'],
      ];
      for (const command of commands) {
        const run = await cli([...command, ...args], { cwd });
        assert.equal(run.exitCode, exitCode, run.stderr);
        assert.ok(run.stderr.includes(`error: ${message} [`), run.stderr);
      }
    });
  }

  it('those that fit are taken', async (t) => {
    const cwd = testFolder(t);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(cwd, name), text);
    const files = ['--cert', 'cert.pem', '--key', 'key.pem', '--cacert', 'cert.pem'];
    const to = ['--to', 'https://127.0.0.1:1/', '--retry', 'none'];
    const run = await cli(['send', '-p', 'mailgun', '-e', 'open', ...to, ...files], { cwd });
    assert.match(run.stdout, /nothing listens on 127\.0\.0\.1:1/);
  });
});
