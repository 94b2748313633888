import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { inHistory } from '../helpers/stored-captures.ts';
import { arrived } from '../store/opened-history.ts';

async function fourCaptures(t: TestContext): Promise<string> {
  const cwd = testFolder(t);
  await inHistory(cwd, async (history) => {
    for (let id = 1; id <= 4; id += 1) await history.append(arrived());
  });
  return cwd;
}

describe('commands under history', () => {
  it('drop no filter silently', async (t) => {
    const cwd = await fourCaptures(t);
    for (const flags of [
      ['--provider', 'stripe'],
      ['--event', 'open'],
      ['--since', '1h'],
      ['--failed'],
      ['--filter', 'status>=500'],
      ['-n', '3'],
    ]) {
      for (const command of [['prune', '--keep', '0'], ['runs']]) {
        const run = await cli(['history', ...flags, ...command], { cwd });
        assert.equal(run.exitCode, 2, flags.join(' '));
        assert.match(run.stderr, /history (prune|runs) takes no --/);
      }
    }
    const { stdout } = await cli(['history', '--json'], { cwd });
    assert.equal(records(stdout).length, 4);
  });

  it('prune says in NDJSON what went, and what --keep takes', async (t) => {
    const cwd = await fourCaptures(t);
    for (const wrong of ['-1', '9999999999', '0s', 'x']) {
      const run = await cli(['history', 'prune', '--keep', wrong], { cwd });
      assert.equal(run.exitCode, 2);
      assert.match(
        run.stderr,
        /Expected a duration .* or a number of at most 999999999: how many to keep/,
      );
    }
    const run = await cli(['history', 'prune', '--keep', '1', '--json'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.deepEqual(records(run.stdout), [
      {
        v: 1,
        type: 'pruned',
        requests: 3,
        waiting: 0,
        runs: 0,
        unfinished_runs: 0,
        body_files: 0,
        body_file_bytes: 0,
      },
    ]);
    const people = await cli(['history', 'prune', '--keep', '1'], { cwd });
    assert.equal(people.stdout, '');
    assert.match(people.stderr, /0 requests removed/);
  });
});
