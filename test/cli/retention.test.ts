import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runPrune } from '../../src/commands/history.ts';
import { keepRecent } from '../../src/commands/listen-retention.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openHistory } from '../../src/store/open-history.ts';
import type { PruneRule } from '../../src/store/types.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { keptLog } from '../helpers/listening.ts';
import { DRIVERS, portsOf } from '../store/opened-history.ts';

async function listening(t: TestContext, cwd: string, ...flags: readonly string[]) {
  const listener = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  return { listener, url };
}

async function historyIds(cwd: string): Promise<readonly unknown[]> {
  const { stdout } = await cli(['history', '--json'], { cwd });
  return records(stdout).map((line) => line['id']);
}

test('listen --keep removes older requests when it starts, and nothing that comes then', async (t) => {
  const cwd = testFolder(t);
  const first = await listening(t, cwd);
  for (let count = 0; count < 5; count += 1) await fetch(first.url, { method: 'POST' });
  first.listener.stop();
  await first.listener.ended;
  assert.deepEqual(await historyIds(cwd), ['1', '2', '3', '4', '5']);
  const second = await listening(t, cwd, '--keep', '2');
  await fetch(second.url, { method: 'POST' });
  await second.listener.line('request');
  second.listener.stop();
  await second.listener.ended;
  // 4 is there when old ones were removed before 6 came.
  const ids = await historyIds(cwd);
  assert.deepEqual(ids.slice(-2), ['5', '6']);
  for (const id of ['1', '2', '3']) assert.ok(!ids.includes(id), id);
});

test('old requests are removed at once and then every minute, and a failure ends nothing', async () => {
  const clock = fakeClock(0);
  const log = keptLog();
  const stop = new AbortController();
  const calls: (readonly [number, PruneRule])[] = [];
  const prune = async (rule: PruneRule): Promise<{ captures: number; waiting: number }> => {
    calls.push([clock.nowMs(), rule]);
    if (calls.length === 2) throw new Error('the disk is gone');
    return { captures: 3, waiting: calls.length === 3 ? 2 : 0 };
  };
  const rule = { olderThanMs: 1_000 };
  const ended = keepRecent(rule, { prune }, { clock, logger: log }, stop.signal);
  await clock.advance(120_000);
  assert.deepEqual(calls, [
    [0, rule],
    [60_000, rule],
    [120_000, rule],
  ]);
  assert.deepEqual(log.lines, [
    'debug: removed 3 old requests (--keep)',
    'warn: old requests could not be removed (--keep): the disk is gone',
    'debug: removed 3 old requests (--keep)',
    'debug: kept 2 old requests that wait to be sent on',
  ]);
  stop.abort();
  await ended;
});

for (const [flags, says] of [
  [['--keep', '7', '--no-history'], /--keep and --no-history exclude each other/],
  [['--keep', 'all'], /Expected a duration with a unit/],
] as const) {
  test(`listen ${flags.join(' ')} is a mistake`, async (t) => {
    const run = await cli(['listen', '--port', '0', ...flags], { cwd: testFolder(t) });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, says);
  });
}

test('prune says what it removed, and that a full disk leaves no room to give the space back', async (t) => {
  const cwd = testFolder(t);
  const [driver] = DRIVERS;
  assert.ok(driver !== undefined);
  const history = await openHistory(join(cwd, 'history.db'), portsOf(driver, cwd));
  t.after(() => history.close());
  const logger = keptLog();
  const pruned = { captures: 3, waiting: 0, bodyFiles: 0, bodyFileBytes: 0, isShrunk: false };
  const exitCode = await runPrune({ keep: 1 }, null, {
    history: { ...history, prune: async () => pruned },
    output: { event: () => {} },
    logger,
    clock: systemClock,
    isAlive: () => false,
    removeInput: async () => {},
  });
  assert.equal(exitCode, 0);
  assert.deepEqual(logger.lines, [
    'info: 3 requests removed',
    'warn: the disk is full, so the file of the history could not be made smaller yet; what comes next takes the place of what was removed',
  ]);
});
