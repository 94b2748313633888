import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { isProgram } from '../../src/io/is-program.ts';
import { runCommand } from '../../src/io/run-command.ts';
import { testFolder } from '../helpers/cli.ts';

const NOTHING = { stdin: new Uint8Array(0), env: {} };

/** Says on a socket that it is there, and does not end when it is told to. */
const STUBBORN = `process.on('SIGTERM', () => {});
require('node:net').connect(Number(process.argv[1]), '127.0.0.1').write('here');`;

describe('runCommand', () => {
  const never = new AbortController().signal;

  it('a program that can not be started is 127, also where that is thrown at once', async (t) => {
    const file = join(testFolder(t), 'file');
    writeFileSync(file, '');
    const run = async (program: string, env = {}): Promise<number> =>
      await runCommand({ ...NOTHING, argv: [program], env, signal: never });
    assert.equal(await run('no-such-program'), 127);
    assert.equal(await run(file), 127);
    assert.equal(await run(join(file, 'x')), 127);
    assert.equal(await run(process.execPath, { LONG: 'x'.repeat(8_000_000) }), 127);
    assert.equal(await run(process.execPath, { NUL: 'a\0b' }), 127);
  });

  it('a program that takes no notice of SIGTERM is killed', async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const stop = new AbortController();
    const argv = [process.execPath, '-e', STUBBORN, String(address.port)] as const;
    const connected = once(server, 'connection');
    const ended = runCommand({ ...NOTHING, argv: [...argv], signal: stop.signal }, 1);
    const [socket] = (await connected) as [Socket];
    socket.on('error', () => undefined);
    await once(socket, 'data');
    stop.abort();
    assert.equal(await ended, 128);
  });

  it('may run many at once without a warning', async (t) => {
    const warnings: string[] = [];
    const warned = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', warned);
    t.after(() => process.off('warning', warned));
    const argv = [process.execPath, '--version'] as const;
    const { signal } = new AbortController();
    const runs = Array.from({ length: 12 }, async () => {
      return await runCommand({ ...NOTHING, argv: [...argv], signal });
    });
    assert.deepEqual(await Promise.all(runs), Array(12).fill(0));
    assert.ok(!warnings.includes('MaxListenersExceededWarning'));
  });

  it('starts nothing once it is told to end', async () => {
    const argv = ['no-such-program'] as const;
    assert.equal(
      await runCommand({ ...NOTHING, argv: [...argv], signal: AbortSignal.abort() }),
      128,
    );
  });
});

describe('isProgram', { skip: process.platform === 'win32' }, () => {
  it('finds programs by path and by name as spawn does', async (t) => {
    const folder = testFolder(t);
    writeFileSync(join(folder, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(folder, 'text'), '', { mode: 0o644 });
    const path = ['/nowhere', folder].join(delimiter);
    const found = async (name: string): Promise<boolean> => await isProgram(name, path, folder);
    assert.equal(await found('tool'), true);
    assert.equal(await found('./tool'), true);
    assert.equal(await found('text'), false);
    assert.equal(await found('../'), false);
    assert.equal(await found('./tool/x'), false);
    assert.equal(await found('toool'), false);
    assert.equal(await isProgram('tool', undefined, folder), true);
  });
});
