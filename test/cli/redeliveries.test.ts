import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

const EVENT = [
  ...['send', '--provider', 'mailtrap', '--event', 'bounce', '--seed', 'same'],
  ...['--now', '2026-11-21T06:50:00Z'],
];

/** Sends the same event to a listener of its own, and gives the `again` of its line. */
async function againOf(t: TestContext, cwd: string, ...flags: readonly string[]): Promise<unknown> {
  const listener = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  assert.equal((await cli([...EVENT, '--to', url], { cwd })).exitCode, 0);
  const request = await listener.line('request');
  listener.stop();
  await listener.ended;
  return request['again'];
}

test('a redelivery is one after a restart of the listener too, and is held against the plan', async (t) => {
  const cwd = testFolder(t);
  assert.equal(await againOf(t, cwd), null);
  const second = await againOf(t, cwd);
  assert.ok(typeof second === 'object' && second !== null);
  const { since_first_ms: sinceFirstMs, ...rest } = second as Record<string, unknown>;
  assert.deepEqual(rest, { count: 1, planned_ms: 300_000 });
  assert.ok(Number(sinceFirstMs) > 0);
  assert.equal(await againOf(t, cwd, '--no-history'), null);
  const third = (await againOf(t, cwd)) as Record<string, unknown>;
  assert.deepEqual([third['count'], third['planned_ms']], [2, 600_000]);
});
