import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LookAhead } from '../../src/delivery/look-ahead.ts';

test('as many are put on record ahead as begin within 16 ms, and never more than 256', () => {
  const lookAhead = new LookAhead();
  const beginning = (count: number): void => {
    for (let done = 0; done < count; done += 1) lookAhead.begun();
  };
  assert.equal(lookAhead.count(0), 0);
  beginning(100);
  assert.equal(lookAhead.count(15), 0);
  assert.equal(lookAhead.count(32), 50);
  beginning(1);
  assert.equal(lookAhead.count(1_032), 0);
  beginning(90_000);
  assert.equal(lookAhead.count(2_032), 256);
});
