import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isGlob, parseGlob } from '../../src/io/path-glob.ts';

/** Whether a pattern for one name matches a name. */
function matches(pattern: string, name: string): boolean {
  return (parseGlob(pattern) ?? []).some(([segment, ...rest]) => {
    assert.equal(rest.length, 0);
    if (segment?.kind === 'literal') return segment.name === name;
    return segment?.kind === 'match' && segment.name.test(name);
  });
}

const TABLE: readonly (readonly [
  pattern: string,
  hits: readonly string[],
  misses: readonly string[],
])[] = [
  ['*.yaml', ['a.yaml', 'a.b.yaml'], ['.yaml', 'a.yml', 'a.yaml.bak', 'ayaml']],
  ['?.yaml', ['a.yaml', 'é.yaml', '𝄞.yaml'], ['ab.yaml', '.yaml']],
  ['a**b', ['ab', 'axyb'], ['ax']],
  ['[a-c]x', ['ax', 'cx'], ['dx', 'x', '-x']],
  ['[!a-c]x', ['dx', '-x'], ['ax', 'x', '.x']],
  ['[^a]', ['b'], ['a']],
  ['[]a]', [']', 'a'], ['b']],
  ['[a-]', ['a', '-'], ['b']],
  ['[z-a]', [], ['z', 'm', 'a', '-']],
  ['[.]x', [], ['.x']],
  ['.*', ['.a', '.'], ['a']],
  ['{a,b}.yaml', ['a.yaml', 'b.yaml'], ['c.yaml', '{a,b}.yaml']],
  ['{a,b{c,d},}x', ['ax', 'bcx', 'bdx', 'x'], ['bx']],
  ['{a}{b,c}', ['{a}b', '{a}c'], ['ab']],
  ['{a,b', ['{a,b'], ['a']],
  ['a,b}', ['a,b}'], ['a']],
  ['[ab', ['[ab'], ['a']],
  ['\\*', ['*'], ['a', '\\*']],
  ['\\{a,b\\}', ['{a,b}'], ['a']],
  ['a+(b).$^|', ['a+(b).$^|'], ['ab']],
  ['x*\\?', ['xa?', 'x?'], ['xab']],
  ['*\n', ['a\n'], ['a']],
];

for (const [pattern, hits, misses] of TABLE) {
  test(`pattern ${JSON.stringify(pattern)} matches what it should and nothing else`, () => {
    for (const name of hits) assert.ok(matches(pattern, name), `should match ${name}`);
    for (const name of misses) assert.ok(!matches(pattern, name), `should not match ${name}`);
  });
}

test('braces may span folders, and ** alone is any depth', () => {
  assert.deepEqual(parseGlob('{a/b,**}/c'), [
    ['a', 'b', 'c'].map((name) => ({ kind: 'literal', name })),
    [{ kind: 'any-depth' }, { kind: 'literal', name: 'c' }],
  ]);
});

test('braces that stand for more than 1000 patterns are given up', () => {
  assert.equal(parseGlob('{a,b}'.repeat(9))?.length, 512);
  assert.equal(parseGlob('{a,b}'.repeat(10)), undefined);
  assert.equal(parseGlob('{a,b}'.repeat(200)), undefined);
});

test('a name with all its marks escaped matches itself and only itself', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('/'));
  fc.assert(
    fc.property(name, (text) => {
      const escaped = text.replace(/[*?[\]{}\\,]/g, '\\$&');
      assert.ok(matches(escaped, text));
      assert.ok(!matches(escaped, `${text}x`));
    }),
  );
});

test('any text can be read as a pattern', () => {
  const text = fc.string({ unit: fc.constantFrom(...'*?[]{}!^-,\\/.ab') });
  fc.assert(
    fc.property(text, (pattern) => {
      assert.ok(parseGlob(pattern) !== undefined);
      if (!isGlob(pattern)) assert.equal(parseGlob(pattern)?.length, 1);
    }),
    { numRuns: 2000 },
  );
});
