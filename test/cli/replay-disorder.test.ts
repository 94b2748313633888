import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { flakyTarget } from '../helpers/flaky-target.ts';

const STEADY = { seed: 'steady', failing: 0, hanging: 0 };

function fixtures(folder: string, count: number, everyMs = 0): void {
  const documents = Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2026, 10, 21) + index * everyMs).toISOString();
    return `version: 1\ncaptured_at: ${at}\nrequest: { headers: [[Content-Type, text/plain]], body: 'n${index}' }\n`;
  });
  writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
}

describe('replay with disorder', () => {
  it('drops and duplicates by the seed, tells what it did to which, and calls that no failure', async (t) => {
    const cwd = testFolder(t);
    fixtures(cwd, 40);
    const target = await flakyTarget(t, STEADY);
    const flags = ['--drop', '20%', '--duplicate', '1', '--seed', 'd', '--json'];
    const run = await cli(['replay', 'all.yaml', '--to', target.url, ...flags], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    const dropped = records(run.stdout).filter((line) => line['outcome'] === 'dropped');
    assert.ok(dropped.length > 0);
    assert.equal(target.seen.size, 40 - dropped.length);
    assert.ok([...target.seen.values()].every(({ arrivals }) => arrivals === 2));
    const done = records(run.stdout).filter(({ type }) => type === 'disorder');
    const doneTo = (what: string) => done.filter((line) => `${line['done']}` === what);
    assert.deepEqual(
      doneTo('left-out').map((line) => line['delivery']),
      dropped.map((line) => line['delivery']),
    );
    assert.equal(doneTo('copy').length, 40 - dropped.length);
    const summary = records(run.stdout).at(-1);
    assert.equal(summary?.['dropped'], dropped.length);
    assert.deepEqual(summary?.['disorder'], {
      seed: 'd',
      shuffled: false,
      left_out: { count: dropped.length, deliveries: dropped.map((line) => line['delivery']) },
      copies: {
        count: 40 - dropped.length,
        deliveries: doneTo('copy').map((line) => line['delivery']),
      },
      held_back: { count: 0, deliveries: [] },
    });

    const second = await flakyTarget(t, STEADY);
    await cli(['replay', 'all.yaml', '--to', second.url, ...flags], { cwd });
    assert.deepEqual([...second.seen.keys()], [...target.seen.keys()]);
  });

  it('delivers in another order, the same for the same seed', async (t) => {
    const cwd = testFolder(t);
    fixtures(cwd, 30);
    const order = async (seed: string): Promise<readonly string[]> => {
      const { url, seen } = await flakyTarget(t, STEADY);
      const run = await cli(
        ['replay', 'all.yaml', '--to', url, '--order', 'shuffle', '--seed', seed],
        { cwd },
      );
      assert.equal(run.exitCode, 0, run.stderr);
      return [...seen.keys()];
    };
    const first = await order('one');
    assert.deepEqual(await order('one'), first);
    assert.notDeepEqual(await order('two'), first);
    assert.equal(new Set(first).size, 30);
  });

  it('keeps the gaps between captures, scaled', async (t) => {
    const cwd = testFolder(t);
    fixtures(cwd, 4, 10_000);
    const { url } = await flakyTarget(t, STEADY);
    const run = await cli(['replay', 'all.yaml', '--to', url, '--keep-timing=100x', '--json'], {
      cwd,
    });
    const starts = records(run.stdout)
      .filter(({ type }) => type === 'attempt')
      .map((line) => Date.parse(String(line['started_at'])));
    assert.equal(starts.length, 4, run.stderr);
    // None starts before its time, but the first may start late.
    assert.ok((starts[3] ?? 0) - (starts[0] ?? 0) >= 150, `${starts}`);
  });

  it('sends nothing when a report could not be written, or would overwrite something else', async (t) => {
    const cwd = testFolder(t);
    fixtures(cwd, 1);
    const fixture = readFileSync(join(cwd, 'all.yaml'), 'utf8');
    const target = await flakyTarget(t, STEADY);
    const refused: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['json=-'], 2, /json=-: stdout carries the results/],
      [['json=a', 'junit=./a'], 2, /junit=\.\/a: another report goes to that file/],
      [['json=all.yaml'], 2, /json=all\.yaml: the file is there, and is no such report/],
      [['json=.'], 4, /json=\.: it is a folder/],
      [['json=all.yaml/b'], 4, /all\.yaml is no folder/],
    ];
    const commands = [
      ['replay', 'all.yaml'],
      ['send', '-p', 'mailgun', '-e', 'bounce'],
    ];
    for (const command of commands) {
      for (const [reports, exitCode, message] of refused) {
        const flags = reports.flatMap((report) => ['--report', report]);
        const run = await cli([...command, '--to', target.url, ...flags], { cwd });
        assert.equal(run.exitCode, exitCode, run.stderr);
        assert.match(run.stderr, message);
      }
    }
    assert.equal(target.arrivals(), 0);
    assert.equal(readFileSync(join(cwd, 'all.yaml'), 'utf8'), fixture);
    assert.deepEqual(readdirSync(cwd), ['all.yaml']);
  });

  it('writes every report that is asked for', async (t) => {
    const cwd = testFolder(t);
    fixtures(cwd, 3);
    const { url } = await flakyTarget(t, STEADY);
    const reports = ['junit=r.xml', 'json=r.json', 'html=r.html'];
    const flags = reports.flatMap((report) => ['--report', report]);
    const run = await cli(['replay', 'all.yaml', '--to', url, ...flags], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    const text = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    assert.match(text('r.xml'), /tests="3" failures="0"/);
    assert.equal(JSON.parse(text('r.json')).attempts.length, 3);
    assert.equal(text('r.html').match(/class="ok"/g)?.length, 3);
    const wrong = await cli(['replay', 'all.yaml', '--report', 'pdf=x'], { cwd });
    assert.equal(wrong.exitCode, 2);
    const again = await cli(['replay', 'all.yaml', '--to', url, ...flags], { cwd });
    assert.equal(again.exitCode, 0, again.stderr);
  });
});
