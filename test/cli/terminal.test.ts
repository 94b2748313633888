import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const CTRL_C = '\u0003';

/** The exit status of the command becomes that of python3. */
const PYTHON = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** Runs a command in a terminal of its own; Node has none to give. */
function inTerminal(): ((command: readonly string[]) => readonly string[]) | undefined {
  const has = (name: string, ...args: readonly string[]): boolean =>
    spawnSync(name, args, { timeout: 5_000 }).status === 0;
  if (has('python3', '-c', 'import os, pty; os.waitstatus_to_exitcode')) {
    return (command) => ['python3', '-c', PYTHON, ...command];
  }
  if (process.platform === 'linux' && has('script', '--version')) {
    const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    return (command) => ['script', '-qec', command.map(quoted).join(' '), '/dev/null'];
  }
  return undefined;
}

interface Session {
  /** Resolves when the screen has shown it since the last key. */
  shown(text: RegExp): Promise<string>;
  press(key: string): void;
  /** @returns the exit code */
  ended(): Promise<number | null>;
}

const terminal = inTerminal();
const options = {
  skip: terminal === undefined ? 'needs python3 or script to make a terminal' : false,
};

function start(t: TestContext, cwd: string, args: readonly string[]): Session {
  assert.ok(terminal !== undefined);
  const [program = '', ...words] = terminal([process.execPath, MAIN, ...args]);
  const child: ChildProcess = spawn(program, words, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let screen = '';
  let wake: () => void = () => {};
  child.stdout?.on('data', (chunk: Buffer) => {
    screen += chunk.toString('utf8');
    wake();
  });
  const closed = once(child, 'close').then(([code]) => {
    wake();
    return typeof code === 'number' ? code : null;
  });
  return {
    shown: async (text) => {
      for (;;) {
        const found = text.exec(screen);
        if (found !== null) return found[0];
        assert.equal(child.exitCode, null, `ended without ${text}:\n${screen}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    press: (key) => {
      screen = '';
      child.stdin?.write(key);
    },
    ended: async () => await closed,
  };
}

function threeFixtures(t: TestContext): string {
  const cwd = testFolder(t);
  const one = "version: 1\nrequest: { headers: [[Content-Type, text/plain]], body: 'x' }\n";
  writeFileSync(join(cwd, 'all.yaml'), [one, one, one].join('---\n'));
  return cwd;
}

describe('in a terminal', options, () => {
  it('tells what is due, stops with Ctrl-C, goes on, pauses with p and retries now with r', async (t) => {
    const cwd = threeFixtures(t);
    const { url, kept } = await keepingTarget(t, (ordinal) => (ordinal <= 3 ? 503 : 200));
    const first = start(t, cwd, ['replay', 'all.yaml', '--to', url, '--retry', '2x10m']);
    await first.shown(/0 in flight, 0 delivered, 3 retrying, 3 to come, next in (?:10m|9m\d\ds)/);
    await first.shown(/r retry now, p pause, q stop and keep/);
    first.press(CTRL_C);
    await first.shown(/go on with: webhook-cli replay --resume replay-\w+/);
    assert.equal(await first.ended(), 130);
    const second = start(t, cwd, ['replay', '--resume', 'last']);
    await second.shown(/3 retrying, 3 to come, next in (?:10m|9m\d\ds)/);
    second.press('p');
    await second.shown(/PAUSED, [^\r\n]+\r?\n.*p go on/);
    second.press('r');
    second.press('p');
    await second.shown(/3 deliveries: 3 delivered/);
    assert.equal(await second.ended(), 0);
    assert.equal(kept.length, 6);
  });

  it('leaves at once when Ctrl-C comes again, on a line of its own that tells how to go on', async (t) => {
    const cwd = threeFixtures(t);
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets = new Set<Socket>();
    silent.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    // A server on TCP has an address of this kind.
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const line = JSON.stringify({ type: 'request', method: 'POST', path: '/', body: 'x' });
    writeFileSync(join(cwd, 'many.ndjson'), `${line}\n`.repeat(2_500));
    const leave = async (file: string, key: string): Promise<void> => {
      const run = start(t, cwd, ['replay', file, '--to', url]);
      if (file === 'many.ndjson') await run.shown(/planning: 2000 so far/);
      await run.shown(/1 in flight[^\r\n]*\r?\n.*q stop/);
      run.press(key);
      await run.shown(/STOPPING, [^\r\n]+\r?\n.*Ctrl-C leaves at once/);
      run.press(CTRL_C);
      await run.shown(/go on with: webhook-cli replay --resume last\r?\n/);
      assert.equal(await run.ended(), 130);
    };
    await Promise.all([leave('all.yaml', CTRL_C), leave('many.ndjson', 'q')]);
  });
});
