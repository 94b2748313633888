import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

const TOKEN = 'TopSecretValue1';
const SECRET = 'hunter2hunter2';

/** What `listen` says of one request that shows the token and the secret in many places. */
async function told(t: TestContext, ...flags: readonly string[]): Promise<string> {
  const cwd = testFolder(t);
  const portFile = `${cwd}/port`;
  const listener = startCli(
    [
      ...['listen', '--port', '0', '--once', '--port-file', portFile, '--secret', SECRET],
      ...['--token', `hook=${TOKEN}`, ...flags],
    ],
    { cwd },
  );
  t.after(() => listener.stop());
  const ready = flags.includes('--pretty') ? null : await listener.line('ready');
  const url = ready === null ? await addressIn(portFile) : String(ready['url']);
  const path = `hooks_${SECRET}?hook=${TOKEN}&copy=${TOKEN}&page=2`;
  const headers = { hook: TOKEN, 'X-Copy': `a ${SECRET}` };
  const answer = await fetch(new URL(path, url), { method: 'POST', headers, body: '{}' });
  assert.equal(answer.status, 200);
  return (await listener.ended).stdout;
}

async function addressIn(portFile: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  for (;;) {
    const port = await readFile(portFile, 'utf8').catch(() => '');
    if (port !== '') return `http://127.0.0.1:${port.trim()}/`;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (const flags of [[], ['--pretty', '--verbose']]) {
  const format = flags[0] ?? 'NDJSON';
  test(`${format} of listen shows no token and no secret that it was given, whatever their names`, async (t) => {
    const text = await told(t, ...flags);
    assert.doesNotMatch(text, /TopSecret|hunter2/);
    assert.match(text, /page=2/);
    assert.match(await told(t, ...flags, '--show-secrets'), /TopSecretValue1.*hunter2/s);
  });
}

test('a page number in a query is shown, and a password of SMTP2GO is not', async (t) => {
  const cwd = testFolder(t);
  const listener = startCli(['listen', '--json', '--port', '0', '--count', '2'], { cwd });
  const url = String((await listener.line('ready'))['url']);
  for (const path of ['list?p=2', 'webhook/smtp2go?p=PASSWORD']) {
    await fetch(new URL(path, url), { method: 'POST', body: '{}' });
  }
  const paths = [await listener.line('request'), await listener.line('request', 1)];
  assert.deepEqual(
    paths.map(({ path }) => path),
    ['/list?p=2', '/webhook/smtp2go?p=****(8)'],
  );
  await listener.ended;
});

test('a hint of our own is printed as it was written', async (t) => {
  const cwd = testFolder(t);
  const { stderr } = await cli(['listen', '--port', '0', '--public-key', 'nothing-like'], { cwd });
  assert.match(stderr, /a DKIM record \(v=DKIM1;k=rsa;p=…\), or/);
});
