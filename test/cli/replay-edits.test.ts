import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { captureInto } from '../helpers/captured-project.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

const JSON_TYPE = [['Content-Type', 'application/json']] as const;

async function savedEvent(cwd: string, provider: string, ...flags: string[]): Promise<void> {
  const args = ['send', '-p', provider, '--print', '--save', 'saved.yaml', ...flags];
  assert.equal((await cli(args, { cwd })).exitCode, 0);
}

describe('replay --set', () => {
  it('changes the body before it is signed afresh, and leaves the rest of it as it was', async (t) => {
    const cwd = testFolder(t);
    await savedEvent(cwd, 'github', '-e', 'push', '--seed', 's');
    const { url, kept } = await keepingTarget(t);
    const to = ['--to', url, '--json'];
    assert.equal((await cli(['replay', 'saved.yaml', ...to], { cwd })).exitCode, 0);
    const edit = ['--set', 'ref=refs/heads/other', '--set', 'forced:=true', '--unset', 'compare'];
    const run = await cli(['replay', 'saved.yaml', ...to, ...edit], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    const [first, second] = kept.map(({ body }) => JSON.parse(body));
    const { compare, ...rest } = first;
    assert.deepEqual(second, { ...rest, ref: 'refs/heads/other', forced: true });
    assert.notEqual(compare, undefined);
    const [attempt] = records(run.stdout).filter(({ type }) => type === 'attempt');
    assert.equal(attempt?.['signed'], 'fresh');
    const dry = await cli(['replay', 'saved.yaml', '--dry-run', ...to, ...edit], { cwd });
    assert.equal(dry.exitCode, 0, dry.stderr);
  });

  it('takes a path in the body of a batch, or one in each of its events as send does', async (t) => {
    const cwd = testFolder(t);
    await savedEvent(cwd, 'sendgrid', '-e', 'open', '--count', '2', '--batch', '2');
    const { url, kept } = await keepingTarget(t);
    for (const path of ['email', '[1].email']) {
      const args = ['replay', 'saved.yaml', '--to', url, '--set', `${path}=other@example.net`];
      const run = await cli(args, { cwd });
      assert.equal(run.exitCode, 0, run.stderr);
    }
    const emails = kept.map(({ body }) => JSON.parse(body).map((event: never) => event['email']));
    assert.deepEqual(emails, [
      ['other@example.net', 'other@example.net'],
      ['alice@example.net', 'other@example.net'],
    ]);
  });

  it('edits forms, multipart forms and JSON Lines, and keeps bytes beside the field', async (t) => {
    const cwd = testFolder(t);
    const type = (name: string) => [['Content-Type', name]] as const;
    const bodies = [
      [type('application/x-www-form-urlencoded'), 'a=1&b=x%20y&b=z', 'a=2&b=x+y&b=z'],
      [type('application/x-www-form-urlencoded'), 'b=x+y~&a=1', 'b=x+y~&a=2'],
      [
        type('application/x-ndjson'),
        '{"a":"1"}\n{"b":1.50, "a":"1"}\n',
        '{"a":"2"}\n{"b":1.50,"a":"2"}\n',
      ],
      [JSON_TYPE, '{"a": "1", "u": "\\u00e9"}\n', '{"a": "2", "u": "\\u00e9"}\n'],
      [
        type('multipart/form-data; boundary=B'),
        '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--\r\n',
        '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n2\r\n--B--\r\n',
      ],
    ] as const;
    await captureInto(
      cwd,
      bodies.map(([headers, body]) => ({ headers, body: Buffer.from(body) })),
    );
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', '1..5', '--to', url, '--set', 'a=2'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.deepEqual(
      kept.map(({ body }) => body),
      bodies.map(([, , changed]) => changed),
    );
    assert.match(run.stdout, /unknown provider: a signature fits no longer, since its body was/);
  });

  it('sends nothing when an edit does not fit one of the requests, and names it', async (t) => {
    const cwd = testFolder(t);
    const headers = JSON_TYPE;
    await captureInto(cwd, [
      { headers, body: Buffer.from('{"event":{"severity":"x"}}') },
      { headers, body: Buffer.from('{"other":1}') },
      { headers: [['Content-Type', 'text/plain']], body: Buffer.from('hello') },
      { headers: [...headers, ['Content-Encoding', 'gzip']], body: Buffer.from([0x1f, 0x8b]) },
    ]);
    const { url, kept } = await keepingTarget(t);
    const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
      ['1', ['--set', 'severity=y'], /#1: no field "severity" in this event.*\n.*event\.severity/],
      ['1..2', ['--set', 'event.severity=y'], /#2: no field "event\.severity"/],
      ['3', ['--set', 'a=y'], /#3: its body \(text\) has no fields to set/],
      ['4', ['--unset', 'a'], /#4: its body is compressed \(gzip\)/],
      ['1', ['--set', 'event.severity=y', '--verbatim'], /--verbatim keeps what was signed/],
    ];
    for (const [ids, flags, message] of refused) {
      const run = await cli(['replay', ids, '--to', url, ...flags], { cwd });
      assert.equal(run.exitCode, 2, run.stderr);
      assert.match(run.stderr, message);
    }
    assert.equal(kept.length, 0);
    assert.equal((await cli(['history', 'runs', '--json'], { cwd })).stdout, '');
    const forced = ['--set', 'event.severity=y', '--force-set', '--to', url];
    assert.equal((await cli(['replay', '2', ...forced], { cwd })).exitCode, 0);
    assert.equal(kept[0]?.body, '{"other":1,"event":{"severity":"y"}}');
  });

  it('sends the same when the run is gone on with, and says that a kept signature fits no longer', async (t) => {
    const cwd = testFolder(t);
    await savedEvent(cwd, 'github', '-e', 'push', '--secret', 'another-secret-entirely');
    const away = await keepingTarget(t, () => 503);
    const edit = ['--set', 'ref=refs/heads/other'];
    const args = ['replay', 'saved.yaml', '--to', away.url, '--retry', '9x100ms', ...edit];
    const first = startCli([...args, '--json'], { cwd });
    assert.match(String((await first.line('attempt'))['signed']), /verbatim/);
    first.stop();
    const { stdout } = await first.ended;
    assert.match(stdout, /its signature fits no longer, since its body was changed/);
    const back = await keepingTarget(t);
    const more = await cli(['replay', '--resume', 'last', ...edit], { cwd });
    assert.equal(more.exitCode, 2);
    const resumed = await cli(['replay', '--resume', 'last', '--to', back.url], { cwd });
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    assert.equal(back.kept[0]?.body, away.kept[0]?.body);
    assert.match(back.kept[0]?.body ?? '', /"ref":"refs\/heads\/other"/);
  });

  it('leaves out a request that its edits do not fit any more', async (t) => {
    const cwd = testFolder(t);
    const fixture = (body: string): void =>
      writeFileSync(join(cwd, 'a.yaml'), `version: 1\nrequest: { body: '${body}' }\n`);
    fixture('{"a":"1"}');
    const away = await keepingTarget(t, () => 503);
    const args = ['replay', 'a.yaml', '--to', away.url, '--retry', '9x100ms', '--set', 'a=2'];
    const first = startCli([...args, '--json'], { cwd });
    await first.line('attempt');
    first.stop();
    await first.ended;
    fixture('{"b":"1"}');
    assert.match(readFileSync(join(cwd, 'a.yaml'), 'utf8'), /"b"/);
    const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd });
    assert.equal(resumed.exitCode, 3);
    assert.match(resumed.stdout, /has changed since the run was planned/);
  });
});
