import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareDecimals, multiplied, parseDecimal } from '../../src/core/decimal.ts';

function compared(left: string, right: string): number {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  assert.ok(a !== undefined && b !== undefined);
  return Math.sign(compareDecimals(a, b)) + 0; // -0 is 0
}

describe('decimals', () => {
  it('are equal however they are written', () => {
    for (const text of ['1500', '1.5e3', '+1500.', '0001500.00', '15E2', '.15e4', ' 1500 ']) {
      assert.equal(compared(text, '1500'), 0, text);
    }
    assert.equal(compared('-0.0', '0e9'), 0);
  });

  it('of any size are compared', () => {
    assert.equal(compared('9007199254740993', '9007199254740992'), 1);
    assert.equal(compared('-9007199254740993', '-9007199254740992'), -1);
    assert.equal(compared('1e400', '9e399'), 1);
    assert.equal(compared('1e-400', '0'), 1);
    assert.equal(compared(`0.${'3'.repeat(400)}4`, `0.${'3'.repeat(401)}`), 1);
  });

  it('are nothing else', () => {
    for (const text of ['', '.', '-', 'e5', '0x10', '1_000', 'Infinity', 'NaN', '1,5', '1 2']) {
      assert.equal(parseDecimal(text), undefined, text);
    }
  });

  it('compare as numbers do, and so many times over', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(double, double, (left, right) => {
        assert.equal(compared(`${left}`, `${right}`), Math.sign(left - right) + 0);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 1, max: 2 ** 40 }), (number, times) => {
        const decimal = parseDecimal(`${number}`);
        assert.ok(decimal !== undefined);
        assert.deepEqual(multiplied(decimal, times), parseDecimal(`${number * BigInt(times)}`));
      }),
    );
  });
});
