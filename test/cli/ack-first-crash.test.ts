import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { records, testFolder } from '../helpers/cli.ts';
import { heldTarget } from '../helpers/held-target.ts';
import { postTo, startListenCli } from '../helpers/listener-cli.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

/** A listener in a process of its own. */
async function startedProcess(t: TestContext, cwd: string, target: string) {
  const child = spawn(
    process.execPath,
    [MAIN, 'listen', '--json', '--port', '0', '--forward-to', target, '--ack-first'],
    { cwd, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  t.after(() => child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const lines = createInterface({ input: child.stdout });
  const [ready] = await once(lines, 'line');
  const closed = once(child, 'close');
  return {
    url: String(records(`${ready}\n`)[0]?.['url']),
    stderr: () => stderr,
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** A command in a process of its own, with what it said. */
async function cliProcess(t: TestContext, cwd: string, args: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '' };
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode, stderr };
}

describe('--ack-first and processes that are killed', () => {
  it('sends the rest in order after SIGKILL, and repeats only what was under way', async (t) => {
    const cwd = testFolder(t);
    const target = await heldTarget(t, (_body, ordinal) => ordinal > 20);
    const killed = await startedProcess(t, cwd, target.url);
    const all = Array.from({ length: 40 }, (_, index) => `n${index}`);
    for (const body of all) assert.equal((await postTo(killed.url, body)).status, 200);
    await target.arrivals(21);
    assert.equal(killed.stderr(), '');
    await killed.kill();
    assert.deepEqual(target.bodies, all.slice(0, 21));
    target.release();
    const flags = ['--forward-to', target.url, '--ack-first'];
    const { running } = await startListenCli(t, flags, cwd);
    await running.line('attempt', 19);
    assert.deepEqual(target.bodies.slice(21), all.slice(20));
  });

  for (const round of [1, 2]) {
    it(`loses nothing that was acknowledged while many came (round ${round})`, async (t) => {
      const cwd = testFolder(t);
      const target = await heldTarget(t);
      const killed = await startedProcess(t, cwd, target.url);
      const acknowledged: string[] = [];
      let next = 0;
      let dying: Promise<void> | undefined;
      const sender = async (): Promise<void> => {
        while (dying === undefined) {
          const body = `n${next++}`;
          const { status } = await postTo(killed.url, body).catch(() => ({ status: 0 }));
          if (status === 200) acknowledged.push(body);
          if (acknowledged.length === 100 + round * 31) dying ??= killed.kill();
        }
      };
      await Promise.all(Array.from({ length: 8 }, sender));
      await dying;
      const before = target.bodies.length;
      const { running, url } = await startListenCli(
        t,
        ['--forward-to', target.url, '--ack-first'],
        cwd,
      );
      await postTo(url, 'last');
      await target.arrivals(before);
      while (!target.bodies.includes('last')) await target.arrivals(target.bodies.length + 1);
      running.stop();
      await running.ended;
      const arrived = new Set(target.bodies);
      for (const body of acknowledged) assert.ok(arrived.has(body), `${body} was lost`);
      const repeated = target.bodies.length - arrived.size;
      assert.ok(repeated <= 1, `${repeated} were repeated`);
    });
  }

  it('leaves what another listener captured to that one while it runs, and takes it over afterwards', async (t) => {
    const cwd = testFolder(t);
    const target = await heldTarget(t, (body) => body === 'a1');
    const first = await startedProcess(t, cwd, target.url);
    for (const body of ['a1', 'a2']) await postTo(first.url, body);
    await target.arrivals(1);
    const flags = ['--forward-to', target.url, '--ack-first'];
    const second = await startListenCli(t, flags, cwd);
    await postTo(second.url, 'b1');
    await second.running.line('attempt');
    second.running.stop();
    assert.match(
      (await second.running.ended).stderr,
      /^2 requests wait with another listener, which sends them\n$/,
    );
    await first.kill();
    target.release();
    const third = await startListenCli(t, flags, cwd);
    await third.running.line('attempt', 1);
    assert.deepEqual(target.bodies, ['a1', 'b1', 'a1', 'a2']);
  });

  it('ends at once when its port is taken, though requests wait for a target that is down', async (t) => {
    const cwd = testFolder(t);
    const target = await heldTarget(t);
    await target.down();
    const first = await startedProcess(t, cwd, target.url);
    await postTo(first.url, 'a');
    await first.kill();
    const taken = createServer().listen(0, '127.0.0.1');
    t.after(() => taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const flags = ['--port', `${port}`, '--forward-to', target.url, '--ack-first'];
    const second = await cliProcess(t, cwd, ['listen', ...flags]);
    assert.equal(second.exitCode, 4);
    assert.match(second.stderr, /1 request waits to be sent on;.*is already in use/s);
  });
});
