import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth } from '../../src/core/printable.ts';
import { cutEnd, cutMiddle, padEnd, padStart } from '../../src/render/columns.ts';

const text = fc
  .array(fc.constantFrom('a', 'é', '日', '👍', '👨‍👩‍👧', 'e\u0301', ' ', '…', '\u0301\u0301\u0301'))
  .map((parts) => parts.join(''));

test('text that fits is not touched', () => {
  assert.equal(cutEnd('日本', 4, '…'), '日本');
  assert.equal(cutMiddle('/hooks', 6, '…'), '/hooks');
});

test('a cut shows the start, or both ends', () => {
  assert.equal(cutEnd('/hooks/mailgun', 8, '…'), '/hooks/…');
  assert.equal(cutMiddle('/hooks/mailgun', 9, '…'), '/hoo…lgun');
  assert.equal(cutMiddle('/hooks/mailgun', 9, '...'), '/ho...gun');
});

test('wide characters are not cut in half', () => {
  assert.equal(cutEnd('日本語', 4, '…'), '日…');
  assert.equal(cutMiddle('日本語日本語', 6, '…'), '日…語');
});

test('a cut never exceeds its width, and the ellipsis stands wherever something is missing', () => {
  fc.assert(
    fc.property(text, fc.nat(30), fc.constantFrom('…', '...'), (whole, width, ellipsis) => {
      for (const cut of [cutEnd(whole, width, ellipsis), cutMiddle(whole, width, ellipsis)]) {
        assert.ok(displayWidth(cut) <= width);
        if (cut !== whole && width >= ellipsis.length) assert.ok(cut.includes(ellipsis));
      }
    }),
  );
});

test('padding fills up to the width and never cuts', () => {
  fc.assert(
    fc.property(text, fc.nat(30), (whole, width) => {
      const wanted = Math.max(width, displayWidth(whole));
      assert.equal(displayWidth(padEnd(whole, width)), wanted);
      assert.ok(padEnd(whole, width).startsWith(whole));
      assert.ok(padStart(whole, width).endsWith(whole));
    }),
  );
});

test('a text of a million marks is cut at once', () => {
  const started = performance.now();
  cutMiddle(`a${'\u0301'.repeat(1_000_000)}`, 20, '…');
  assert.ok(performance.now() - started < 1_000);
});
