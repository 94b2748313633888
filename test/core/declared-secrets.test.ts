import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredReplacer } from '../../src/core/declared-secrets.ts';

const declared = declaredReplacer(
  { names: ['hook', 'X-Gate'], values: ['Top Secret/1', 'Top Secret', 'abc'] },
  (secret) => `<${secret}>`,
);

const urls: readonly [url: string, replaced: string][] = [
  ['/in?hook=wrong&a=hook', '/in?hook=<wrong>&a=hook'],
  ['http://h/in?a=1&h%6Fok=x%20y', 'http://h/in?a=1&h%6Fok=<x%20y>'],
  ['/in/Top%20Secret%2F1/x', '/in/<Top%20Secret%2F1>/x'],
  ['/in?other=Top%20Secret', '/in?other=<Top%20Secret>'],
  ['/in?hook=&hook&Hook=x', '/in?hook=&hook&Hook=x'],
  ['/abc', '/abc'],
];

for (const [url, replaced] of urls) {
  test(`declared secrets of ${url} are replaced as ${replaced}`, () => {
    assert.equal(declared.url(url), replaced);
  });
}

test('a declared header is replaced whatever its value, and a declared value in whatever header', () => {
  assert.deepEqual(
    declared.headers([
      ['x-gate', 'wrong'],
      ['X-GATE', ''],
      ['X-Other', 'a Top Secret/1 b'],
      ['X-Short', 'abc'],
    ]),
    [
      ['x-gate', '<wrong>'],
      ['X-GATE', ''],
      ['X-Other', 'a <Top Secret/1> b'],
      ['X-Short', 'abc'],
    ],
  );
});
