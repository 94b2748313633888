import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseExpression } from '../../src/core/expression.ts';
import { arrived } from '../helpers/captures.ts';
import { startListenRun } from '../helpers/listen-run.ts';

const notSent = (): Promise<never> => Promise.reject(new Error('not expected'));

describe('of requests that come at once', () => {
  for (const [what, config, shown] of [
    ['--count 2 with --filter shows two', { count: 2 }, ['/a1', '/a2']],
    ['--until shows none after the one that fits', { until: 'path=/a3' }, ['/a1', '/a2', '/a3']],
  ] as const) {
    it(what, async (t) => {
      const until = 'until' in config ? parseExpression(config.until) : null;
      const filter = parseExpression('path~/^\\/a/');
      const run = await startListenRun(t, { ...config, until, filter }, notSent);
      const paths = ['/a1', '/b', '/a2', '/a3', '/a4'];
      const answers = await Promise.all(paths.map((path) => run.receive(arrived({ path }))));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200, 200, 200],
      );
      assert.equal(await run.clock.runUntil(run.exitCode), 0);
      assert.deepEqual(
        run.requests().map(({ request }) => request.path),
        shown,
      );
    });
  }
});
