import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { UnknownRecord } from '../../src/core/shape.ts';
import {
  type CliRun,
  type CliSettings,
  cli,
  records,
  startCli,
  testFolder,
} from '../helpers/cli.ts';

const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const SIGNED = '{"events": [{"event": "open", "email": "alice@example.net", "event_id": "1"}]}';
const COMPACT = JSON.stringify(JSON.parse(SIGNED));

function hex(body: string, key = KEY): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

function http(body: string, signature: string, head: readonly string[] = []): string {
  return [
    'POST /hooks HTTP/1.1',
    'Host: hooks.example.com',
    'Content-Type: application/json',
    `Mailtrap-Signature: ${signature}`,
    ...head,
    '',
    body,
  ].join('\r\n');
}

function fixture(body: string, signature: string): string {
  return [
    'version: 1',
    'provider: mailtrap',
    'request:',
    '  method: POST',
    '  path: /hooks',
    `  headers: [[Content-Type, application/json], [Mailtrap-Signature, ${signature}]]`,
    `  body: '${body}'`,
    '',
  ].join('\n');
}

async function verify(argv: readonly string[], settings: CliSettings): Promise<CliRun> {
  return await cli(['verify', ...argv], settings);
}

async function findings(
  argv: readonly string[],
  settings: CliSettings,
): Promise<{ exitCode: number; found: readonly UnknownRecord[] }> {
  const run = await verify([...argv, '--json'], settings);
  return { exitCode: run.exitCode, found: records(run.stdout) };
}

function file(t: TestContext, name: string, text: string): { cwd: string; name: string } {
  const cwd = testFolder(t);
  writeFileSync(join(cwd, name), text);
  return { cwd, name };
}

describe('verify', () => {
  it('speaks of --public-key where there is a key pair, and of a secret where there is one', async (t) => {
    const cwd = testFolder(t);
    for (const [provider, word, other] of [
      [
        'sendgrid',
        /key pair of this project; for real requests pass --public-key with the key or a file/,
        /test secret/,
      ],
      ['mailtrap', /built-in test secret; pass --secret with your own/, /key pair/],
    ] as const) {
      const from = ['send', '-p', provider, '-e', 'open', '--save', `${provider}.yaml`, '--print'];
      await cli([...from, '--tamper', 'signature'], { cwd });
      const run = await verify([`${provider}.yaml`], { cwd });
      assert.equal(run.exitCode, 1, run.stdout + run.stderr);
      const said = run.stdout.replace(/\s+/g, ' ');
      assert.match(said, word);
      assert.doesNotMatch(said, other);
    }
  });

  it('ends with 0 and one line when the signature fits', async (t) => {
    const { cwd, name } = file(t, 'good.yaml', fixture(SIGNED, hex(SIGNED)));
    const run = await verify([name, '--secret', KEY], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(
      run.stdout,
      /pass signature .*good\.yaml \(mailtrap open\): the signature fits the body/,
    );
    assert.equal(run.stderr, '');
  });

  it('names the cause, what it means and what to change, and ends with 1', async (t) => {
    const { cwd, name } = file(t, 'bad.yaml', fixture(COMPACT, hex(SIGNED)));
    const { exitCode, found } = await findings([name, '--secret', KEY], { cwd });
    assert.equal(exitCode, 1);
    const [finding] = found;
    assert.deepEqual(
      [finding?.['type'], finding?.['check'], finding?.['result'], finding?.['cause']],
      ['finding', 'signature', 'fail', 'json-whitespace'],
    );
    assert.match(
      String(finding?.['detail']),
      /The signature fits the body written with a blank behind every comma and colon/,
    );
    assert.match(String(finding?.['hint']), /raw bytes/);
    const pretty = await verify([name, '--secret', KEY], { cwd });
    assert.match(pretty.stdout, /fail signature[\s\S]*json-whitespace: The JSON was written again/);
  });

  it('calls a random corruption unknown', async (t) => {
    const { cwd, name } = file(
      t,
      'odd.yaml',
      fixture(SIGNED.replace('alice', 'alicf'), hex(SIGNED)),
    );
    const { exitCode, found } = await findings([name, '--secret', KEY], { cwd });
    assert.equal(exitCode, 1);
    assert.equal(found[0]?.['cause'], 'unknown');
    assert.match(String(found[0]?.['detail']), /All \d+ known mistakes were tried/);
  });

  it('reads an HTTP request from stdin', async (t) => {
    const cwd = testFolder(t);
    const stdin = Buffer.from(http(COMPACT, hex(SIGNED)));
    const { exitCode, found } = await findings(['-', '--secret', KEY], { cwd, stdin });
    assert.equal(exitCode, 1);
    assert.equal(found[0]?.['cause'], 'json-whitespace');
  });

  it('takes no more of a stored HTTP request than Content-Length says', async (t) => {
    const text = `${http(SIGNED, hex(SIGNED), [`Content-Length: ${SIGNED.length}`])}\n`;
    const { cwd, name } = file(t, 'request.http', text);
    assert.equal((await findings([name, '--secret', KEY], { cwd })).exitCode, 0);
  });

  it('checks each of several HTTP requests in a file', async (t) => {
    const length = `Content-Length: ${SIGNED.length}`;
    const good = http(SIGNED, hex(SIGNED), [length]);
    const chunks = `${SIGNED.length.toString(16)}\r\n${SIGNED}\r\n0\r\nX-End: 1\r\n\r\n`;
    const chunked = http(chunks, hex(SIGNED), ['Transfer-Encoding: chunked']);
    const bad = http(SIGNED.replace('alice', 'alicf'), hex(SIGNED), [length]);
    const get = 'GET /hooks HTTP/1.1\r\nHost: hooks.example.com\r\n\r\n';
    const { cwd, name } = file(
      t,
      'all.http',
      `${good}${chunked}${get}${good}\r\n\n${bad}${good}\n`,
    );
    const { exitCode, found } = await findings([name, '-p', 'mailtrap', '--secret', KEY], { cwd });
    assert.equal(exitCode, 1);
    assert.deepEqual(
      found.map(({ group, result, cause }) => [group, result, cause]),
      [
        [name, 'pass', null],
        [`${name}#2`, 'pass', null],
        [`${name}#3`, 'fail', 'unsigned'],
        [`${name}#4`, 'pass', null],
        [`${name}#5`, 'fail', 'unknown'],
        [`${name}#6`, 'pass', null],
      ],
    );
  });

  it('tells of bytes behind a body that are no request, and checks what is before them', async (t) => {
    const good = http(SIGNED, hex(SIGNED), [`Content-Length: ${SIGNED.length}`]);
    const { cwd, name } = file(t, 'more.http', `${good}\r\nmore`);
    const { exitCode, found } = await findings([name, '--secret', KEY], { cwd });
    assert.equal(exitCode, 3);
    assert.deepEqual(
      found.map(({ type, result }) => [type, result]),
      [
        ['finding', 'pass'],
        ['error', undefined],
      ],
    );
    assert.match(
      String(found[1]?.['message']),
      /^more\.http:8:1: .*4 bytes behind the body; expected/,
    );
  });

  it('checks each request that send prints', async (t) => {
    const cwd = testFolder(t);
    const printed = await cli(['send', '-p', 'mailtrap', '-e', 'open', '--print', '--count', '3'], {
      cwd,
    });
    const stdin = Buffer.from(printed.stdout);
    const { exitCode, found } = await findings(['-'], { cwd, stdin });
    assert.deepEqual([exitCode, found.length], [0, 3]);
  });

  it('puts chunks together', async (t) => {
    const chunked = `5\r\n${SIGNED.slice(0, 5)}\r\n${(SIGNED.length - 5).toString(16)}\r\n${SIGNED.slice(5)}\r\n0\r\n\r\n`;
    const stdin = Buffer.from(http(chunked, hex(SIGNED), ['Transfer-Encoding: chunked']));
    assert.equal(
      (await findings(['-', '--secret', KEY], { cwd: testFolder(t), stdin })).exitCode,
      0,
    );
  });

  it('takes a request in parts', async (t) => {
    const { cwd } = file(t, 'body.json', COMPACT);
    const argv = [
      '-p',
      'mailtrap',
      '-H',
      `Mailtrap-Signature: ${hex(SIGNED)}`,
      '--body',
      '@body.json',
      '--secret',
      KEY,
    ];
    const { exitCode, found } = await findings(argv, { cwd });
    assert.equal(exitCode, 1);
    assert.equal(found[0]?.['cause'], 'json-whitespace');
  });

  it('reads lines of listen --json that have a body, and refuses those that have none', async (t) => {
    const line = {
      v: 1,
      type: 'request',
      received_at: '2026-11-21T06:50:00.123Z',
      method: 'POST',
      path: '/hooks',
      headers: [['Mailtrap-Signature', hex(SIGNED)]],
      body_bytes: SIGNED.length,
      provider: 'mailtrap',
    };
    const cwd = testFolder(t);
    const stdinOf = (value: unknown) =>
      Buffer.from(`${JSON.stringify({ v: 1, type: 'ready' })}\n${JSON.stringify(value)}\n`);
    const good = await findings(['-', '--secret', KEY], {
      cwd,
      stdin: stdinOf({ ...line, body: SIGNED }),
    });
    assert.equal(good.exitCode, 0);
    const base64 = { ...line, body_base64: Buffer.from(SIGNED).toString('base64') };
    assert.equal(
      (await findings(['-', '--secret', KEY], { cwd, stdin: stdinOf(base64) })).exitCode,
      0,
    );
    const none = await findings(['-', '--secret', KEY], { cwd, stdin: stdinOf(line) });
    assert.equal(none.exitCode, 3);
    assert.match(String(none.found[0]?.['message']), /has no body.*show ID --json/);
  });

  it('verifies what show --json prints of a capture, and the capture by its id', async (t) => {
    const cwd = testFolder(t);
    const listener = startCli(['listen', '--json', '--port', '0', '--secret', KEY], { cwd });
    t.after(async () => {
      listener.stop();
      await listener.ended;
    });
    const url = String((await listener.line('ready'))['url']);
    await fetch(`${url}hooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mailtrap-signature': hex(SIGNED) },
      body: COMPACT,
    });
    const heard = await listener.line('request');
    listener.stop();
    await listener.ended;
    const byId = await findings(['last', '--secret', KEY], { cwd });
    assert.deepEqual([byId.exitCode, byId.found[0]?.['cause']], [1, 'json-whitespace']);
    const shown = await cli(['show', 'last', '--json', '--show-secrets'], { cwd });
    const byLine = await findings(['-', '--secret', KEY], {
      cwd,
      stdin: Buffer.from(shown.stdout),
    });
    assert.deepEqual([byLine.exitCode, byLine.found[0]?.['cause']], [1, 'json-whitespace']);
    // What listen printed has no body: the history has it, if it is the same request.
    const stdinOf = (line: unknown) => Buffer.from(`${JSON.stringify(line)}\n`);
    const byHeard = await findings(['-', '--secret', KEY], { cwd, stdin: stdinOf(heard) });
    assert.deepEqual([byHeard.exitCode, byHeard.found[0]?.['cause']], [1, 'json-whitespace']);
    const other = { ...heard, body_sha256: createHash('sha256').update('').digest('hex') };
    const byOther = await findings(['-', '--secret', KEY], { cwd, stdin: stdinOf(other) });
    assert.equal(byOther.exitCode, 3);
    const { stdout } = await cli(['show', 'last'], { cwd });
    const story = stdout.replace(/\s+/g, ' ');
    assert.match(story, /json-whitespace . the signature fits the body written/);
    assert.match(story, /The JSON was written again.* → Check the signature over the raw bytes/);
  });

  it('goes on after a broken file and ends with 3', async (t) => {
    const { cwd } = file(t, 'broken.yaml', 'version: 1\nrequest:\n  headers: [[A]]\n  body: x\n');
    mkdirSync(join(cwd, 'good'));
    writeFileSync(join(cwd, 'good', 'a.yaml'), fixture(SIGNED, hex(SIGNED)));
    const { exitCode, found } = await findings(['broken.yaml', 'good', '--secret', KEY], { cwd });
    assert.equal(exitCode, 3);
    assert.ok(found.some(({ type, code }) => type === 'error' && code === 'WHK_FIXTURE'));
    assert.ok(found.some(({ type, result }) => type === 'finding' && result === 'pass'));
  });

  it('ends with 3 for what can not be read and with 2 when nothing is named', async (t) => {
    const cwd = testFolder(t);
    assert.equal((await verify(['missing.yaml'], { cwd })).exitCode, 3);
    assert.equal(
      (await verify(['-'], { cwd, stdin: Buffer.from([0xff, 0xfe, 0x00]) })).exitCode,
      3,
    );
    assert.equal((await verify([], { cwd })).exitCode, 2);
  });

  it('says which of several secrets fits, and that it is not the first', async (t) => {
    const { cwd, name } = file(t, 'old.yaml', fixture(SIGNED, hex(SIGNED)));
    const { exitCode, found } = await findings(
      [name, '--secret', 'f'.repeat(32), '--secret', KEY],
      { cwd },
    );
    assert.equal(exitCode, 0);
    assert.deepEqual(
      found.map(({ result, cause }) => [result, cause]),
      [
        ['pass', null],
        ['warn', 'previous-secret'],
      ],
    );
  });

  it('finds a secret that is set up in the environment for this provider', async (t) => {
    const { cwd, name } = file(t, 'env.yaml', fixture(SIGNED, hex(SIGNED)));
    const { found } = await findings([name, '--secret', 'e'.repeat(32)], {
      cwd,
      env: { WEBHOOK_CLI_MAILTRAP_SECRET: KEY },
    });
    assert.equal(found[0]?.['cause'], 'previous-secret');
  });

  it('explains a secret of a shape that can not be used at all', async (t) => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const head = ['svix-id: msg_1', 'svix-timestamp: 1700000000'];
    const mac = createHmac('sha256', Buffer.alloc(24, 7))
      .update('msg_1.1700000000.{"type":"email.sent"}')
      .digest('base64');
    const text = [
      'POST / HTTP/1.1',
      'Host: a.example',
      ...head,
      `svix-signature: v1,${mac}`,
      '',
      '{"type":"email.sent"}',
    ].join('\n');
    const stdin = Buffer.from(text);
    const argv = ['-', '-p', 'resend', '--now', '1700000000', '--secret', `"${secret}"`];
    const { exitCode, found } = await findings(argv, { cwd: testFolder(t), stdin });
    assert.deepEqual([exitCode, found[0]?.['cause']], [1, 'secret-quoted']);
    assert.equal(JSON.stringify(found).includes(secret.slice(6)), false);
  });

  it('takes the time from --now, from captured_at and from the clock', async (t) => {
    const cwd = testFolder(t);
    await cli(
      [
        'send',
        '-p',
        'mailgun',
        '-e',
        'open',
        '--now',
        '2026-03-01T10:00:00Z',
        '--print',
        '--save',
        'a.yaml',
      ],
      { cwd },
    );
    const old = await findings(['a.yaml', '--now', '2026-05-01T10:00:00Z'], { cwd });
    assert.deepEqual([old.exitCode, old.found[0]?.['cause']], [1, 'stale']);
    assert.equal(
      (await findings(['a.yaml', '--now', '2026-03-01T10:01:00Z'], { cwd })).exitCode,
      0,
    );
    assert.equal(
      (await findings(['a.yaml', '--now', '2026-05-01T10:00:00Z', '--tolerance', '100d'], { cwd }))
        .exitCode,
      0,
    );
  });

  it('finds nothing wrong with the fixtures that are shipped; those signed with local keys have no signature', async () => {
    const { found } = await findings(['fixtures'], { cwd: process.cwd() });
    const wrong = found.filter(({ result, cause }) => result === 'fail' && cause !== 'unsigned');
    assert.deepEqual(
      wrong.map(({ detail }) => detail),
      [],
    );
    const passed = found.filter(({ result }) => result === 'pass');
    assert.ok(passed.length > 50, `${passed.length} of ${found.length} pass`);
  });

  it('skips what has nothing to check', async (t) => {
    const stdin = Buffer.from(
      'POST / HTTP/1.1\nContent-Type: application/json\n\n{"event":"delivered"}',
    );
    const { exitCode, found } = await findings(['-', '-p', 'smtp2go'], {
      cwd: testFolder(t),
      stdin,
    });
    assert.deepEqual([exitCode, found[0]?.['result']], [0, 'skip']);
  });

  it('asks whose a request is when it can not tell', async (t) => {
    const stdin = Buffer.from('POST / HTTP/1.1\nContent-Type: text/plain\n\nhello');
    const { exitCode, found } = await findings(['-'], { cwd: testFolder(t), stdin });
    assert.deepEqual([exitCode, found[0]?.['cause']], [1, 'unknown-provider']);
  });

  it('tells what it noticed of a request it can not explain', async (t) => {
    const stdin = Buffer.from(
      http(SIGNED.slice(0, 40), hex(SIGNED), [`Content-Length: ${SIGNED.length}`]),
    );
    const { found } = await findings(['-', '--secret', KEY], { cwd: testFolder(t), stdin });
    assert.equal(found[0]?.['cause'], 'unknown');
    assert.match(String(found[0]?.['detail']), /Content-Length says \d+ bytes and there are 40/);
  });
});
