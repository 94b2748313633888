import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

const SECRETS = ['--tls', '--auth', 'user:s3cret', '--token', 'X-Key=t0ken'];

it('what listen says to send works once the secrets are filled in, and holds none of them', async (t) => {
  const cwd = testFolder(t);
  const flags = ['--port', '0', '--no-history', ...SECRETS];
  const shown = await cli(['listen', '--pretty', '--timeout', '1ms', ...flags], { cwd });
  const [, hint = ''] = /send one: webhook-cli (.*)/.exec(shown.stdout) ?? [];
  assert.doesNotMatch(shown.stdout, /s3cret|t0ken/);
  const running = startCli(['listen', '--json', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  const { url, ...ready } = await running.line('ready');
  assert.deepEqual(Object.keys(ready), ['v', 'type', 'ui', 'pid']);
  const filled = hint
    .replace('USER:PASSWORD', 'user:s3cret')
    .replace('VALUE', 't0ken')
    .replace(/127\.0\.0\.1:\d+/, new URL(String(url)).host);
  const words = [...filled.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const sent = await cli([...words, '--retry', 'none'], { cwd });
  assert.equal(sent.exitCode, 0, `${filled}\n${sent.stdout}${sent.stderr}`);
});
