import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { records, testFolder } from '../helpers/cli.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

const COMMAND = `${PROJECT_ROOT}bin/webhook-cli.js`;

/** A listener as a CI script runs it: without stdin, and with stderr merged into stdout unless told otherwise. */
function startInScript(t: TestContext, args: readonly string[], errors: '2>&1' | '' = '2>&1') {
  const shell = `exec "$@" <&- ${errors}`;
  const child: ChildProcess = spawn(
    'sh',
    ['-c', shell, 'sh', process.execPath, COMMAND, 'listen', '--json', ...args],
    {
      cwd: testFolder(t),
      env: { PATH: process.env['PATH'] },
      stdio: ['inherit', 'pipe', 'pipe'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const lines = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (stdout.split('\n').length > count) resolve();
      };
      child.stdout?.on('data', look);
      look();
    });
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    /** The address, once it listens. */
    url: async (): Promise<string> => {
      await lines(1);
      return String(records(stdout)[0]?.['url']);
    },
    lines,
    ended: async () => {
      const [exitCode] = await closed;
      return { exitCode, stderr, types: records(stdout).map((line) => line['type']) };
    },
  };
}

async function post(url: string): Promise<void> {
  assert.equal((await fetch(url, { method: 'POST', body: '{}' })).status, 200);
}

describe('listen in a script, without stdin', { concurrency: true }, () => {
  it('--count reached ends with 0, and all that came out is NDJSON', async (t) => {
    const script = startInScript(t, ['--port', '0', '--count', '3', '--timeout', '20s']);
    const url = await script.url();
    await Promise.all([post(url), post(url), post(url)]);
    assert.deepEqual(await script.ended(), {
      exitCode: 0,
      stderr: '',
      types: ['ready', 'request', 'request', 'request'],
    });
  });

  it('--timeout before --count ends with 5, and what came is there', async (t) => {
    const script = startInScript(t, ['--port', '0', '--count', '3', '--timeout', '1500ms']);
    await post(await script.url());
    assert.deepEqual(await script.ended(), {
      exitCode: 5,
      stderr: '',
      types: ['ready', 'request'],
    });
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`${signal} before --count ends with 130, and what came is there`, async (t) => {
      const script = startInScript(t, ['--port', '0', '--count', '3', '--timeout', '20s']);
      await post(await script.url());
      await script.lines(2);
      script.child.kill(signal);
      assert.deepEqual(await script.ended(), {
        exitCode: 130,
        stderr: '',
        types: ['ready', 'request'],
      });
    });
  }

  it('a port that is taken ends with 4 and says so', async (t) => {
    const taken = createServer().listen(0, '127.0.0.1');
    t.after(() => taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    assert.ok(typeof address === 'object' && address !== null);
    const script = startInScript(t, ['--port', `${address.port}`, '--count', '3'], '');
    const { exitCode, stderr, types } = await script.ended();
    assert.equal(exitCode, 4);
    assert.match(stderr, /WHK_PORT_IN_USE/);
    assert.deepEqual(types, ['error']);
  });
});
