import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journalPlan } from '../../src/commands/journal-plan.ts';
import { ONLY_200, repeatDelay } from '../../src/core/schedule.ts';
import { runPlan } from '../../src/delivery/engine.ts';
import { ReadyAttempts } from '../../src/delivery/ready-attempts.ts';
import { NO_RETRY } from '../../src/providers/retry-profiles.ts';
import type { RunRecord, RunStore } from '../../src/store/run-types.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { collectingOutput, type Reaction, scriptedSender } from '../helpers/scripted-sender.ts';
import { DRIVERS, newHistory } from '../store/opened-history.ts';

const MINUTE = 60_000;
const PROFILE = { ...NO_RETRY, delaysMs: repeatDelay(40, 5 * MINUTE), success: ONLY_200 };

async function planned(runs: RunStore, count: number): Promise<RunRecord> {
  const run = await runs.create('r', {}, 0, 7);
  const rows = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    source: `s${index + 1}`,
    reference: { kind: 'capture', id: `${index + 1}` } as const,
    sha256: Buffer.alloc(32),
    dueAtMs: 0,
    position: index,
  }));
  await runs.add(run, rows);
  return run;
}

function work(
  run: RunRecord,
  runs: RunStore,
  clock: ReturnType<typeof fakeClock>,
  react: (url: string) => Reaction,
  stop = new AbortController(),
) {
  const output = collectingOutput();
  const sender = scriptedSender(clock.nowMs, ({ url }) => react(url));
  const plan = journalPlan(run, runs, async ({ number, source }) => ({
    id: `${number}`,
    source,
    profile: PROFILE,
    prepare: () => ({
      url: `http://127.0.0.1:9/${number}`,
      request: { method: 'POST', path: `/${number}`, headers: [], body: new Uint8Array(0) },
      signed: 'unsigned',
      signedNote: null,
    }),
  }));
  const settings = { run: 'r', timeScale: 1, timeoutMs: null, concurrency: 1, ratePerSecond: null };
  const result = runPlan(plan, settings, { clock, sender, output, stop: stop.signal });
  return { output, sender, result, stop };
}

for (const driver of DRIVERS) {
  describe(`a plan kept in ${driver.name}`, () => {
    it('makes 41 attempts 5 minutes apart over 3 h 20 m when all fail', async (t) => {
      const clock = fakeClock(0);
      const { history } = await newHistory(t, driver);
      const run = await planned(history.runs, 1);
      const { sender, output, result } = work(run, history.runs, clock, () => 503);
      await clock.runUntil(result);
      assert.deepEqual(
        sender.sent.map(({ atMs }) => atMs),
        Array.from({ length: 41 }, (_, index) => index * 5 * MINUTE),
      );
      assert.deepEqual(
        output.ofType('delivery').map(({ outcome, attempts }) => [outcome, attempts]),
        [['exhausted', 41]],
      );
    });

    it('goes on where it stopped: what was delivered stays so, what was cut is made again', async (t) => {
      const clock = fakeClock(0);
      const { history } = await newHistory(t, driver);
      const run = await planned(history.runs, 4);
      const react = (url: string): Reaction =>
        url.endsWith('/1') ? 200 : url.endsWith('/2') ? 503 : 'hang';
      const first = work(run, history.runs, clock, react);
      while (first.sender.sent.length < 3) await clock.advance(0);
      await clock.advance(1_000);
      first.stop.abort();
      const { summary, interrupted } = await clock.runUntil(first.result);
      assert.equal(interrupted, true);
      assert.deepEqual([summary.total, summary.delivered, summary.pending], [4, 1, 3]);

      const second = work(run, history.runs, clock, () => 200);
      const { summary: whole } = await clock.runUntil(second.result);
      assert.deepEqual(
        second.sender.sent.map(({ url, atMs }) => [url.at(-1), atMs]),
        [
          ['3', 3_000],
          ['4', 3_000],
          ['2', 5 * MINUTE],
        ],
      );
      assert.deepEqual(
        second.output.ofType('attempt').map(({ attempt }) => attempt),
        [1, 1, 2],
      );
      assert.deepEqual([whole.total, whole.delivered, whole.pending], [4, 4, undefined]);
    });

    it('makes what was cut again before what came after it, however late it began', async (t) => {
      const clock = fakeClock(60_000);
      const { history } = await newHistory(t, driver);
      const run = await planned(history.runs, 4);
      const first = work(run, history.runs, clock, (url) => (url.endsWith('/1') ? 200 : 'hang'));
      while (first.sender.sent.length < 2) await clock.advance(0);
      first.stop.abort();
      await clock.runUntil(first.result);

      const second = work(run, history.runs, clock, () => 200);
      await clock.runUntil(second.result);
      assert.deepEqual(
        second.sender.sent.map(({ url }) => url.at(-1)),
        ['2', '3', '4'],
      );
    });

    it('gives back what was about to begin in front of what comes after it', async (t) => {
      const { history } = await newHistory(t, driver);
      const run = await planned(history.runs, 3);
      const plan = journalPlan(run, history.runs, () => null);
      const ready = new ReadyAttempts(plan, fakeClock(60_000), null);
      await ready.refill(2);
      assert.equal(ready.take()?.id, '1');
      await ready.release();
      const again = await plan.due(3, 60_000);
      assert.deepEqual(
        again.map(({ id }) => id),
        ['2', '3'],
      );
    });
  });
}
