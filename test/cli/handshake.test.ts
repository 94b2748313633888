import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { startListener } from '../helpers/listening.ts';

const CHALLENGE = '{"token":"t","challenge":"3eZbrw1aB","type":"url_verification"}';

interface Listening {
  readonly url: string;
  /** Status and text of the answer. */
  post(body: string, init?: RequestInit): Promise<readonly [number, string]>;
  /** Ends the listener, which does so by itself with --once: what it said, and the sources of its answers. */
  end(): Promise<{ readonly stderr: string; readonly answered: readonly unknown[] }>;
}

async function listening(
  t: TestContext,
  cwd: string,
  ...flags: readonly string[]
): Promise<Listening> {
  const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  const url = String((await running.line('ready'))['url']);
  return {
    url,
    post: async (body, init = {}) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, ...init });
      return [response.status, await response.text()];
    },
    end: async () => {
      if (!flags.includes('--once')) running.stop();
      const { stderr, stdout } = await running.ended;
      const requests = records(stdout).filter(({ type }) => type === 'request');
      return { stderr, answered: requests.map((line) => line['answered']) };
    },
  };
}

describe('listen answers handshakes by itself', () => {
  it('and says so, whatever the other answers are', async (t) => {
    const { url, post, end } = await listening(t, testFolder(t), '--respond', '503');
    assert.deepEqual(await post(CHALLENGE), [200, '3eZbrw1aB']);
    assert.deepEqual(await post('[{"msys":{}}]'), [200, '']);
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 200);
    assert.equal((await post('{"type":"event_callback"}'))[0], 503);
    const { stderr, answered } = await end();
    assert.deepEqual(
      stderr.split('\n').filter((line) => line.startsWith('answered')),
      [
        "answered Slack's url_verification",
        "answered SparkPost's ping",
        'answered a HEAD request, as Mandrill checks URLs',
      ],
    );
    assert.deepEqual(answered, [
      ...Array<unknown>(3).fill({ status: 200, source: 'rule' }),
      { status: 503, source: 'rule' },
    ]);
  });

  it('but not with --no-handshake, and only those of the provider that is fixed', async (t) => {
    const off = await listening(t, testFolder(t), '--no-handshake', '--respond', '503');
    assert.equal((await off.post(CHALLENGE))[0], 503);
    assert.doesNotMatch((await off.end()).stderr, /answered/);
    const fixed = await listening(t, testFolder(t), '--provider', 'slack', '--respond', '503');
    assert.equal((await fixed.post(CHALLENGE))[0], 200);
    assert.equal((await fixed.post('[{"msys":{}}]'))[0], 503);
  });

  it('instead of the target of --forward-to', async (t) => {
    const target = await startListener(t);
    const { post } = await listening(t, testFolder(t), '--forward-to', target.url);
    assert.deepEqual(await post(CHALLENGE), [200, '3eZbrw1aB']);
    assert.deepEqual(await post('{}'), [200, 'ok']);
    assert.deepEqual(
      target.arrived.map(({ body }) => Buffer.from(body).toString()),
      ['{}'],
    );
  });

  it('--no-handshake and --confirm-subscriptions exclude each other', async (t) => {
    const flags = ['--no-handshake', '--confirm-subscriptions'];
    const run = await cli(['listen', '--port', '0', ...flags], { cwd: testFolder(t) });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /exclude each other/);
  });
});

describe('a confirmation of SNS', () => {
  /** Sends one to a listener, with a stand-in of SNS to visit; tells the visits and what was said about them. */
  async function confirmed(
    t: TestContext,
    event: string,
    listenFlags: readonly string[],
    sendFlags: readonly string[] = [],
  ): Promise<{ readonly visits: readonly string[]; readonly said: string; readonly host: string }> {
    const cwd = testFolder(t);
    const sns = await startListener(t);
    const option = ['--option', `sns-url=${sns.url}`];
    const { url, end } = await listening(t, cwd, ...option, ...listenFlags);
    const send = ['send', '-p', 'ses', '-e', event, '--to', url, ...option];
    const sent = await cli([...send, ...sendFlags], { cwd });
    assert.equal(sent.exitCode, 0, sent.stderr);
    const { stderr } = await end();
    const visits = sns.arrived.map(({ method, path }) => `${method} ${path.split('&', 1)[0]}`);
    const said = stderr.split('\n').filter((line) => line.includes('visit'));
    return { visits, said: said.join('\n'), host: new URL(sns.url).host };
  }

  const CONFIRM = ['--confirm-subscriptions', '--once'];
  const EVENT = 'subscription-confirmation';

  it('is followed by a GET of SubscribeURL with --confirm-subscriptions', async (t) => {
    const { visits, said, host } = await confirmed(t, EVENT, CONFIRM);
    assert.deepEqual(visits, ['GET /?Action=ConfirmSubscription']);
    assert.equal(
      said,
      `visited ${host}, which the SubscriptionConfirmation of Amazon SNS asks for: it answered 200`,
    );
  });

  for (const [title, event, listenFlags, sendFlags, reason] of [
    ['without the flag', EVENT, ['--once'], [], /done with --confirm-subscriptions/],
    [
      'when its signature does not fit',
      EVENT,
      CONFIRM,
      ['--tamper', 'signature'],
      /signature is not ok \(failed\)/,
    ],
    ['when it undoes an unsubscription', 'unsubscribe-confirmation', CONFIRM, [], /would restore/],
  ] as const) {
    it(`is not followed ${title}`, async (t) => {
      const { visits, said } = await confirmed(t, event, listenFlags, sendFlags);
      assert.deepEqual(visits, []);
      assert.match(said, /^did not visit the URL of the \w+ of Amazon SNS: /);
      assert.match(said, reason);
    });
  }

  it('is not followed to another place than SNS', async (t) => {
    const cwd = testFolder(t);
    const other = await startListener(t);
    const { url, end } = await listening(t, cwd, ...CONFIRM);
    const option = ['--option', `sns-url=${other.url}`];
    await cli(['send', '-p', 'ses', '-e', EVENT, '--to', url, ...option], { cwd });
    assert.match((await end()).stderr, /did not visit .*: SubscribeURL is at http:/);
    assert.deepEqual(other.arrived, []);
  });

  it('a visit that fails is a warning', async (t) => {
    const cwd = testFolder(t);
    const option = ['--option', 'sns-url=http://127.0.0.1:1/'];
    const { url, end } = await listening(t, cwd, ...CONFIRM, ...option);
    await cli(['send', '-p', 'ses', '-e', EVENT, '--to', url, ...option], { cwd });
    assert.match((await end()).stderr, /warning: the visit to 127\.0\.0\.1:1, .* failed: /);
  });
});
