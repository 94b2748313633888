import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, testFolder } from '../helpers/cli.ts';
import { startListenCli } from '../helpers/listener-cli.ts';

/** A body in the form of Mailgun's, from anybody. */
function bodyTo(recipient: string): string {
  return JSON.stringify({
    signature: { token: 't'.repeat(50), timestamp: '1529006854', signature: 'a'.repeat(64) },
    'event-data': {
      event: 'failed',
      severity: 'permanent',
      id: 'i',
      timestamp: 1529006854.3,
      recipient,
      message: { headers: { 'message-id': 'x' } },
    },
  });
}

async function post(url: string, recipient: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: bodyTo(recipient) });
  await response.arrayBuffer();
  return response.status;
}

const WRITE_RECIPIENT =
  "require('fs').writeFileSync(process.argv[1],process.env.WEBHOOK_RECIPIENT)";

describe('no sender can stop a listener that runs programs', () => {
  const hostile: readonly [string, recipient: string, seen: string][] = [
    ['a NUL', 'a\0b@example.com', 'a\ufffdb@example.com'],
    ['200 kB', 'é'.repeat(100_000), 'é'.repeat(4_096)],
  ];
  for (const [name, recipient, seen] of hostile) {
    it(`a recipient with ${name} is told as far as an environment can hold it`, async (t) => {
      const cwd = testFolder(t);
      const out = join(cwd, 'out.txt');
      const exec = `'${process.execPath}' -e "${WRITE_RECIPIENT}" '${out}'`;
      const { running, url } = await startListenCli(
        t,
        ['--exec', exec, '--exec-decides', '--once'],
        cwd,
      );
      assert.equal(await post(url, recipient), 200);
      assert.equal((await running.ended).exitCode, 0);
      assert.equal(readFileSync(out, 'utf8'), seen);
    });
  }

  it('a program that is gone by now is a warning, and the listener goes on', async (t) => {
    const cwd = testFolder(t);
    const { running, url } = await startListenCli(
      t,
      ['--exec', 'no-such-program', '--count', '2'],
      cwd,
    );
    assert.equal(await post(url, 'a@example.com'), 200);
    assert.equal(await post(url, 'b@example.com'), 200);
    const { exitCode, stderr } = await running.ended;
    assert.equal(exitCode, 0);
    assert.match(stderr, /no-such-program could not be started for #1\n/);
    assert.match(stderr, /no-such-program could not be started for #2\n/);
  });
});

describe('a program that is not there', { skip: process.platform === 'win32' }, () => {
  for (const program of ['no-such-program', './no-such-program', '/etc/passwd/x']) {
    it(`${program}: told before anything is captured`, async (t) => {
      const cwd = testFolder(t);
      const args = ['listen', '--port', '0', '--once', '--exec', `${program} argument`];
      const run = await cli(args, { cwd, env: { PATH: '/usr/bin:/bin' } });
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /--exec: there is no program ".*" that can be run \[WHK_USAGE\]/);
      assert.equal(existsSync(join(cwd, '.webhook-cli')), false);
    });
  }
});
