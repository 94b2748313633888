import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equalText } from '../../src/signing/constant-time.ts';

test('equalText: agrees with === on any two texts', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      assert.equal(equalText(left, right), left === right);
      assert.equal(equalText(left, left), true);
    }),
  );
});

test('equalText: the same number of letters in another number of bytes is false, not an error', () => {
  assert.equal(equalText('abc', 'abé'), false);
});

test('equalText: a text that only begins with the expected one is not equal', () => {
  assert.equal(equalText('abc', 'abcd'), false);
  assert.equal(equalText('abc', ''), false);
  assert.equal(equalText('', ''), true);
});

test('equalText: letters differ by case', () => {
  assert.equal(equalText('a0ff', 'A0FF'), false);
});
