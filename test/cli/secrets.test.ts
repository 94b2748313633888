import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cli, type RunningCli, records, startCli, testFolder } from '../helpers/cli.ts';
import { dnsServer } from '../helpers/dns-server.ts';

const OTHER_KEY = '0123456789abcdef0123456789abcdef';

async function listener(
  t: TestContext,
  cwd: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ running: RunningCli; url: string }> {
  const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd, env });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  return { running, url: String((await running.line('ready'))['url']) };
}

async function verdict(running: RunningCli, index = 0): Promise<string> {
  const request = await running.line('request', index);
  return (request['verification'] as { status: string }).status;
}

describe('secrets', () => {
  for (const [title, sendFlags, env] of [
    ['a flag', ['--secret', OTHER_KEY], {}],
    ['a file, without its last line end', ['--secret-file', 'key.txt'], {}],
    ['a file, without a byte order mark', ['--secret-file', 'marked.txt'], {}],
    ['a named variable', ['--secret-env', 'MY_KEY'], { MY_KEY: OTHER_KEY }],
    ["the provider's variable", [], { WEBHOOK_CLI_MAILTRAP_SECRET: OTHER_KEY }],
    ['the general variable', [], { WEBHOOK_CLI_SECRET: OTHER_KEY }],
    ['the configuration file', ['--config', 'with-key.yaml'], { MY_KEY: OTHER_KEY }],
  ] as const) {
    it(`come from ${title}`, async (t) => {
      const cwd = testFolder(t);
      writeFileSync(join(cwd, 'key.txt'), `${OTHER_KEY}\n`);
      writeFileSync(join(cwd, 'marked.txt'), `\ufeff${OTHER_KEY}\r\n`);
      writeFileSync(
        join(cwd, 'with-key.yaml'),
        // The variable is the configuration's to fill in.
        'providers:\n  mailtrap:\n    secret: $' + '{MY_KEY}\n',
      );
      const { running, url } = await listener(t, cwd, ['--secret', OTHER_KEY]);
      const sent = await cli(['send', '-p', 'mailtrap', '-e', 'open', '--to', url, ...sendFlags], {
        cwd,
        env,
      });
      assert.equal(sent.exitCode, 0, sent.stderr);
      assert.equal(await verdict(running), 'ok');
    });
  }

  it('may be several at the listener, while one is replaced by another', async (t) => {
    const cwd = testFolder(t);
    const flags = ['--secret', 'f'.repeat(32), '--secret', OTHER_KEY];
    const { running, url } = await listener(t, cwd, flags);
    await cli(['send', '-p', 'mailgun', '-e', 'open', '--to', url, '--secret', OTHER_KEY], { cwd });
    assert.equal(await verdict(running), 'ok');
  });

  it('empty ones are refused with the right shape', async (t) => {
    const run = await cli(['send', '-p', 'mailtrap', '-e', 'open', '--secret', ''], {
      cwd: testFolder(t),
    });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /error: the secret for mailtrap is empty \[WHK_SECRET\]/);
    assert.match(run.stderr, /hint: expected .*32 hex/);
  });

  it('odd ones are used, with a warning that says which shape is right', async (t) => {
    const run = await cli(
      ['send', '-p', 'mailtrap', '-e', 'open', '--secret', 'short', '--print'],
      { cwd: testFolder(t) },
    );
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(run.stderr, /warning: secret for mailtrap: .*32/);
    assert.doesNotMatch(run.stderr, /short/);
  });

  it('`secret` shows what a receiver needs, as text, as an assignment and as JSON', async (t) => {
    const cwd = testFolder(t);
    const text = await cli(['secret', 'mailgun'], { cwd });
    assert.match(text.stdout, /3f1c9a7be5d24680a1b2c3d4e5f60718/);
    const assignment = await cli(['secret', 'mailgun', '--env'], { cwd });
    assert.equal(
      assignment.stdout,
      'WEBHOOK_CLI_MAILGUN_SECRET=3f1c9a7be5d24680a1b2c3d4e5f60718\n',
    );
    const [line] = records((await cli(['secret', 'smtpeter', '--json'], { cwd })).stdout);
    assert.equal(line?.['secret'], null);
    assert.match(String(line?.['public_key']), /^-----BEGIN PUBLIC KEY-----/);
    const kept = readFileSync(join(cwd, '.webhook-cli', 'keys', 'smtpeter.pem'), 'utf8');
    assert.match(kept, /^-----BEGIN PRIVATE KEY-----/);
  });

  it('`secret ses` prints the certificate of the local key, the same every time, and listen checks with it', async (t) => {
    const cwd = testFolder(t);
    const text = await cli(['secret', 'ses'], { cwd });
    assert.match(text.stdout, /^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
    const [line] = records((await cli(['secret', 'ses', '--json'], { cwd })).stdout);
    assert.equal(line?.['certificate'], text.stdout);
    assert.equal(
      createPublicKey(String(line?.['public_key'])).equals(
        new X509Certificate(text.stdout).publicKey,
      ),
      true,
    );
    writeFileSync(join(cwd, 'ses.pem'), text.stdout);
    const other = testFolder(t);
    const { running, url } = await listener(t, other, ['--public-key', join(cwd, 'ses.pem')]);
    await cli(['send', '-p', 'ses', '-e', 'bounce', '--to', url], { cwd });
    assert.equal(await verdict(running), 'ok');
    const [given] = records(
      (await cli(['secret', 'ses', '--json', '--secret-file', 'ses.pem'], { cwd })).stdout,
    );
    assert.equal(given?.['certificate'], null);
  });
});

describe('public keys', () => {
  async function setUp(t: TestContext): Promise<{ cwd: string; pem: string; txt: string }> {
    const cwd = testFolder(t);
    const [line] = records((await cli(['secret', 'copernica', '--json'], { cwd })).stdout);
    const pem = String(line?.['public_key']);
    const base64 = pem.replace(/-----.*-----|\s/g, '');
    return { cwd, pem, txt: `v=DKIM1;k=rsa;p=${base64}` };
  }

  const send = ['send', '-p', 'copernica', '-e', 'update', '--to'];

  it('come from a PEM file', async (t) => {
    const { cwd, pem } = await setUp(t);
    writeFileSync(join(cwd, 'public.pem'), pem);
    const { running, url } = await listener(t, testFolder(t), [
      '--public-key',
      join(cwd, 'public.pem'),
    ]);
    await cli([...send, url], { cwd });
    assert.equal(await verdict(running), 'ok');
  });

  it('come from a DKIM-style TXT value', async (t) => {
    const { cwd, txt } = await setUp(t);
    const { running, url } = await listener(t, testFolder(t), ['--public-key', txt]);
    await cli([...send, url], { cwd });
    assert.equal(await verdict(running), 'ok');
  });

  it('come from DNS when asked, once for several requests, and only for names of the provider', async (t) => {
    const { cwd, txt } = await setUp(t);
    const server = await dnsServer(t, {
      'one._domainkey.copernica.com': [txt.slice(0, 200), txt.slice(200)],
    });
    const flags = ['--public-key', 'dns', '--dns-server', server.address];
    const { running, url } = await listener(t, testFolder(t), flags);
    await cli([...send, url], { cwd });
    await cli([...send, url], { cwd });
    await cli([...send, url, '--option', 'key-id=one._domainkey.attacker.example'], { cwd });
    await cli([...send, url, '--option', 'key-id=gone._domainkey.copernica.com'], { cwd });
    assert.deepEqual(
      [await verdict(running, 0), await verdict(running, 1), await verdict(running, 3)],
      ['ok', 'ok', 'no-secret'],
    );
    assert.notEqual(await verdict(running, 2), 'ok');
    assert.deepEqual(server.asked, [
      'one._domainkey.copernica.com',
      'gone._domainkey.copernica.com',
    ]);
  });

  it('a broken one is refused with the shapes that are right', async (t) => {
    const run = await cli(['listen', '--port', '0', '--public-key', 'nonsense!'], {
      cwd: testFolder(t),
    });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /\[WHK_SECRET\]\nhint: .*PEM/);
  });
});
