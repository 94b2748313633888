import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

const COMMAND = `${PROJECT_ROOT}bin/webhook-cli.js`;
/** Every write to it fails as on a full disk. */
const FULL = '/dev/full';

/** A command with stdout or stderr on a full disk. */
function start(t: TestContext, cwd: string, full: 'stdout' | 'stderr', args: readonly string[]) {
  const device = openSync(FULL, 'w');
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', full === 'stdout' ? device : 'pipe', full === 'stderr' ? device : 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode, said }));
  return { child, ended };
}

async function fileIn(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const watcher = watch(folder);
  while (!existsSync(path)) await once(watcher, 'change');
  watcher.close();
  return readFileSync(path, 'utf8');
}

const CANT_WRITE =
  "error: can't write to stdout: no space is left on the device [WHK_ENVIRONMENT]\nhint: make room, or send stdout elsewhere\n";

describe('a full disk under stdout', { skip: !existsSync(FULL), concurrency: true }, () => {
  const commands = ['providers', '--version', '--help', 'send -p mailgun -e open --print --json'];
  for (const args of commands) {
    it(`webhook-cli ${args}: one line, and exit 4`, async (t) => {
      const run = start(t, testFolder(t), 'stdout', args.split(' '));
      assert.deepEqual(await run.ended, { exitCode: 4, said: CANT_WRITE });
    });
  }

  it('listen says so once, goes on capturing, and ends with 4', async (t) => {
    const cwd = testFolder(t);
    const args = ['listen', '--json', '--port', '0', '--ready-file', 'ready', '--count', '3'];
    const run = start(t, cwd, 'stdout', args);
    const [ready] = records(await fileIn(cwd, 'ready'));
    for (const body of ['a', 'b', 'c']) {
      assert.equal((await fetch(String(ready?.['url']), { method: 'POST', body })).status, 200);
    }
    const { exitCode, said } = await run.ended;
    assert.equal(exitCode, 4);
    assert.equal(said.split(CANT_WRITE).length, 2);
    assert.match(said, /warning: requests are captured all the same, and no longer shown\n/);
    assert.equal(records((await cli(['history', '--json'], { cwd })).stdout).length, 3);
  });

  it('a signal still ends a listener that can not print', async (t) => {
    const cwd = testFolder(t);
    const run = start(t, cwd, 'stdout', ['listen', '--port', '0', '--ready-file', 'ready']);
    await fileIn(cwd, 'ready');
    run.child.kill('SIGTERM');
    assert.equal((await run.ended).exitCode, 4);
  });
});

describe('a file that may not grow', { skip: process.platform === 'win32' }, () => {
  it('is told of, also when a part of the last write was taken', async (t) => {
    const cwd = testFolder(t);
    const shell = 'ulimit -f 4; exec "$@" > out';
    const words = ['-c', shell, 'sh', process.execPath, COMMAND, 'completion', 'bash'];
    const child = spawn('sh', words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    assert.deepEqual(await once(child, 'close'), [4, null]);
    assert.match(said, /^error: can't write to stdout: the file would be too large \[/);
  });
});

describe('a full disk under stderr', { skip: !existsSync(FULL), concurrency: true }, () => {
  it('changes no exit code', async (t) => {
    const done = start(t, testFolder(t), 'stderr', ['providers', 'mailgun']);
    assert.equal((await done.ended).exitCode, 0);
    const wrong = start(t, testFolder(t), 'stderr', ['lisen']);
    assert.equal((await wrong.ended).exitCode, 2);
  });
});

describe('a terminal that is closed', { skip: process.platform === 'win32' }, () => {
  it('ends listen in order, as SIGTERM does', async (t) => {
    const cwd = testFolder(t);
    const child = spawn(process.execPath, [COMMAND, 'listen', '--json', '--port', '0'], {
      cwd,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    t.after(() => child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.kill('SIGHUP');
    assert.deepEqual(await once(child, 'close'), [0, null]);
  });
});
