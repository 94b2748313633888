import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';
import { postTo, startListenCli } from '../helpers/listener-cli.ts';

/** Status of the answer to one event, sent with more flags. */
async function sent(url: string, cwd: string, ...flags: readonly string[]): Promise<unknown> {
  const send = ['send', '-p', 'mailtrap', '-e', 'open', '--to', url, '--json', '--seed', 'a'];
  const { stdout } = await cli([...send, ...flags], { cwd });
  return records(stdout)[0]?.['status'];
}

function ruled(t: Parameters<typeof testFolder>[0], ...rules: readonly string[]): string {
  const cwd = testFolder(t);
  writeFileSync(join(cwd, 'rules.yaml'), `rules: [${rules.join(', ')}]\n`);
  return cwd;
}

describe('what depends on the signature waits for the check', () => {
  it('a rule answers 401 to a bad one, and the request is shown once with its verdict', async (t) => {
    const cwd = ruled(
      t,
      '{ when: cause=mismatch, respond: 403 }',
      '{ when: signature!=ok, respond: 401 }',
    );
    const { url, running } = await startListenCli(t, ['--respond', 'rules.yaml'], cwd);
    assert.equal(await sent(url, cwd), 200);
    assert.equal(await sent(url, cwd, '--tamper', 'body'), 403);
    assert.equal((await postTo(url)).status, 401);
    assert.equal(await sent(url, cwd), 200);
    const shown = [0, 1, 2, 3].map(async (index) => await running.line('request', index));
    const seen = (await Promise.all(shown)).map((line) => [
      (line['verification'] as Readonly<Record<string, unknown>>)['status'], // an object, by the contract
      line['again'] === null,
    ]);
    assert.deepEqual(
      seen.map(([verdict]) => verdict),
      ['ok', 'failed', 'not-applicable', 'ok'],
    );
    assert.deepEqual([seen[0]?.[1], seen[3]?.[1]], [true, false]);
  });

  it('a route takes what is signed well, another the rest', async (t) => {
    const [good, rest] = [await keepingTarget(t, () => 201), await keepingTarget(t, () => 202)];
    const routes = ['--route', `signature=ok=${good.url}`, '--forward-to', rest.url];
    const { url, cwd } = await startListenCli(t, routes);
    assert.equal(await sent(url, cwd), 201);
    assert.equal(await sent(url, cwd, '--tamper', 'signature'), 202);
  });

  it('a program that decides is told', async (t) => {
    const exec = `'${process.execPath}' -e "process.exit(process.env.WEBHOOK_SIGNATURE === 'ok' ? 0 : 1)"`;
    const { url, cwd } = await startListenCli(t, ['--exec', exec, '--exec-decides']);
    assert.equal(await sent(url, cwd), 200);
    assert.equal(await sent(url, cwd, '--tamper', 'body'), 500);
  });
});

describe('what is not known before the answer is refused', () => {
  it('the status in a rule', async (t) => {
    const cwd = ruled(t, '{ when: not (method=GET status>=500), respond: 401 }');
    const run = await cli(['listen', '--port', '0', '--respond', 'rules.yaml'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.match(run.stderr, /rules\.yaml:1:17: rules\[0\]\.when: status is not known before/);
  });

  const routes: readonly [flags: readonly string[], message: RegExp][] = [
    [['--route', 'status=200=http://127.0.0.1:1'], /asks for a status/],
    [['--ack-first', '--route', 'cause=stale=http://127.0.0.1:1'], /which --ack-first does not/],
  ];
  for (const [flags, message] of routes) {
    it(flags.join(' '), async (t) => {
      const run = await cli(['listen', '--port', '0', ...flags], { cwd: testFolder(t) });
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, message);
    });
  }
});
