import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { UnknownRecord } from '../../src/core/shape.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';

/** Where a listener of its own saved one request; ids begin at 1 again. */
async function savedTo(t: TestContext, cwd: string, body: string): Promise<unknown> {
  const flags = ['--json', '--port', '0', '--no-history', '--once', '--save', 'caps'];
  const listener = startCli(['listen', ...flags], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  await fetch(url, { method: 'POST', body });
  const request = await listener.line('request');
  assert.equal((await listener.ended).exitCode, 0);
  return request['saved_to'];
}

test('what --save wrote before stays, though ids begin again without a history', async (t) => {
  const cwd = testFolder(t);
  assert.equal(await savedTo(t, cwd, 'one'), join(cwd, 'caps/other/1-post.yaml'));
  assert.equal(await savedTo(t, cwd, 'two'), join(cwd, 'caps/other/1-post-2.yaml'));
  assert.deepEqual(readdirSync(join(cwd, 'caps/other')).sort(), ['1-post-2.yaml', '1-post.yaml']);
  const listed = await cli(['verify', 'caps', '--json'], { cwd });
  assert.equal(listed.stdout.split('\n').filter((line) => line !== '').length, 2);
});

const SIGNED_URL = [
  ['twilio', 'message-delivered'],
  ['mandrill', 'bounce'],
  ['smtpeter', 'bounce'],
  ['copernica', 'profile-created'],
] as const;

for (const [provider, event] of SIGNED_URL) {
  test(`send --save of ${provider} tells where it was sent, so that verify finds it right, and replay signs anew`, async (t) => {
    const cwd = testFolder(t);
    const to = 'http://hooks.example.com:8080/webhooks?tenant=7';
    const send = ['send', '-p', provider, '-e', event, '--to', to, '--print', '--save', 's.yaml'];
    const { exitCode, stderr } = await cli(send, { cwd });
    assert.equal(exitCode, 0, stderr);
    assert.match(
      readFileSync(join(cwd, 's.yaml'), 'utf8'),
      /- \[Host, ('|)hooks\.example\.com:8080\1\]/,
    );
    const verified = await cli(['verify', 's.yaml'], { cwd });
    assert.equal(verified.exitCode, 0, verified.stdout);

    const listener = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
    t.after(() => listener.stop());
    const url = String((await listener.line('ready'))['url']);
    assert.equal(
      (await cli(['replay', 's.yaml', '--to', url, '--retry', 'none'], { cwd })).exitCode,
      0,
    );
    const { verification, headers } = await listener.line('request');
    assert.equal((verification as UnknownRecord)['status'], 'ok');
    const hosts = (headers as [string, string][]).filter(([name]) => /^host$/i.test(name));
    assert.deepEqual(
      hosts.map(([, value]) => value),
      [new URL(url).host],
    );
  });
}

test('verify asks for --url where a request does not tell the URL that is signed', async (t) => {
  const cwd = testFolder(t);
  const to = 'http://127.0.0.1:3000/webhooks';
  const send = ['send', '-p', 'twilio', '-e', 'message-delivered', '--to', to, '--print'];
  await cli([...send, '--save', 's.yaml'], { cwd });
  const file = join(cwd, 's.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/ *- \[Host, .*\n/, ''));
  const guessed = await cli(['verify', 's.yaml', '--json'], { cwd });
  assert.equal(guessed.exitCode, 1);
  assert.match(String(records(guessed.stdout)[0]?.['hint']), /no Host header to tell it: .* --url/);
  assert.equal((await cli(['verify', 's.yaml', '--url', to], { cwd })).exitCode, 0);
});
