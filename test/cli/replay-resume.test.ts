import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { changeHistory } from '../helpers/captured-project.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { flakyTarget } from '../helpers/flaky-target.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

function numberedFixtures(folder: string, count: number): void {
  const documents = Array.from(
    { length: count },
    (_, index) =>
      `version: 1\nrequest: { headers: [[Content-Type, text/plain]], body: 'n${index}' }\n`,
  );
  writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
}

function outcomes(stdout: string): Map<string, unknown> {
  const lines = records(stdout).filter(({ type }) => type === 'delivery');
  return new Map(lines.map((line) => [String(line['delivery']), line['outcome']]));
}

// Most of the time these wait for retries.
describe('replay --resume', { concurrency: true }, () => {
  for (const round of [1, 2]) {
    it(`forgets nothing and repeats only what was under way when the run was killed (round ${round})`, async (t) => {
      const cwd = testFolder(t);
      const count = 300;
      numberedFixtures(cwd, count);
      const target = await flakyTarget(t, { seed: `kill/${round}`, failing: 0.3, hanging: 0.01 });
      const flags = ['--to', target.url, '--retry', '8x1s', '--time-scale', '20'];
      const args = ['replay', 'all.yaml', ...flags, '--timeout', '1500ms', '--concurrency', '16'];
      const child = spawn(process.execPath, [MAIN, ...args, '--json'], {
        cwd,
        env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      t.after(() => child.kill('SIGKILL'));
      const told: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => void told.push(chunk));
      child.stderr.resume();
      await target.afterArrivals(60 + round * 67);
      child.kill('SIGKILL');
      await once(child, 'close');
      const before = outcomes(Buffer.concat(told).toString('utf8'));

      const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd });
      assert.ok([0, 1].includes(resumed.exitCode), resumed.stderr);
      const after = outcomes(resumed.stdout);
      const again = new Set(
        [...resumed.stderr.matchAll(/delivery (\d+) .* was under way/g)].map(([, id]) => id),
      );
      // Those that would have begun within the next 10 ms are on record as well.
      assert.ok(again.size <= 16 + 128, `${again.size} under way`);
      for (const [id] of before) assert.ok(!after.has(id), `delivery ${id} ended twice`);
      for (let number = 1; number <= count; number += 1) {
        const seen = target.seen.get(`n${number - 1}`);
        const outcome = after.get(`${number}`) ?? before.get(`${number}`);
        assert.ok(seen !== undefined, `delivery ${number} never arrived`);
        if (outcome === 'exhausted') continue;
        const allowed = again.has(`${number}`) ? [1, 2] : [1];
        assert.ok(allowed.includes(seen.accepted), `delivery ${number}: ${JSON.stringify(seen)}`);
      }
      const summary = records(resumed.stdout).at(-1);
      assert.equal(summary?.['total'], count);
      assert.equal(summary?.['pending'], undefined);
    });
  }

  it('makes what was under way at a crash again before what came after it', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 4);
    const away = await keepingTarget(t, () => 503);
    const args = ['replay', 'all.yaml', '--to', away.url, '--retry', '9x1s', '--json'];
    const stopped = startCli(args, { cwd });
    await stopped.line('attempt');
    stopped.stop();
    await stopped.ended;
    // As a crash in the first attempt of the second one leaves it.
    await changeHistory(cwd, (database) => {
      database.exec('UPDATE deliveries SET attempts = 0, state = 0, next_attempt_at_ms = 1000');
      database.exec('UPDATE deliveries SET attempts = 1, state = 1 WHERE number = 2');
      database.exec('UPDATE deliveries SET next_attempt_at_ms = NULL WHERE number = 2');
      database.exec('UPDATE deliveries SET next_attempt_at_ms = NULL, state = 2 WHERE number = 1');
    });
    const { url, kept } = await keepingTarget(t);
    const resumed = await cli(['replay', '--resume', 'last', '--to', url], { cwd });
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    assert.match(resumed.stderr, /attempt 1 of delivery 2 .* was under way/);
    assert.deepEqual(
      kept.map(({ body }) => body),
      ['n1', 'n2', 'n3'],
    );
  });

  it('goes on after Ctrl-C, prints the command for it once, and lists the run', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 20);
    const target = await flakyTarget(t, { seed: 'stop', failing: 1, hanging: 0 });
    const first = startCli(
      ['replay', 'all.yaml', '--to', target.url, '--json', '--retry', '3x500ms'],
      { cwd },
    );
    await target.afterArrivals(5);
    first.stop();
    const stopped = await first.ended;
    assert.equal(stopped.exitCode, 130);
    const commands = stopped.stderr.match(/webhook-cli replay --resume (\S+)/g) ?? [];
    assert.equal(commands.length, 1, stopped.stderr);
    const arrivedBefore = target.arrivals();
    const [, run = ''] = /--resume (\S+)/.exec(commands[0] ?? '') ?? [];

    const [listed] = records((await cli(['history', 'runs', '--json'], { cwd })).stdout);
    assert.deepEqual(
      [listed?.['run'], listed?.['total'], listed?.['pending'], listed?.['attempts']],
      [run, 20, 20, arrivedBefore],
    );

    const shown = (await cli(['history', 'runs'], { cwd })).stdout;
    assert.match(shown, new RegExp(`go on with: webhook-cli replay --resume ${run}`));

    const second = await cli(
      ['replay', '--resume', run, '--retry', 'none', '--json', '--to', target.url],
      { cwd },
    );
    assert.equal(second.exitCode, 1, second.stderr);
    const [done] = records((await cli(['history', 'runs', '--json'], { cwd })).stdout);
    assert.deepEqual([done?.['total'], done?.['failed'], done?.['pending']], [20, 20, undefined]);
  });

  it('--dry-run prints what is left of the plan, numbered on, and changes nothing', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 3);
    const { url, kept } = await keepingTarget(t, (ordinal) => (ordinal === 1 ? 200 : 503));
    const first = startCli(
      ['replay', 'all.yaml', '--to', url, '--json', '--retry', '2x60s', '--seed', 's'],
      { cwd },
    );
    await first.line('attempt', 2);
    first.stop();
    await first.ended;
    const seen = kept.length;
    const listed = (await cli(['history', 'runs', '--json'], { cwd })).stdout;

    const dry = await cli(['replay', '--resume', 'last', '--dry-run', '--json'], { cwd });
    assert.equal(dry.exitCode, 0, dry.stderr);
    const plans = records(dry.stdout).map(({ type, source, attempts }) => {
      const planned = attempts as { attempt: number; offset_ms: number }[];
      return [type, source, planned.map((one) => [one.attempt, one.offset_ms])];
    });
    const rest = [
      [2, 0],
      [3, 60_000],
    ];
    assert.deepEqual(plans, [
      ['plan', 'all.yaml#2', rest],
      ['plan', 'all.yaml#3', rest],
    ]);
    assert.equal(kept.length, seen);
    assert.equal((await cli(['history', 'runs', '--json'], { cwd })).stdout, listed);
  });

  it('says what became of a run of which nothing is left', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 1);
    const { url, kept } = await keepingTarget(t, () => 500);
    const args = ['replay', 'all.yaml', '--to', url, '--retry', '1x1ms', '--seed', 's'];
    assert.equal((await cli(args, { cwd })).exitCode, 1);
    const again = await cli(['replay', '--resume', 'last'], { cwd });
    assert.equal(again.exitCode, 1);
    assert.match(
      again.stderr,
      /^nothing is left to deliver of replay-[0-9a-f]+: 0 delivered, 1 given up$/m,
    );
    const dry = await cli(['replay', '--resume', 'last', '--dry-run'], { cwd });
    assert.match(dry.stderr, /^nothing is left to deliver of replay-/m);
    assert.equal(kept.length, 2);
  });

  it('history prune ends old runs, and keeps the newest', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 3);
    const target = await flakyTarget(t, { seed: 'prune', failing: 0, hanging: 0 });
    for (const seed of ['a', 'b', 'c']) {
      const args = ['replay', 'all.yaml', '--to', target.url, '--seed', seed, '--quiet'];
      assert.equal((await cli(args, { cwd })).exitCode, 0);
    }
    const names = async (): Promise<readonly unknown[]> =>
      records((await cli(['history', 'runs', '--json'], { cwd })).stdout).map(({ run }) => run);
    const before = await names();
    assert.equal(before.length, 3);
    const some = await cli(['history', 'prune', '--keep-runs', '2'], { cwd });
    assert.match(some.stderr, /^0 requests removed; 1 run$/m);
    assert.deepEqual(await names(), before.slice(1));
    const none = await cli(['history', 'prune', '--keep', '7d'], { cwd });
    assert.match(none.stderr, /^0 requests removed$/m);
    const rest = await cli(['history', 'prune', '--keep-runs', '1ms'], { cwd });
    assert.match(rest.stderr, /; 2 runs$/m);
    assert.deepEqual(await names(), []);
    assert.equal((await cli(['history', 'prune'], { cwd })).exitCode, 2);
  });

  it('does not keep secrets, and asks for them again', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 3);
    const target = await flakyTarget(t, { seed: 'secret', failing: 1, hanging: 0 });
    const url = target.url.replace('//', '//user:hunter2hunter2@');
    const header = ['-H', 'X-Tenant: swordfish-swordfish'];
    const first = startCli(['replay', 'all.yaml', '--to', url, ...header], { cwd });
    await target.afterArrivals(1);
    first.stop();
    await first.ended;
    const bytes = readFileSync(join(cwd, '.webhook-cli', 'history.db')).toString('latin1');
    assert.match(bytes, /X-Tenant/);
    assert.doesNotMatch(bytes, /hunter2hunter2|swordfish/);
    const bare = await cli(['replay', '--resume', 'last'], { cwd });
    assert.equal(bare.exitCode, 2);
    assert.match(bare.stderr, /--to again/);
    const half = await cli(['replay', '--resume', 'last', '--to', target.url], { cwd });
    assert.match(half.stderr, /-H 'X-Tenant: …' again/);
  });

  it('leaves out what has changed since, says so, and ends with 3', async (t) => {
    const cwd = testFolder(t);
    numberedFixtures(cwd, 2);
    const target = await flakyTarget(t, { seed: 'changed', failing: 1, hanging: 0 });
    const first = startCli(['replay', 'all.yaml', '--to', target.url, '--retry', '3x500ms'], {
      cwd,
    });
    await target.afterArrivals(1);
    first.stop();
    await first.ended;
    writeFileSync(join(cwd, 'all.yaml'), "version: 1\nrequest: { body: 'other' }\n");
    const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd });
    assert.equal(resumed.exitCode, 3, resumed.stderr);
    assert.deepEqual([...outcomes(resumed.stdout).values()], ['dropped', 'dropped']);
  });

  it('refuses a run that is not there', async (t) => {
    const run = await cli(['replay', '--resume', 'replay-0000'], { cwd: testFolder(t) });
    assert.equal(run.exitCode, 3);
    assert.match(run.stderr, /there is no run replay-0000/);
  });
});
