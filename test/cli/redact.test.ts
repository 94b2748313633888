import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { parseFixtureText } from '../../src/io/fixture-files.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { rawExchange } from '../helpers/raw-http.ts';

const TOKEN = 's3cr3tvalue';
/** One of each way to sign: in the body, over it, over the URL, with a key pair (RSA ones take long to make), with a time, not at all. */
const PROVIDERS = [
  'mailgun',
  'mailtrap',
  'mandrill',
  'twilio',
  'sendgrid',
  'slack',
  'postmark',
] as const;
const COOKIE = 'sid=q9w8e7r6';

async function listening(t: TestContext, cwd: string, ...flags: readonly string[]) {
  const saved = ['--save', 'saved', '--redact', '--show-secrets'];
  const listener = startCli(['listen', '--json', '--port', '0', ...saved, ...flags], { cwd });
  t.after(async () => {
    listener.stop();
    await listener.ended;
  });
  return { listener, url: String((await listener.line('ready'))['url']) };
}

async function savedFixture(file: unknown) {
  const text = readFileSync(String(file), 'utf8');
  const [reading] = await parseFixtureText(text, 'saved.yaml');
  assert.ok(reading?.ok);
  return { text, fixture: reading.loaded.fixture };
}

test('what --save --redact writes has no secret, and verifies with the test secret, however a provider signs', async (t) => {
  const cwd = testFolder(t);
  const { listener, url } = await listening(t, cwd);
  for (const [at, provider] of PROVIDERS.entries()) {
    const { name, events } = await loadProvider(provider);
    const send = ['send', '--provider', name, '--event', events[0]?.name ?? '', '--json'];
    const secrets = ['--to', `${url}hooks?token=${TOKEN}`, '-H', `Cookie: ${COOKIE}`];
    assert.equal((await cli([...send, ...secrets], { cwd })).exitCode, 0, name);
    const request = await listener.line('request', at);
    assert.match(String(request['path']), new RegExp(TOKEN), 'shown as it came');
    const { text } = await savedFixture(request['saved_to']);
    assert.doesNotMatch(text, new RegExp(`${TOKEN}|q9w8e7r6`), name);
    assert.match(text, /note: secrets replaced by webhook-cli listen --redact/, name);
    const { status } = request['verification'] as Record<string, unknown>;
    const verified = await cli(['verify', String(request['saved_to']), '--json'], { cwd });
    const [finding] = records(verified.stdout);
    if (status === 'ok') assert.equal(finding?.['result'], 'pass', `${name}: ${verified.stdout}`);
  }
});

test('a signature made with a real secret is replaced, and a bad one is kept', async (t) => {
  const cwd = testFolder(t);
  const real = '0123456789abcdef0123456789abcdef';
  const { listener, url } = await listening(t, cwd, '--secret', real);
  const send = ['send', '--provider', 'mailtrap', '--event', 'bounce', '--to', url];
  await cli([...send, '--secret', real], { cwd });
  await cli([...send, '--secret', 'f'.repeat(32)], { cwd });
  for (const [at, fresh] of [true, false].entries()) {
    const request = await listener.line('request', at);
    const { text, fixture } = await savedFixture(request['saved_to']);
    const signature = (headers: unknown): unknown =>
      (headers as string[][]).find(([name]) => /signature/i.test(name ?? ''))?.[1];
    const isKept = signature(fixture.request.headers) === signature(request['headers']);
    assert.equal(isKept, !fresh);
    assert.equal(/signed afresh with the test secret/.test(text), fresh);
  }
});

test('credentials, keys in the body and secrets of the listener get fakes, each its own', async (t) => {
  const cwd = testFolder(t);
  const own = ['--auth', 'jane:hunter22', '--token', 'tenant=acme-77'];
  const { listener, url } = await listening(t, cwd, ...own);
  const body = 'call with sk_live_4eC39HqLyjWDarjtT1zdp7dc \xff and http://u:pw123@h/';
  const lines = [
    'POST /acme-77/hooks?tenant=acme-77&access_token=zzz HTTP/1.1',
    'Host: a',
    'Connection: close',
    `Authorization: Basic ${Buffer.from('jane:hunter22').toString('base64')}`,
    'Cookie: a=one; b=two; c=one',
    'X-Plain: kept, and acme-77',
    `content-LENGTH: ${body.length}`,
  ];
  await rawExchange(url, `${lines.join('\r\n')}\r\n\r\n${body}`);
  const request = await listener.line('request');
  const { fixture } = await savedFixture(request['saved_to']);
  const expected = 'call with sk_live_redacted-8 \xff and http://redacted-6:redacted-7@h/';
  const { path, headers, body: kept } = fixture.request;
  assert.deepEqual(
    { path, headers, body: kept.kind === 'bytes' && Buffer.from(kept.bytes).toString('latin1') },
    {
      path: '/redacted-1/hooks?tenant=redacted-1&access_token=redacted-2',
      headers: [
        ['Host', 'a'],
        ['Connection', 'close'],
        ['Authorization', 'Basic redacted-3'],
        ['Cookie', 'a=redacted-4; b=redacted-5; c=redacted-4'],
        ['X-Plain', 'kept, and redacted-1'],
        ['content-LENGTH', `${expected.length}`],
      ],
      body: expected,
    },
  );
});

test('--redact without --save is a mistake', async (t) => {
  const run = await cli(['listen', '--port', '0', '--redact'], { cwd: testFolder(t) });
  assert.equal(run.exitCode, 2);
  assert.match(run.stderr, /--redact is about what --save writes/);
});
