import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttemptOutcome, DeliveryPlan } from '../../src/store/run-types.ts';
import { collected, DRIVERS, newHistory } from './opened-history.ts';

function plan(number: number, given: Partial<DeliveryPlan> = {}): DeliveryPlan {
  return {
    number,
    source: `f${number}.yaml`,
    reference: { kind: 'fixture', file: `f${number}.yaml`, document: 2 },
    sha256: Buffer.alloc(32, number),
    dueAtMs: 1_000,
    position: number,
    ...given,
  };
}

function result(number: number, given: Partial<AttemptOutcome> = {}): AttemptOutcome {
  return {
    number,
    attempt: 1,
    startedAtMs: 1_000,
    durationMs: 5.5,
    status: 503,
    error: null,
    state: 'pending',
    nextAttemptAtMs: 2_000.25,
    isUnknown: false,
    ...given,
  };
}

for (const driver of DRIVERS) {
  describe(`runs in ${driver.name}`, () => {
    it('gives what is due by time and then by position, and nothing that is under way', async (t) => {
      const { runs } = (await newHistory(t, driver)).history;
      const run = await runs.create('r', { seed: 's' }, 0, 7);
      const capture = { kind: 'capture', id: '12' } as const;
      await runs.add(run, [
        plan(1, { position: 9 }),
        plan(2, { reference: capture }),
        plan(3, { dueAtMs: 500 }),
        plan(4, { dueAtMs: 9_000 }),
        plan(5, { dueAtMs: null }),
      ]);
      const due = await runs.due(run, 10, 1_000);
      assert.deepEqual(
        due.map(({ number }) => number),
        [3, 2, 1],
      );
      assert.deepEqual(due[1]?.reference, capture);
      assert.deepEqual(due[2]?.reference, { kind: 'fixture', file: 'f1.yaml', document: 2 });
      assert.ok(Buffer.alloc(32, 3).equals(due[0]?.sha256 ?? Buffer.alloc(0)));
      await runs.started(run, [3, 2, 1], 1_100);
      assert.deepEqual(await runs.due(run, 10, 1_200), []);
      assert.equal(await runs.nextDueAtMs(run), 9_000);
      assert.equal(await runs.hurry(run, 1_200), 1);
      assert.equal(await runs.nextDueAtMs(run), 1_200);
      assert.equal((await runs.counts(run)).dropped, 1);
    });

    it('keeps results, and never lets a retry be due before its time', async (t) => {
      const { runs } = (await newHistory(t, driver)).history;
      const run = await runs.create('r', {}, 0, 7);
      await runs.add(run, [plan(1), plan(2)]);
      await runs.started(run, [1, 2], 1_100);
      await runs.finished(run, [
        result(1),
        result(2, { status: 200, state: 'delivered', nextAttemptAtMs: null }),
      ]);
      assert.equal(await runs.nextDueAtMs(run), 2_001);
      const [again] = await runs.due(run, 10, 2_001);
      assert.deepEqual([again?.attempts, again?.firstAttemptAtMs, again?.status], [1, 1_100, 503]);
      const { pending, delivered, attempts } = await runs.counts(run);
      assert.deepEqual([pending, delivered, attempts], [1, 1, 2]);
      assert.deepEqual(await collected(runs.durationsMs(run)), [5.5, 5.5]);
    });

    it('finds what was under way, and does not count an attempt without a result', async (t) => {
      const { runs } = (await newHistory(t, driver)).history;
      const run = await runs.create('r', {}, 0, 7);
      await runs.add(run, [plan(1), plan(2)]);
      await runs.started(run, [1, 2], 1_100);
      await runs.released(run, [2], 1_150);
      const [record, ...others] = await runs.underWay(run);
      assert.deepEqual([record?.number, record?.attempts, others.length], [1, 1, 0]);
      const unknown = { error: 'unknown', isUnknown: true, status: null, nextAttemptAtMs: 1_200 };
      await runs.finished(run, [result(1, unknown)]);
      const due = await runs.due(run, 10, 1_200);
      assert.deepEqual(
        due.map(({ number, attempts }) => [number, attempts]),
        [
          [2, 0],
          [1, 0],
        ],
      );
      // One of which nothing was sent has not begun; the other may have arrived.
      assert.deepEqual(
        due.map(({ firstAttemptAtMs }) => firstAttemptAtMs),
        [null, 1_100],
      );
      assert.deepEqual(await collected(runs.durationsMs(run)), []);
    });

    it('gives a taken name a number, and finds runs by name and the last one', async (t) => {
      const { runs } = (await newHistory(t, driver)).history;
      await runs.create('r', { a: 1 }, 5, 7);
      const second = await runs.create('r', { a: 2 }, 6, 7);
      await runs.mark(second, 'open', null, 12.5);
      assert.equal(second.name, 'r-2');
      assert.deepEqual((await runs.find('r'))?.settings, { a: 1 });
      const last = await runs.find('last');
      assert.deepEqual(
        [last?.name, last?.state, last?.ownerPid, last?.elapsedMs],
        ['r-2', 'open', null, 12.5],
      );
      assert.equal(await runs.find('other'), undefined);
      assert.equal((await runs.list()).length, 2);
    });
  });
}
