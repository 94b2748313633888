import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { VERSION } from '../../src/cli/version.ts';
import { runShow } from '../../src/commands/history.ts';
import type { OutputEvent } from '../../src/core/events.ts';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { cli, startCli, testFolder } from '../helpers/cli.ts';
import { keptLog } from '../helpers/listening.ts';
import { connectRaw } from '../helpers/raw-http.ts';
import { startRawTarget } from '../helpers/raw-target.ts';
import { DRIVERS, portsOf } from '../store/opened-history.ts';

const SEND = ['send', '-p', 'mailgun', '-e', 'open', '--count', '2'];

interface Har {
  readonly log: {
    readonly creator: UnknownRecord;
    readonly entries: readonly {
      readonly request: UnknownRecord;
      readonly response: UnknownRecord;
    }[];
  };
}

/** A folder whose history holds two requests, the second sent on to a target. */
async function captured(t: TestContext): Promise<string> {
  const cwd = testFolder(t);
  const target = await startRawTarget(t);
  for (const flags of [[], ['--forward-to', target.url]]) {
    const listener = startCli(['listen', '--json', '--port', '0', '--once', ...flags], { cwd });
    t.after(() => listener.stop());
    const url = String((await listener.line('ready'))['url']);
    await (await fetch(`${url}in?a=1`, { method: 'POST', body: 'x' })).arrayBuffer();
    await listener.ended;
  }
  return cwd;
}

test('show --as har of several is one log, with what was answered', async (t) => {
  const cwd = await captured(t);
  const { stdout, stderr } = await cli(['show', '1..2', '--as', 'har'], { cwd });
  const { log } = JSON.parse(stdout) as Har; // our own output
  assert.deepEqual(log.creator, { name: 'webhook-cli', version: VERSION }, stderr);
  assert.deepEqual(
    log.entries.map(({ response }) => response['status']),
    [200, 200],
  );
  assert.deepEqual(log.entries[0]?.response['content'], { size: 0, mimeType: 'x-unknown' });
  const content = log.entries[1]?.response['content'];
  assert.ok(isRecord(content));
  assert.equal(content['text'], 'ok');
  assert.equal(content['size'], 2);
});

test('send --as har of several is one log of requests without an answer', async (t) => {
  const { stdout } = await cli([...SEND, '--as', 'har'], { cwd: testFolder(t) });
  const { log } = JSON.parse(stdout) as Har; // our own output
  assert.deepEqual(
    log.entries.map(({ response }) => response['status']),
    [0, 0],
  );
});

test('--as json is an object, and of several an array', async (t) => {
  const cwd = testFolder(t);
  const one: unknown = JSON.parse(
    (await cli(['send', '-p', 'mailgun', '-e', 'open', '--as', 'json'], { cwd })).stdout,
  );
  assert.ok(isRecord(one));
  const several: unknown = JSON.parse((await cli([...SEND, '--as', 'json'], { cwd })).stdout);
  assert.ok(Array.isArray(several));
  assert.equal(several.length, 2);
});

test('--as node of several is a program', async (t) => {
  const { stdout } = await cli([...SEND, '--as', 'node'], { cwd: testFolder(t) });
  const args = ['--input-type=module', '--check', '-'];
  const { status, stderr } = spawnSync(process.execPath, args, { input: stdout, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('what was selected before an id that is not there makes a whole document', async (t) => {
  const cwd = await captured(t);
  const { exitCode, stdout } = await cli(['show', '1', '2', '9', '--as', 'har'], { cwd });
  assert.equal(exitCode, 3);
  assert.equal((JSON.parse(stdout) as Har).log.entries.length, 2);
});

test('messages are parted by an empty line on a terminal alone', async (t) => {
  const cwd = testFolder(t);
  const args = [...SEND, '--print', '--seed', 'a', '--now', '2026-11-21T06:50:00Z'];
  const piped = (await cli(args, { cwd })).stdout;
  const seen = (await cli(args, { cwd, stdoutIsTty: true })).stdout;
  assert.equal(piped.includes('}POST / '), true);
  assert.equal(seen, piped.replace('}POST / ', '}\n\nPOST / '));
});

test('a target that is a URL is shown as it was sent, with its Host', async (t) => {
  const cwd = testFolder(t);
  const listener = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  const connection = await connectRaw(url);
  connection.write('GET http://other/abs?x HTTP/1.1\r\nX-A: 1\r\nHost: x\r\n\r\n');
  await connection.answer();
  connection.destroy();
  await listener.ended;
  const { stdout } = await cli(['show', 'last', '--as', 'raw'], { cwd });
  assert.equal(stdout, 'GET http://other/abs?x HTTP/1.1\r\nX-A: 1\r\nHost: x\r\n\r\n');
});

for (const form of [['--print'], ['--as', 'curl'], ['--as', 'har'], ['--print', '--json']]) {
  test(`send ${form.join(' ')} says once that there is nothing to tamper with`, async (t) => {
    const cwd = testFolder(t);
    const send = ['send', '-p', 'github', '-e', 'push', '--count', '2', '--tamper', 'timestamp'];
    const { stderr, stdout } = await cli([...send, ...form], { cwd });
    assert.equal(stderr, 'warning: nothing to tamper with: no signed timestamp\n');
    assert.notEqual(stdout, '');
  });
}

for (const { name, events } of await loadAllProviders()) {
  test(`${name}: --tamper secret changes the request or says that it does not`, async (t) => {
    const cwd = testFolder(t);
    const event = events[0]?.name ?? '';
    const send = ['send', '-p', name, '-e', event, '--print', '--seed', 'a'];
    const now = ['--now', '2026-11-21T06:50:00Z'];
    const plain = await cli([...send, ...now], { cwd });
    const tampered = await cli([...send, ...now, '--tamper', 'secret'], { cwd });
    const note = 'warning: nothing to tamper with: no secret is used\n';
    assert.equal(tampered.stderr, plain.stdout === tampered.stdout ? note : plain.stderr);
  });
}

for (const error of [
  new RangeError('Invalid string length'),
  Object.assign(new Error('Cannot create a string longer than …'), { code: 'ERR_STRING_TOO_LONG' }),
]) {
  test(`a body that no string can hold is an error that tells how to get it: ${error.message}`, async (t) => {
    const cwd = await captured(t);
    const folder = join(cwd, '.webhook-cli');
    const [driver] = DRIVERS;
    assert.ok(driver !== undefined);
    const history = await openHistory(join(folder, 'history.db'), portsOf(driver, folder));
    t.after(() => history.close());
    const told: OutputEvent[] = [];
    const ports = {
      history,
      output: {
        event: async (event: OutputEvent) => {
          if (event.type !== 'error') throw error;
          told.push(event);
        },
      },
      logger: keptLog(),
      wholeBodies: true,
      writeBytes: () => Promise.reject(new Error('not expected')),
    };
    const selection = { ids: ['1'], failed: false, filter: null };
    for (const form of ['har', null] as const) {
      assert.equal(await runShow(selection, form, ports), 4);
      assert.deepEqual(told.splice(0), [
        {
          type: 'error',
          code: 'WHK_ENVIRONMENT',
          message: 'the body of request #1 is too large for this form',
          hint: 'webhook-cli show 1 --body writes it byte for byte',
          exitCode: 4,
        },
      ]);
    }
  });
}
