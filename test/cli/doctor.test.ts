import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadProvider } from '../../src/providers/index.ts';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { receiverSecret } from '../helpers/examined.ts';
import { correctReceiver, mistakes, startReceiver } from '../helpers/example-receivers.ts';

const SECRET = receiverSecret(await loadProvider('mailtrap'));

async function wrong(name: string): Promise<Server> {
  const server = (await mistakes())[name]?.create({ secret: SECRET });
  assert.ok(server !== undefined);
  return server;
}

describe('doctor', () => {
  it('exits 0 for a correct receiver, and says how many checks there were', async (t) => {
    const cwd = testFolder(t);
    const server = await correctReceiver('mailtrap', { secret: SECRET });
    const { url, countUrl } = await startReceiver(t, server);
    const args = ['doctor', url, '--provider', 'mailtrap', '--count-url', countUrl, '--burst', '4'];
    const run = await cli(args, { cwd });
    assert.equal(run.exitCode, 0, run.stdout);
    assert.match(run.stdout, /^✓ pass good-delivered {9}answered 200 and processed one event$/m);
    assert.match(run.stdout, /^! warn replayed /m);
    assert.match(run.stderr, /^signing with the test secret of "webhook-cli secret mailtrap"$/m);
    assert.match(run.stderr, /\nRefuses the bad\n/);
    assert.match(run.stderr, /\d+ checks: \d+ passed, 0 failed, 1 warning, \d+ skipped\n$/);
  });

  it('exits 1 when a forged request was accepted, and tells why it matters and what to do', async (t) => {
    const cwd = testFolder(t);
    const { url } = await startReceiver(t, await wrong('empty-passes'));
    const args = ['doctor', url, '-p', 'mailtrap', '--only', 'unsigned,wrong-key', '--json'];
    const run = await cli(args, { cwd });
    assert.equal(run.exitCode, 1);
    const lines = records(run.stdout);
    assert.deepEqual(
      lines.map((line) => [
        line['type'],
        line['check'],
        line['group'],
        line['result'],
        line['cause'],
      ]),
      [
        ['finding', 'unsigned', 'bad', 'fail', 'accepted'],
        ['finding', 'wrong-key', 'bad', 'pass', null],
      ],
    );
    assert.match(
      String(lines[0]?.['detail']),
      /^answered 200; a correct receiver refuses it with 400, 401 or 403\. Whoever knows the URL/,
    );
    assert.match(String(lines[0]?.['hint']), /^Refuse a request without a signature/);
  });

  it('uses the secret, the events and the target of flags and configuration', async (t) => {
    const cwd = testFolder(t);
    const server = await correctReceiver('mailgun', { secret: 'another key' });
    const { url } = await startReceiver(t, server);
    const args = ['doctor', '-p', 'mailgun', '-e', 'bounce,opened', '--only', 'good', '--json'];
    writeFileSync(join(cwd, 'webhook-cli.yaml'), `target: ${url}\n`);
    const refused = await cli(args, { cwd });
    assert.equal(refused.exitCode, 1, refused.stderr);
    const accepted = await cli([...args, '--secret', 'another key'], { cwd });
    assert.equal(accepted.exitCode, 0, accepted.stdout + accepted.stderr);
    assert.deepEqual(
      records(accepted.stdout).map((line) => line['check']),
      ['good-bounce', 'good-open'],
    );
  });

  it('writes reports that hold no secret', async (t) => {
    const cwd = testFolder(t);
    const { url } = await startReceiver(t, await wrong('no-check'));
    const withCredentials = url.replace('//', '//hook:hunter22@');
    const reports = ['html=out/report.html', 'junit=report.xml', 'sarif=report.sarif'];
    const run = await cli(
      [
        'doctor',
        withCredentials,
        ...['-p', 'mailtrap', '--only', 'bad'],
        ...reports.flatMap((report) => ['--report', report]),
      ],
      { cwd },
    );
    assert.equal(run.exitCode, 1);
    const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
    assert.match(read('out/report.html'), /^<!doctype html>[\s\S]*Refuses the bad/);
    assert.match(read('report.xml'), /<failure type="accepted" message="answered 200">/);
    assert.match(read('report.sarif'), /"ruleId": "wrong-key"/);
    for (const file of ['out/report.html', 'report.xml', 'report.sarif']) {
      assert.ok(!read(file).includes('hunter22') && !read(file).includes(SECRET), file);
    }
  });

  it('refuses to examine what is not on this machine, unless told that it is ours', async (t) => {
    const cwd = testFolder(t);
    const foreign = 'https://hooks.example.com/in';
    const run = await cli(['doctor', foreign, '-p', 'mailgun'], { cwd });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /^error: hooks\.example\.com is not this machine \[WHK_USAGE\]$/m);
    assert.match(run.stderr, /--yes says that the receiver is yours/);
    const local = 'http://127.0.0.1:9/';
    const count = await cli(['doctor', local, '-p', 'mailgun', '--count-url', foreign], { cwd });
    assert.equal(count.exitCode, 2);
  });

  it('exits 4 when nobody listens, and 3 when the count is no number', async (t) => {
    const cwd = testFolder(t);
    const server = createServer((_request, response) => void response.end('none'));
    const { url } = await startReceiver(t, server);
    const notNumber = await cli(['doctor', url, '-p', 'mailgun', '--count-url', url], { cwd });
    assert.equal(notNumber.exitCode, 3, notNumber.stderr);
    assert.match(notNumber.stderr, /--count-url answered 200 without a number/);
    server.close();
    server.closeAllConnections();
    const unreachable = await cli(['doctor', url, '-p', 'mailgun', '--json'], { cwd });
    assert.equal(unreachable.exitCode, 4, unreachable.stderr);
    assert.deepEqual(
      records(unreachable.stdout).map((line) => [line['type'], line['code']]),
      [['error', 'WHK_ENVIRONMENT']],
    );
  });

  const USAGE: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['http://127.0.0.1:9/'], /--provider is missing/],
    [['-p', 'mailgun'], /the URL is missing/],
    [['not a url', '-p', 'mailgun'], /is not a URL to send to/],
    [['http://127.0.0.1:9/', '-p', 'mailgum'], /did you mean mailgun/],
    [['http://127.0.0.1:9/', '-p', 'mailgun', '-e', 'bounced'], /did you mean/],
    [['http://127.0.0.1:9/', '-p', 'mailgun', '--only', 'stael'], /did you mean stale/],
    [['http://127.0.0.1:9/', '-p', 'mailgun', '--skip', 'ood'], /did you mean (?:odd|good)/],
    [
      ['http://127.0.0.1:9/', '-p', 'mailgun', '--report', 'pdf=x'],
      /html=FILE, junit=FILE, sarif=FILE/,
    ],
    [['http://127.0.0.1:9/', '-p', 'mailgun', '--report', 'html='], /html=FILE/],
    [['http://127.0.0.1:9/', '-p', 'mailgun', '--timeout', '5'], /duration/],
  ];
  for (const [args, message] of USAGE) {
    it(`exits 2 for: doctor ${args.join(' ')}`, async (t) => {
      const run = await cli(['doctor', ...args], { cwd: testFolder(t) });
      assert.equal(run.exitCode, 2, run.stderr);
      assert.match(run.stderr, message);
    });
  }
});
