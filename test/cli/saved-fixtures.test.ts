import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

/** Where a listener of its own saved one request; ids begin at 1 again. */
async function savedTo(t: TestContext, cwd: string, body: string): Promise<unknown> {
  const flags = ['--json', '--port', '0', '--no-history', '--once', '--save', 'caps'];
  const listener = startCli(['listen', ...flags], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  await fetch(url, { method: 'POST', body });
  const request = await listener.line('request');
  assert.equal((await listener.ended).exitCode, 0);
  return request['saved_to'];
}

test('what --save wrote before stays, though ids begin again without a history', async (t) => {
  const cwd = testFolder(t);
  assert.equal(await savedTo(t, cwd, 'one'), join(cwd, 'caps/other/1-post.yaml'));
  assert.equal(await savedTo(t, cwd, 'two'), join(cwd, 'caps/other/1-post-2.yaml'));
  assert.deepEqual(readdirSync(join(cwd, 'caps/other')).sort(), ['1-post-2.yaml', '1-post.yaml']);
  const listed = await cli(['verify', 'caps', '--json'], { cwd });
  assert.equal(listed.stdout.split('\n').filter((line) => line !== '').length, 2);
});
