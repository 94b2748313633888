import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryPlan } from '../../src/delivery/memory-plan.ts';
import type { PlannedDelivery } from '../../src/delivery/types.ts';
import { NO_RETRY } from '../../src/providers/retry-profiles.ts';

function delivery(id: string, dueAtMs?: number): PlannedDelivery {
  return {
    id,
    source: `source ${id}`,
    profile: NO_RETRY,
    ...(dueAtMs === undefined ? {} : { dueAtMs }),
    prepare: () => {
      throw new Error('nothing is sent here');
    },
  };
}

describe('plan in memory', () => {
  it('gives what is due, tells when the next one is, and asks its source for no more before', async () => {
    let asked = 0;
    const source = async function* (): AsyncGenerator<PlannedDelivery> {
      for (const one of [
        delivery('1'),
        delivery('2', 500),
        delivery('3', 500),
        delivery('4', 900),
      ]) {
        asked += 1;
        yield one;
      }
    };
    const plan = memoryPlan(source());
    const due = async (nowMs: number): Promise<readonly string[]> =>
      (await plan.due(10, nowMs)).map(({ id }) => id);
    assert.deepEqual(await due(0), ['1']);
    assert.deepEqual(await due(0), []);
    assert.equal(await plan.nextDueAtMs(), 500);
    assert.deepEqual(await due(499), []);
    assert.equal(asked, 2);
    assert.deepEqual(await due(500), ['2']);
    assert.deepEqual(await due(500), ['3']);
    assert.deepEqual(await due(500), []);
    await plan.hurry(500);
    assert.deepEqual(await due(500), ['4']);
    assert.deepEqual(await due(500), []);
    assert.equal(await plan.nextDueAtMs(), null);
  });
});
