import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth, fitWidth, printable } from '../../src/core/printable.ts';

// Code units, so that lone surrogates and controls are as likely as text.
const anyText = fc
  .array(
    fc.oneof(
      fc.nat({ max: 0xffff }),
      fc.nat({ max: 0xff }),
      fc.constantFrom(0x202e, 0x2066, 0x2028, 0xd83d, 0xde00),
    ),
  )
  .map((units) => String.fromCharCode(...units));

test('printable text holds no control character, whatever came in', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = printable(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
      assert.match(shown, /^[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/);
      assert.doesNotMatch(shown, /\p{Cs}/u);
      assert.equal(printable(shown), shown);
    }),
  );
});

test('with kept newlines only line feeds and tabs are left', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = printable(text, { keepNewlines: true });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
      assert.match(shown, /^[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$/);
      assert.equal(shown.split('\n').length, text.split('\n').length);
    }),
  );
});

test('what is printable stays as it is', () => {
  const text = 'Grüße, 日本語 😀 e\u0301 \\x1b "quoted"';
  assert.equal(printable(text), text);
});

test('escapes are \\x below U+0100 and \\u above', () => {
  assert.equal(printable('\x1b[2J\x00\x7f\x9b'), '\\x1b[2J\\x00\\x7f\\x9b');
  assert.equal(printable('a\u202eb\u2069\u2028\ud800c'), 'a\\u202eb\\u2069\\u2028\\ud800c');
  assert.equal(printable('a\r\n\tb'), 'a\\x0d\\x0a\\x09b');
  assert.equal(printable('a\r\n\tb', { keepNewlines: true }), 'a\\r\n\tb');
});

test('widths are those of a terminal', () => {
  const table: readonly (readonly [string, number])[] = [
    ['', 0],
    ['abc', 3],
    ['Grüße', 5],
    ['日本語', 6],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['👩‍👩‍👧', 2],
    ['👍🏽', 2],
    ['🇳🇱', 2],
    ['❤️', 2],
    ['a\u200bb', 2],
    ['…', 1],
    ['файл', 4],
  ];
  for (const [text, width] of table) assert.equal(displayWidth(text), width, text);
});

test('fitted text is exactly as wide as asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 12 }), (text, width) => {
      const fitted = fitWidth(text, width);
      assert.equal(displayWidth(fitted), width);
      if (displayWidth(text) <= width) assert.equal(fitted.trimEnd(), text.trimEnd());
      else if (width > 0) assert.match(fitted, /… ?$/);
    }),
  );
  assert.equal(fitWidth('delivered', 5), 'deli…');
  assert.equal(fitWidth('日本語', 4), '日… ');
  assert.equal(fitWidth('ok', 4), 'ok  ');
  assert.equal(fitWidth('x', 0), '');
});
