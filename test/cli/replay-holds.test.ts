import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

describe('replay, when a provider stops sending', () => {
  for (const word of ['all.yaml', '-']) {
    it(`leaves the rest of ${word} to be gone on with, says so once, and ends with 1`, async (t) => {
      const cwd = testFolder(t);
      const documents = Array.from(
        { length: 25 },
        (_, index) => `version: 1\nrequest: { body: n${index} }\n`,
      );
      const stdin = Buffer.from(documents.join('---\n'));
      writeFileSync(join(cwd, 'all.yaml'), stdin);
      const { url, kept } = await keepingTarget(t, (ordinal) => (ordinal <= 20 ? 503 : 200));
      const flags = ['--to', url, '--retry', 'mailersend', '--time-scale', '1000', '--json'];
      const run = await cli(['replay', word, ...flags], { cwd, stdin });
      assert.equal(run.exitCode, 1, run.stderr);
      assert.equal(kept.length, 20);
      assert.equal(run.stderr.match(/until somebody turns the webhook on again/g)?.length, 1);
      assert.match(run.stderr, /go on with: webhook-cli replay --resume replay-/);
      const told = records(run.stdout);
      const [hold, ...others] = told.filter(({ type }) => type === 'hold');
      assert.deepEqual(
        [hold?.['profile'], hold?.['until'], others.length],
        ['mailersend', null, 0],
      );
      assert.equal(told.at(-1)?.['pending'], 25);
      const again = await cli(['replay', '--resume', 'last', '--json'], { cwd });
      assert.equal(again.exitCode, 0, again.stderr);
      assert.equal(kept.length, 45);
    });
  }
});
