import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DueQueue } from '../../src/delivery/due-queue.ts';

describe('due queue', () => {
  it('gives entries by due time, and those of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const queue = new DueQueue<number>();
        for (const [index, time] of times.entries()) queue.push(time, index);
        const drained: [number, number][] = [];
        for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
          drained.push([entry.dueAtMs, entry.item]);
        }
        const expected = times
          .map((time, index): [number, number] => [time, index])
          .sort((left, right) => left[0] - right[0] || left[1] - right[1]);
        assert.deepEqual(drained, expected);
      }),
    );
  });

  it('shows the first entry without taking it', () => {
    const queue = new DueQueue<string>();
    queue.push(5, 'later');
    queue.push(1, 'sooner');
    assert.equal(queue.peek()?.item, 'sooner');
    assert.equal(queue.size, 2);
  });
});
