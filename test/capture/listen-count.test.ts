import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { parseExpression } from '../../src/core/expression.ts';
import { arrived } from '../helpers/captures.ts';
import { type ListenRun, startListenRun } from '../helpers/listen-run.ts';

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

describe('answers under way when the count is reached', () => {
  for (const [what, hasten] of [
    ['--timeout', async (run: ListenRun) => await run.clock.advance(10_000)],
    ['a signal', async (run: ListenRun) => run.stop.abort()],
  ] as const) {
    it(`have their time until ${what}, and the exit code is 0`, async (t) => {
      let isOver = false;
      const close = async (hurry?: AbortSignal): Promise<void> => {
        if (hurry !== undefined && !hurry.aborted) await once(hurry, 'abort');
      };
      const run = await startListenRun(t, { count: 1, timeoutMs: 10_000 }, notSent, close);
      const over = run.exitCode.finally(() => {
        isOver = true;
      });
      await run.receive(arrived());
      await run.clock.advance(9_000);
      assert.equal(run.requests().length, 1);
      assert.equal(isOver, false);
      await hasten(run);
      assert.equal(await over, 0);
    });
  }
});
