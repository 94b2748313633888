import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

describe('a file where the project folder should be', () => {
  const commands = [
    'history',
    'history runs',
    'history prune --keep 1',
    'show 1',
    'verify last',
    'replay last',
    'listen --port 0 --once',
  ];
  for (const args of commands) {
    it(`webhook-cli ${args}: exit 4, and the path`, async (t) => {
      const cwd = testFolder(t);
      writeFileSync(join(cwd, '.webhook-cli'), '');
      const run = await cli(args.split(' '), { cwd });
      assert.equal(run.exitCode, 4, run.stderr);
      assert.match(
        run.stderr,
        /^error: the history .*history\.db can't be opened \(part of the path is not a folder\) \[WHK_STORE\]\n/,
      );
    });
  }
});

describe('a file where the bodies should be', () => {
  for (const args of ['show 1', 'show 1 --body', 'verify 1', 'history prune --keep 0']) {
    it(`webhook-cli ${args}: exit 4, and the path`, async (t) => {
      const cwd = testFolder(t);
      const running = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
      const url = String((await running.line('ready'))['url']);
      await fetch(url, { method: 'POST', body: new Uint8Array(2_000_000) });
      await running.ended;
      const bodies = join(cwd, '.webhook-cli', 'bodies');
      rmSync(bodies, { recursive: true });
      writeFileSync(bodies, '');
      const run = await cli(args.split(' '), { cwd });
      assert.equal(run.exitCode, 4, run.stderr);
      assert.match(run.stderr, /^error: .*can't use the body file .*bodies.* not a folder \[/);
    });
  }
});

describe('a ready file in a folder that can not be made', {
  skip: !existsSync('/proc/self'),
}, () => {
  it('ends listen with exit 4', async (t) => {
    const args = ['listen', '--port', '0', '--ready-file', '/proc/x/r'];
    const run = await cli(args, { cwd: testFolder(t) });
    assert.equal(run.exitCode, 4);
    assert.match(run.stderr, /^error: can't write \/proc\/x\/r: no such file or folder \[/);
  });
});
