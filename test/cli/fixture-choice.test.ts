import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';

const NOW = new Date();
const HOUR_MS = 3_600_000;

function ago(hours: number): string {
  return new Date(NOW.getTime() - hours * HOUR_MS).toISOString();
}

/** Fixtures: a said bounce of Mailgun, a Stripe-like one that says nothing, one of nobody's, and one that failed. */
function folder(t: TestContext): string {
  const cwd = testFolder(t);
  mkdirSync(join(cwd, 'set'));
  const write = (name: string, text: string): void =>
    writeFileSync(join(cwd, 'set', name), `version: 1\n${text}\n`);
  const request = (path: string, headers: string, body: string): string =>
    `request: { method: POST, path: ${path}, headers: [${headers}], body: '${body}' }`;
  write(
    'a.yaml',
    `provider: mailgun\nevent: bounce\ncaptured_at: ${ago(1)}\n${request('/a', '', '{"score":0.9}')}`,
  );
  const mailgun =
    '{"signature":{"timestamp":"1","token":"t","signature":"s"},"event-data":{"event":"opened","id":"x"}}';
  write(
    'b.yaml',
    `captured_at: ${ago(5)}\n${request('/b', '[Content-Type, application/json]', mailgun)}`,
  );
  write('c.yaml', `provider: Acme\n${request('/c?x=1', '[X-Tenant, "7"]', 'f=1&f=2')}`);
  write('d.yaml', `${request('/d', '', '{}')}\nresponse: { status: 503, headers: [] }`);
  return cwd;
}

async function chosen(cwd: string, ...flags: readonly string[]): Promise<string> {
  const run = await cli(['replay', 'set', '--dry-run', '--json', ...flags], { cwd });
  assert.equal(run.exitCode, 0, run.stderr);
  const sources = records(run.stdout).map(({ source }) => String(source));
  return sources.map((source) => source.replace(/^.*([a-z])\.yaml$/, '$1')).join(' ');
}

describe('choosing among fixtures', () => {
  it('takes the flags that choose from the history', async (t) => {
    const cwd = folder(t);
    assert.equal(await chosen(cwd), 'a b c d');
    assert.equal(await chosen(cwd, '--provider', 'mailgun'), 'a b');
    assert.equal(await chosen(cwd, '--provider', 'acme'), 'c');
    assert.equal(await chosen(cwd, '--event', 'bounce'), 'a');
    assert.equal(await chosen(cwd, '--event', 'open'), 'b');
    assert.equal(await chosen(cwd, '--event', 'opened'), 'b');
    assert.equal(await chosen(cwd, '--since', '2h'), 'a');
    assert.equal(await chosen(cwd, '--failed'), 'd');
    assert.equal(await chosen(cwd, '--filter', 'status>=500'), 'd');
    assert.equal(await chosen(cwd, '--filter', 'json:.score>0.5'), 'a');
    assert.equal(await chosen(cwd, '--filter', 'path=/c header:x-tenant=7'), 'c');
    assert.equal(await chosen(cwd, '--filter', 'not provider=mailgun'), 'c d');
    assert.equal(await chosen(cwd, '--provider', 'mailgun', '--filter', 'event=open'), 'b');
  });

  it('tells when nothing is left, and where a name may be a slip', async (t) => {
    const cwd = folder(t);
    const run = await cli(['replay', 'set', '--dry-run', '--provider', 'mailgn'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.match(run.stderr, /^warning: unknown provider "mailgn"; did you mean mailgun/);
    assert.match(run.stderr, /error: nothing to replay was found \[WHK_INPUT\]/);
  });

  it('a fixture that is wrong is told of on stderr, whatever was asked for', async (t) => {
    const cwd = folder(t);
    writeFileSync(join(cwd, 'set', 'e.yaml'), 'version: 1\nrequest: 7\n');
    for (const command of [['verify'], ['replay', '--dry-run', '--provider', 'mailgun']]) {
      const [name = '', ...flags] = command;
      const run = await cli([name, 'set', ...flags], { cwd });
      assert.equal(run.exitCode, 3);
      assert.match(run.stderr, /^error: set\/e\.yaml:2:\d+: request: .* \[WHK_FIXTURE\]\n/m);
      assert.doesNotMatch(run.stdout, /error/);
      const json = await cli([name, 'set', '--json', ...flags], { cwd });
      assert.match(json.stderr, /^error: set\/e\.yaml:2:\d+: request: .* \[WHK_FIXTURE\]\n/m);
      const errors = records(json.stdout).filter(({ type }) => type === 'error');
      assert.deepEqual(
        errors.map(({ code }) => code),
        ['WHK_FIXTURE'],
      );
    }
    for (const command of ['verify', 'replay']) {
      const run = await cli([command, 'nope'], { cwd });
      assert.equal(run.exitCode, 3);
      assert.match(run.stderr, /^error: nope:1:1: /);
      assert.doesNotMatch(run.stdout, /error/);
    }
  });
});
