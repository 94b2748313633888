import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canRunAway } from '../../src/core/pattern-cost.ts';

const RUNNING_AWAY = [
  '^(a+)+$',
  '(a*)*b',
  '(?:a|a)*b',
  '(a|aa)+$',
  '(a|ab|b)*c',
  '(\\w+\\s?)+$',
  '(a*b*)*c',
  '(.*,?)*x',
  '([a-z]+\\d*)+$',
  '(a{1,3})+b',
  '(x(a+)+y)?z',
  '(?=(a+)+$)b',
  '(?<name>a+?)+b',
  '(?:[^"\\\\]|\\\\.|.)*"',
  '(é+)+$',
  '((a{2,20}){3,}|b)*c',
];

const FINE = [
  '^\\/hooks\\/old',
  '^(\\w+\\.)*example\\.com$',
  '(foo|far|bar)*$',
  '^(?:\\d{1,3}\\.){3}\\d{1,3}$',
  '(\\d{2})+x',
  '(a?)*b',
  '(a?b)*c',
  'a+b+c+.*d',
  '(?:[^"\\\\]|\\\\.)*"',
  '("[^"]*",)+',
  '^(?!a+b)[a-z]+$',
  '\\bword\\b',
  '[\\]a-z]+-',
  '(ab){2,5}c',
  'x{2}y{,3}z{',
  '(?:é|日)x',
  '(a)\\1+',
  '()*',
  '',
];

for (const source of RUNNING_AWAY) {
  test(`/${source}/ can run away`, () => assert.equal(canRunAway(new RegExp(source)), true));
}
for (const source of FINE) {
  test(`/${source}/ can't run away`, () => assert.equal(canRunAway(new RegExp(source)), false));
}

test('a pattern too large to be judged is let pass', () => {
  assert.equal(canRunAway(new RegExp(`(${'.?'.repeat(140)})*`)), false);
  assert.equal(canRunAway(new RegExp(`(a+)+${'b'.repeat(200)}`)), false);
});

test('case is as the flag says', () => {
  assert.equal(canRunAway(/(a|A)*b/), false);
  assert.equal(canRunAway(/(a|A)*b/i), true);
});

test('any pattern is judged, soon', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '\\d', '\\b', '^', '(?:)', 'é');
  const pattern = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc
        .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,9}', '{3,}', '*?'))
        .map(([inner, sign]) => `(${inner})${sign}`),
      fc.tuple(tie('node'), tie('node')).map((both) => both.join('')),
      fc.tuple(tie('node'), tie('node')).map((both) => `(?:${both.join('|')})`),
    ),
  })).node;
  const text = `${'ab1'.repeat(8)}é`;
  fc.assert(
    fc.property(pattern, (source) => {
      const found = new RegExp(source);
      // What is let pass ends on a short text.
      if (!canRunAway(found)) assert.equal(typeof found.test(text), 'boolean');
    }),
    { numRuns: 300 },
  );
});
