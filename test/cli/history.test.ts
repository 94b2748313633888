import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';

/** A project folder whose history holds a Mailgun bounce, a Mailtrap open, a tampered open and a plain post. */
async function captured(t: TestContext): Promise<{ cwd: string; url: string; body: Buffer }> {
  const cwd = testFolder(t);
  const listener = startCli(['listen', '--json', '--port', '0'], { cwd });
  const url = `${String((await listener.line('ready'))['url'])}hooks?tenant=7`;
  await cli(['send', '-p', 'mailgun', '-e', 'bounce', '--to', url], { cwd });
  await cli(['send', '-p', 'mailtrap', '-e', 'open', '--to', url], { cwd });
  await cli(['send', '-p', 'mailtrap', '-e', 'open', '--to', url, '--tamper', 'body'], { cwd });
  const body = Buffer.from([0, 1, 2, 255, 254, 10, 13]);
  await fetch(url, { method: 'PUT', body, headers: { 'X-Odd': 'ä' } });
  await listener.line('request', 3);
  listener.stop();
  await listener.ended;
  return { cwd, url, body };
}

async function idsOf(cwd: string, ...args: readonly string[]): Promise<unknown[]> {
  const run = await cli(['history', '--json', ...args], { cwd });
  assert.equal(run.exitCode, 0, run.stderr);
  return records(run.stdout).map((line) => line['id']);
}

describe('history', () => {
  it('lists what was captured, by id, range, provider, event, failure and expression', async (t) => {
    const { cwd } = await captured(t);
    assert.deepEqual(await idsOf(cwd), ['1', '2', '3', '4']);
    assert.deepEqual(await idsOf(cwd, '--limit', '2'), ['3', '4']);
    assert.deepEqual(await idsOf(cwd, '--limit', '1', '--provider', 'mailtrap'), ['3']);
    assert.deepEqual(await idsOf(cwd, '--limit', '2', '--filter', 'method=POST'), ['2', '3']);
    assert.deepEqual(await idsOf(cwd, '--limit', '9', '--failed'), ['3']);
    assert.deepEqual(await idsOf(cwd, '--limit', '2', '4', '1..2'), ['1', '2']);
    assert.deepEqual(await idsOf(cwd, '2..3'), ['2', '3']);
    assert.deepEqual(await idsOf(cwd, 'last', '1'), ['4', '1']);
    assert.deepEqual(await idsOf(cwd, '--provider', 'mailtrap'), ['2', '3']);
    assert.deepEqual(await idsOf(cwd, '--event', 'bounce'), ['1']);
    assert.deepEqual(await idsOf(cwd, '--failed'), ['3']);
    assert.deepEqual(await idsOf(cwd, '--filter', 'method=PUT or signature=failed'), ['3', '4']);
    assert.deepEqual(await idsOf(cwd, '--since', '1h'), ['1', '2', '3', '4']);
  });

  it('goes on counting ids in the next run of the listener', async (t) => {
    const { cwd } = await captured(t);
    const listener = startCli(['listen', '--json', '--port', '0', '--once'], { cwd });
    const url = String((await listener.line('ready'))['url']);
    await cli(['send', '-p', 'smtp2go', '-e', 'open', '--to', url], { cwd });
    assert.equal((await listener.line('request'))['id'], '5');
    await listener.ended;
  });

  it('shows a request whole, its body alone, and in other forms', async (t) => {
    const { cwd, body } = await captured(t);
    const [whole] = records((await cli(['show', '4', '--json'], { cwd })).stdout);
    assert.equal(whole?.['body_base64'], body.toString('base64'));
    const [mailgun] = records((await cli(['show', '1', '--json'], { cwd })).stdout);
    const alone = await cli(['show', '1', '--body'], { cwd });
    assert.equal(alone.stdout, mailgun?.['body']);
    const raw = await cli(['show', '1', '--as', 'raw'], { cwd });
    assert.match(raw.stdout, /^POST \/hooks\?tenant=7 HTTP\/1\.1\r\n/);
    assert.ok(raw.stdout.endsWith(alone.stdout));
    assert.match((await cli(['show', '1', '--as', 'curl'], { cwd })).stdout, /^curl -X POST/);
    assert.match((await cli(['show', '1'], { cwd })).stdout, /"event-data"/);
  });

  it('removes old requests and keeps the newest', async (t) => {
    const { cwd } = await captured(t);
    const run = await cli(['history', 'prune', '--keep', '1'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(run.stderr, /3 requests removed/);
    assert.deepEqual(await idsOf(cwd), ['4']);
    assert.equal((await cli(['history', 'prune', '--keep', '7d'], { cwd })).exitCode, 0);
    assert.deepEqual(await idsOf(cwd), ['4']);
  });

  it('says what is wrong with an id that is none, and with a file that is no history', async (t) => {
    const { cwd } = await captured(t);
    assert.match((await cli(['show', 'x'], { cwd })).stderr, /"x" is no request of the history/);
    const missing = await cli(['show', '99'], { cwd });
    assert.equal(missing.exitCode, 3);
    assert.match(missing.stderr, /it has no request #99/);
    assert.equal((await cli(['show', '3..1'], { cwd })).exitCode, 2);
    writeFileSync(
      join(cwd, '.webhook-cli', 'history.db'),
      'my shopping list, which is not a database',
    );
    const foreign = await cli(['history'], { cwd });
    assert.notEqual(foreign.exitCode, 0);
    assert.match(foreign.stderr, /history\.db/);
  });
});

describe('replay from the history', () => {
  it('sends captures again by id, range and selection, signed afresh or as captured', async (t) => {
    const { cwd } = await captured(t);
    const listener = startCli(['listen', '--json', '--port', '0', '--no-history'], { cwd });
    t.after(async () => {
      listener.stop();
      await listener.ended;
    });
    const origin = String((await listener.line('ready'))['url']);
    for (const [args, expected] of [
      [['1'], ['mailgun bounce ok']],
      [['2..3'], ['mailtrap open ok', 'mailtrap open failed']],
      [['--provider', 'mailgun'], ['mailgun bounce ok']],
      [['last', '--verbatim'], [' PUT']],
    ] as const) {
      const before = listener.count('request');
      const run = await cli(['replay', ...args, '--to', origin], { cwd });
      assert.equal(run.exitCode, 0, run.stderr);
      const seen = expected.map(async (_, index) => await listener.line('request', before + index));
      assert.deepEqual((await Promise.all(seen)).map(summary), expected);
    }
  });
});

function summary(request: Readonly<Record<string, unknown>>): string {
  const [event] = request['events'] as { name: string }[];
  const { status } = request['verification'] as { status: string };
  assert.equal(request['path'], '/hooks?tenant=7');
  if (event === undefined) return ` ${String(request['method'])}`;
  return `${String(request['provider'])} ${event.name} ${status}`;
}
