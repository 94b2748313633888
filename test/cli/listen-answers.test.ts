import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cli, type RunningCli, records, startCli, testFolder } from '../helpers/cli.ts';

async function listening(
  t: TestContext,
  cwd: string,
  ...flags: readonly string[]
): Promise<{ running: RunningCli; url: string }> {
  const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  return { running, url: String((await running.line('ready'))['url']) };
}

async function status(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: 'x', ...init });
  await response.arrayBuffer();
  return response.status;
}

const RULES = `rules:
  - when: provider=mailgun event=bounce
    respond: [503, 429, 200]
    per: event
    headers: [[Retry-After, '5'], [X-Rule, a], [X-Rule, b]]
  - when: path~/^\\/hang/
    hang_up: true
  - when: path=/long
    length: +10
    body: short
  - when: path=/slow
    slow_body: 1000
    body: ${'z'.repeat(150)}
  - when: method=GET
    respond: 404
`;

describe('listen answers by rules', () => {
  it('in order, each event with its own turn', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'rules.yaml'), RULES);
    const { url } = await listening(t, cwd, '--respond', 'rules.yaml');
    const send = ['send', '-p', 'mailgun', '-e', 'bounce', '--to', url, '--json'];
    const retried = await cli([...send, '--retry', '5x1ms', '--seed', 'one'], { cwd });
    const attempts = records(retried.stdout).filter((line) => line['type'] === 'attempt');
    assert.deepEqual(
      attempts.map((line) => line['status']),
      [503, 429, 200],
    );
    const other = await cli([...send, '--seed', 'two'], { cwd });
    assert.equal(records(other.stdout)[0]?.['status'], 503);
    assert.equal(await status(url), 200);
    assert.equal(await status(url, { method: 'GET', body: null }), 404);
  });

  it('keeps header order and duplicates', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(
      join(cwd, 'rules.yaml'),
      RULES.replace('provider=mailgun event=bounce', 'body=x'),
    );
    const { url } = await listening(t, cwd, '--respond', 'rules.yaml');
    const response = await fetch(url, { method: 'POST', body: 'x' });
    assert.equal(response.headers.get('x-rule'), 'a, b');
    assert.equal(response.headers.get('retry-after'), '5');
  });

  it('hangs up, announces a wrong length, and sends slowly', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'rules.yaml'), RULES);
    const { url, running } = await listening(t, cwd, '--respond', 'rules.yaml');
    await assert.rejects(status(`${url}hang`));
    await assert.rejects(status(`${url}long`));
    const started = performance.now();
    const slow = await fetch(`${url}slow`, { method: 'POST', body: 'x' });
    assert.equal((await slow.text()).length, 150);
    assert.ok(performance.now() - started >= 90);
    const paths = [0, 1, 2].map(async (index) => (await running.line('request', index))['path']);
    assert.deepEqual(await Promise.all(paths), ['/hang', '/long', '/slow']);
  });

  it('a request that is hung up on has no status anywhere, and its sender is not blamed', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'rules.yaml'), RULES);
    const { url, running } = await listening(t, cwd, '--respond', 'rules.yaml', '--save');
    await assert.rejects(status(`${url}hang`));
    assert.equal(await status(`${url}other`), 200);
    const hung = await running.line('request');
    assert.deepEqual(hung['answered'], { status: null, source: 'rule' });
    assert.doesNotMatch(readFileSync(String(hung['saved_to']), 'utf8'), /^response:/m);
    await running.line('request', 1);
    running.stop();
    assert.doesNotMatch((await running.ended).stderr, /went away/);
    const found = async (...flags: readonly string[]): Promise<readonly unknown[]> =>
      records((await cli(['history', '--json', ...flags], { cwd })).stdout).map(({ id }) => id);
    assert.deepEqual(await found('--filter', 'status=200'), ['2']);
    assert.deepEqual(await found('--failed'), ['1']);
    assert.match((await cli(['history', '--failed'], { cwd })).stdout, / hung up$/m);
    assert.match((await cli(['show', '1'], { cwd })).stdout, /, hung up by rule$/m);
  });

  it('takes statuses in turn', async (t) => {
    const { url } = await listening(t, testFolder(t), '--respond', '503,500,200');
    const statuses = [await status(url), await status(url), await status(url), await status(url)];
    assert.deepEqual(statuses, [503, 500, 200, 200]);
  });

  it('refuses a file of rules with the place of every mistake', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(
      join(cwd, 'rules.yaml'),
      'rules:\n  - when: provder=x\n    respond: 99\n  - delay: 5\n    hangup: true\n  - headers: [[X-A, "a\\x01b"]]\n',
    );
    const run = await cli(['listen', '--port', '0', '--respond', 'rules.yaml'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.match(
      run.stderr,
      /rules\.yaml:2:11: rules\[0\]\.when: expression, column 1: unknown field/,
    );
    assert.match(run.stderr, /rules\.yaml:3:14: rules\[0\]\.respond: expected an HTTP status/);
    assert.match(run.stderr, /rules\.yaml:4:12: rules\[1\]\.delay: expected a duration/);
    assert.match(
      run.stderr,
      /rules\.yaml:5:5: rules\[1\]\.hangup: unknown key .*did you mean hang_up/,
    );
    assert.match(
      run.stderr,
      /rules\.yaml:6:21: rules\[2\]\.headers\[0\]\[1\]: expected a header value on one line/,
    );
    const lines = [...run.stderr.matchAll(/rules\.yaml:(\d+):/g)].map(([, line]) => Number(line));
    assert.deepEqual(lines, [2, 3, 4, 5, 6]);
  });

  const unreadable: readonly (readonly [what: string, rules: string | Buffer, RegExp])[] = [
    [
      'what is not UTF-8',
      Buffer.from('rules:\n  - body: "caf\xe9"\n', 'latin1'),
      /rules\.yaml:2:15: byte E9 is not valid UTF-8/,
    ],
    [
      'a second document',
      'rules: [{ respond: 500 }]\n---\nrules: []\n',
      /rules\.yaml:3:1: a second document; expected only one/,
    ],
    ['what is no YAML', 'rules: [\n', /rules\.yaml:\d:\d: .*expected valid YAML/],
    ['nothing', '# none\n', /rules\.yaml:1:1: expected a list of rules/],
  ];
  for (const [what, rules, expected] of unreadable) {
    it(`refuses ${what} in a file of rules, with its place`, async (t) => {
      const cwd = testFolder(t);
      writeFileSync(join(cwd, 'rules.yaml'), rules);
      const run = await cli(['listen', '--port', '0', '--respond', 'rules.yaml'], { cwd });
      assert.equal(run.exitCode, 3);
      assert.match(run.stderr, expected);
    });
  }

  it('refuses a folder in the place of a file of rules, and a file that is not there', async (t) => {
    const cwd = testFolder(t);
    mkdirSync(join(cwd, 'rules'));
    const told = async (name: string): Promise<string> => {
      const run = await cli(['listen', '--port', '0', '--respond', name], { cwd });
      assert.equal(run.exitCode, 3);
      return run.stderr;
    };
    assert.match(await told('rules'), /rules:1:1: it is a folder; --respond takes a status/);
    assert.match(await told('none'), /none:1:1: no such file or folder; --respond takes a status/);
  });
});

describe('listen by expressions and programs', () => {
  it('--filter shows and counts only what fits, and --until ends with 0', async (t) => {
    const cwd = testFolder(t);
    const filter = ['--filter', 'provider=mailtrap', '--until', 'event=open'];
    const { running, url } = await listening(t, cwd, ...filter);
    for (const args of ['mailgun open', 'mailtrap click', 'mailtrap open']) {
      const [provider = '', event = ''] = args.split(' ');
      await cli(['send', '-p', provider, '-e', event, '--to', url], { cwd });
    }
    const { exitCode, stdout } = await running.ended;
    assert.equal(exitCode, 0);
    const shown = records(stdout).filter((line) => line['type'] === 'request');
    assert.deepEqual(
      shown.map((line) => line['provider']),
      ['mailtrap', 'mailtrap'],
    );
  });

  it('--exec gets the body on stdin and the facts in its environment', async (t) => {
    const cwd = testFolder(t);
    const script = `let b='';process.stdin.on('data',d=>b+=d).on('end',()=>require('fs').writeFileSync(process.argv[1],[process.env.WEBHOOK_PROVIDER,process.env.WEBHOOK_EVENT,process.env.WEBHOOK_SIGNATURE,b.length].join(' ')))`;
    const out = join(cwd, 'out.txt');
    const exec = `'${process.execPath}' -e "${script}" '${out}'`;
    const { running, url } = await listening(t, cwd, '--once', '--exec', exec);
    await cli(['send', '-p', 'mailtrap', '-e', 'open', '--to', url], { cwd });
    await running.ended;
    const request = await running.line('request');
    const { readFileSync } = await import('node:fs');
    assert.equal(readFileSync(out, 'utf8'), `mailtrap open ok ${request['body_bytes']}`);
  });

  it('--exec-decides turns a failing program into a 500', async (t) => {
    const cwd = testFolder(t);
    const exec = `'${process.execPath}' -e "process.exit(process.env.WEBHOOK_PATH === '/good' ? 0 : 3)"`;
    const { url } = await listening(t, cwd, '--exec', exec, '--exec-decides');
    assert.deepEqual([await status(`${url}good`), await status(`${url}bad`)], [200, 500]);
  });
});
