import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

/** Prints what `send --data` would send, and gives its body. */
async function printed(
  t: Parameters<typeof testFolder>[0],
  event: readonly string[],
  body: string | Uint8Array,
  ...flags: readonly string[]
) {
  const cwd = testFolder(t);
  writeFileSync(join(cwd, 'body'), body);
  const run = await cli(['send', ...event, '--data', '@body', '--print', ...flags], { cwd });
  return { ...run, body: run.stdout.slice(run.stdout.indexOf('\r\n\r\n') + 4) };
}

const GITHUB = ['-p', 'github', '-e', 'push'];
const MAILTRAP = ['-p', 'mailtrap', '-e', 'open'];
const SMTP2GO = ['-p', 'smtp2go', '-e', 'open', '--format', 'form'];

test('--set and --unset change a given JSON body, and what is long stays exact', async (t) => {
  const body = '{ "id": 12345678901234567890, "name": "a", "gone": 1 }';
  const run = await printed(t, GITHUB, body, '--set', 'name=b', '--unset', 'gone');
  assert.equal(run.body, '{"id":12345678901234567890,"name":"b"}', run.stderr);
  assert.equal((await printed(t, GITHUB, body)).body, body);
});

test('a given form is changed by its fields, and JSON Lines in every line', async (t) => {
  assert.equal((await printed(t, SMTP2GO, 'a=1&b=x+y&a=2', '--set', 'a=3')).body, 'a=3&b=x+y');
  const lines = '{"a":1}\n\n{"a":2,"b":3}\n';
  const run = await printed(t, [...MAILTRAP, '--format', 'jsonl'], lines, '--set', 'a=5');
  assert.equal(run.body, '{"a":5}\n\n{"a":5,"b":3}\n', run.stderr);
});

test('a field that the given body does not have is told with near ones of that body', async (t) => {
  const run = await printed(t, MAILTRAP, '{"outer":{"colour":1}}', '--set', 'color=2');
  assert.equal(run.exitCode, 2);
  assert.match(run.stderr, /no field "color" in this event.*\n.*did you mean outer\.colour\?/);
  const generated = await printed(t, MAILTRAP, '{}', '--set', 'events[0].email=x');
  assert.equal(generated.exitCode, 2, 'the field is one of the generated body only');
  const forced = await printed(t, MAILTRAP, '{}', '--set', 'x=1', '--force-set');
  assert.equal(forced.body, '{"x":1}');
});

test('a given body that has no fields is not sent as it is when a change of it is asked', async (t) => {
  for (const body of ['', 'not json', Buffer.from('{"a":"\xff"}', 'latin1')]) {
    const run = await printed(t, GITHUB, body, '--set', 'a=1');
    assert.equal(run.exitCode, 2, run.stdout);
    assert.match(run.stderr, /can't change the given body: it can't be read/);
    assert.equal((await printed(t, GITHUB, body)).exitCode, 0);
  }
});

test('what a generated body is made from is refused beside a given one', async (t) => {
  for (const flag of ['--recipient', '--subject']) {
    const run = await printed(t, MAILTRAP, '{}', flag, 'bob@example.net');
    assert.equal(run.exitCode, 2);
    assert.ok(run.stderr.includes(`so ${flag} can't be used`), run.stderr);
  }
});

test('changes of a given body are signed', async (t) => {
  const cwd = testFolder(t);
  const listener = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
  const url = String((await listener.line('ready'))['url']);
  const send = ['send', ...GITHUB, '--data', '{"ref":"a"}', '--set', 'ref=b', '--to', url];
  assert.equal((await cli(send, { cwd })).exitCode, 0);
  const { verification } = await listener.line('request');
  assert.deepEqual((verification as Record<string, unknown>)['status'], 'ok');
  await listener.ended;
});
