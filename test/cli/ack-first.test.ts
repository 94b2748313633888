import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cli, testFolder } from '../helpers/cli.ts';
import { heldTarget } from '../helpers/held-target.ts';
import { postTo, startListenCli } from '../helpers/listener-cli.ts';

const SLACK_CHALLENGE = '{"type":"url_verification","token":"x","challenge":"abc"}';

/** Stops a listener and gives what it said. */
async function said({ running }: Awaited<ReturnType<typeof startListenCli>>): Promise<string> {
  running.stop();
  return (await running.ended).stderr;
}

describe('--ack-first', () => {
  it('has one queue for each URL, whatever routes lead there, also over a restart', async (t) => {
    const target = await heldTarget(t, (body) => body === 'slow 1');
    const flags = [
      ...['--route', `body~slow=${target.url}`, '--route', `body~fast=${target.url}`],
      ...['--forward-to', target.url, '--forward-to', target.url, '--ack-first'],
    ];
    const first = await startListenCli(t, flags);
    for (const body of ['slow 1', 'slow 2', 'fast 1', 'other']) await postTo(first.url, body);
    await target.arrivals(1);
    assert.match(await said(first), /4 requests wait to be sent on; the next listen --ack-first/);
    target.release();
    const second = await startListenCli(t, flags, first.cwd);
    await second.running.line('attempt', 3);
    assert.deepEqual(target.bodies, ['slow 1', 'slow 1', 'slow 2', 'fast 1', 'other']);
    assert.match(await said(second), /4 requests wait from before, to be sent on first/);
  });

  it('sends only what a listener captured that was to send it on', async (t) => {
    const target = await heldTarget(t);
    const to = ['--forward-to', target.url];
    const cwd = testFolder(t);
    for (const [flags, body] of [
      [[...to, '--ack-first'], 'queued'],
      [to, 'live'],
      [[], 'plain'],
    ] as const) {
      const listener = await startListenCli(t, flags, cwd);
      await postTo(listener.url, body);
      await listener.running.line(flags.length > 0 ? 'attempt' : 'request');
      await said(listener);
    }
    const last = await startListenCli(t, [...to, '--ack-first'], cwd);
    await postTo(last.url, 'last');
    await last.running.line('attempt');
    assert.deepEqual(target.bodies, ['queued', 'live', 'last']);
    assert.doesNotMatch(await said(last), /wait/);
  });

  it('queues nothing that the listener answers itself', async (t) => {
    const target = await heldTarget(t);
    const flags = [
      '--forward-to',
      target.url,
      '--ack-first',
      '--fail-first',
      '1',
      '--token',
      'k=s',
    ];
    const { running, url } = await startListenCli(t, flags);
    const allowed = { k: 's' };
    assert.equal((await postTo(url, 'refused')).status, 403);
    assert.equal((await postTo(url, SLACK_CHALLENGE, allowed)).text, 'abc');
    assert.equal((await postTo(url, 'failed', allowed)).status, 503);
    assert.equal((await postTo(url, 'taken', allowed)).status, 200);
    await running.line('attempt');
    assert.deepEqual(target.bodies, ['taken']);
    assert.equal((await running.line('attempt'))['source'], '#4');
  });

  it('queues what --respond answers, which says nothing of the request', async (t) => {
    const target = await heldTarget(t);
    const flags = ['--forward-to', target.url, '--ack-first', '--respond', '202'];
    const { running, url } = await startListenCli(t, flags);
    assert.equal((await postTo(url, 'a')).status, 202);
    await running.line('attempt');
    assert.deepEqual(target.bodies, ['a']);
  });

  it('queues only what the program of --exec-decides accepts', async (t) => {
    const target = await heldTarget(t);
    const flags = ['--forward-to', target.url, '--ack-first', '--exec-decides'];
    const { running, url } = await startListenCli(t, [...flags, '--exec', 'grep -q good']);
    assert.equal((await postTo(url, 'bad')).status, 500);
    assert.equal((await postTo(url, 'good')).status, 200);
    await running.line('attempt');
    assert.deepEqual(target.bodies, ['good']);
  });

  it('sends all that it took before it ends by --count, while the target answers', async (t) => {
    const target = await heldTarget(t, () => true);
    const flags = ['--forward-to', target.url, '--ack-first', '--count', '2'];
    const { running, url, cwd } = await startListenCli(t, flags);
    for (const body of ['a', 'b']) await postTo(url, body);
    await running.line('request', 1);
    await target.arrivals(1);
    target.release();
    const run = await running.ended;
    assert.deepEqual([run.exitCode, run.stderr], [0, '']);
    assert.deepEqual(target.bodies, ['a', 'b']);
    assert.equal(running.count('attempt'), 2);
    const next = await startListenCli(t, flags, cwd);
    assert.equal(await said(next), '');
  });

  it('does not wait for a target that is down when it ends by --once, and says what is left', async (t) => {
    const target = await heldTarget(t);
    await target.down();
    const flags = ['--forward-to', target.url, '--ack-first', '--once'];
    const { running, url, cwd } = await startListenCli(t, flags);
    await postTo(url, 'a');
    const run = await running.ended;
    assert.equal(run.exitCode, 0);
    assert.match(
      run.stderr,
      /^warning: [^\n]+nothing listens on [^\n]+\nwarning: 1 request waits to be sent on; the next listen --ack-first sends it\n$/,
    );
    await target.up();
    const next = await startListenCli(t, flags, cwd);
    await next.running.line('attempt');
    assert.deepEqual(target.bodies, ['a']);
  });

  it('can be stopped while it sends what is left', async (t) => {
    const target = await heldTarget(t, (_body, ordinal) => ordinal === 2);
    const flags = ['--forward-to', target.url, '--ack-first', '--count', '3'];
    const { running, url, cwd } = await startListenCli(t, flags);
    for (const body of ['a', 'b', 'c']) await postTo(url, body);
    await running.line('request', 2);
    await target.arrivals(2);
    running.stop();
    assert.match((await running.ended).stderr, /^warning: 2 requests wait to be sent on;[^\n]+\n$/);
    const next = await startListenCli(t, flags, cwd);
    await next.running.line('attempt', 1);
    assert.deepEqual(target.bodies, ['a', 'b', 'b', 'c']);
  });

  it('never takes an end of its own for a failure of the target', async (t) => {
    const target = await heldTarget(t, () => true);
    const listener = await startListenCli(t, ['--forward-to', target.url, '--ack-first']);
    await postTo(listener.url, 'a');
    await target.arrivals(1);
    assert.equal(
      await said(listener),
      'warning: 1 request waits to be sent on; the next listen --ack-first sends it\n',
    );
    assert.equal(listener.running.count('attempt'), 0);
  });

  it('says so when what waits is forgotten', async (t) => {
    const flags = ['--forward-to', 'http://127.0.0.1:1', '--ack-first', '--no-history', '--once'];
    const { running, url } = await startListenCli(t, flags);
    await postTo(url);
    assert.match(
      (await running.ended).stderr,
      /1 request was not sent on, and --no-history forgets it\n$/,
    );
  });

  it('keeps what waits when old requests are removed, until it is told otherwise', async (t) => {
    const target = await heldTarget(t);
    await target.down();
    const flags = ['--forward-to', target.url, '--ack-first', '--keep', '1'];
    const first = await startListenCli(t, flags);
    for (const body of ['a', 'b', 'c']) await postTo(first.url, body);
    await first.running.line('request', 2);
    await said(first);
    const { cwd } = first;
    const prune = async (...more: readonly string[]): Promise<string> =>
      (await cli(['history', 'prune', ...more], { cwd })).stderr;
    assert.match(
      await prune('--keep', '1'),
      /^0 requests removed\n2 requests wait to be sent on and are kept; --waiting removes such requests too\n$/,
    );
    await target.up();
    const second = await startListenCli(t, flags, cwd);
    await second.running.line('attempt', 2);
    assert.deepEqual(target.bodies, ['a', 'b', 'c']);
    await said(second);
    await target.down();
    const third = await startListenCli(t, flags, cwd);
    await postTo(third.url, 'd');
    await said(third);
    assert.match(await prune('--waiting', '--keep-runs', '1'), /--waiting is about the requests/);
    // Of the listener's own --keep it is not known whether it came before this request or after it.
    assert.match(await prune('--keep', '0', '--waiting'), /^[12] requests removed\n$/);
  });
});
