import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

const KEY = generateKeyPair('rsa-2048').privateKeyPem;
const CERTIFICATE = selfSignedCertificate({
  privateKeyPem: KEY,
  commonName: 'test',
  notBeforeMs: Date.now() - 60_000,
  notAfterMs: Date.now() + 3_600_000,
  alternativeNames: { dnsNames: ['hooks.test'], addresses: [] },
});

/** A target that nobody trusts, and that may want a client certificate; it refuses until it is told to accept. */
async function tlsTarget(t: TestContext, requestCert: boolean) {
  let status = 503;
  let arrived = 0;
  const options = { key: KEY, cert: CERTIFICATE, ca: CERTIFICATE, requestCert };
  const server = createServer(options, (request, response) => {
    arrived += 1;
    request.resume().on('end', () => response.writeHead(status).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server on TCP has an address of this kind.
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    arrived: () => arrived,
    accept: () => {
      status = 200;
    },
  };
}

async function stoppedRun(cwd: string, url: string, flags: readonly string[]): Promise<void> {
  writeFileSync(join(cwd, 'a.yaml'), "version: 1\nrequest: { body: 'hello' }\n");
  const args = ['replay', 'a.yaml', '--to', url, '--retry', '9x100ms', '--json', ...flags];
  const run = startCli(args, { cwd });
  assert.equal((await run.line('attempt'))['status'], 503);
  run.stop();
  await run.ended;
}

describe('replay --resume of a run over TLS', () => {
  it('accepts any certificate again after --insecure', async (t) => {
    const cwd = testFolder(t);
    const target = await tlsTarget(t, false);
    await stoppedRun(cwd, target.url, ['--insecure']);
    target.accept();
    const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd });
    assert.equal(resumed.exitCode, 0, resumed.stdout);
  });

  it('finds its certificates from another folder, keeps no key, and refuses when one is gone', async (t) => {
    const cwd = testFolder(t);
    const target = await tlsTarget(t, true);
    writeFileSync(join(cwd, 'c.pem'), CERTIFICATE);
    writeFileSync(join(cwd, 'k.pem'), KEY);
    const flags = ['--cacert', 'c.pem', '--cert', 'c.pem', '--key', 'k.pem'];
    await stoppedRun(cwd, target.url, [...flags, '--servername', 'hooks.test']);
    const kept = readFileSync(join(cwd, '.webhook-cli', 'history.db')).toString('latin1');
    assert.doesNotMatch(kept, /BEGIN|PRIVATE/);

    target.accept();
    const before = target.arrived();
    renameSync(join(cwd, 'k.pem'), join(cwd, 'elsewhere.pem'));
    const gone = await cli(['replay', '--resume', 'last'], { cwd });
    assert.equal(gone.exitCode, 3);
    assert.match(gone.stderr, /--key: can't read .*k\.pem/);
    assert.equal(target.arrived(), before);

    const alone = ['replay', '--resume', 'last', '--key', 'elsewhere.pem'];
    assert.equal((await cli(alone, { cwd })).exitCode, 2);
    renameSync(join(cwd, 'elsewhere.pem'), join(cwd, 'k.pem'));
    const below = join(cwd, '.webhook-cli');
    const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd: below });
    assert.equal(resumed.exitCode, 0, resumed.stdout + resumed.stderr);
  });
});
