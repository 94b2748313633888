import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRatePerSecond } from '../../src/core/rate.ts';

describe('rates', () => {
  const cases: readonly [string, number | undefined][] = [
    ['10/s', 10],
    ['600/m', 10],
    ['1800/h', 0.5],
    ['2.5', 2.5],
    ['0/s', undefined],
    ['10/d', undefined],
    ['-1/s', undefined],
    ['10 / s', undefined],
    ['', undefined],
    ['Infinity', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`reads "${text}" as ${expected ?? 'no rate'}`, () => {
      assert.equal(parseRatePerSecond(text), expected);
    });
  }
});
