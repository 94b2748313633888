import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Block, blockOf, stacked } from '../../src/render/block.ts';

const plain = (...lines: readonly string[]): Block => blockOf(lines, (line) => line);

test('stacked blocks give each line, in order and out of it', () => {
  const block = stacked([plain(), plain('a', 'b'), plain(), plain('c'), plain('d', 'e'), plain()]);
  assert.equal(block.total, 5);
  const lines = (indexes: readonly number[]): string => indexes.map(block.line).join('');
  assert.equal(lines([0, 1, 2, 3, 4]), 'abcde');
  assert.equal(lines([4, 0, 2, 1, 3, 3, 0]), 'eacbdda');
  assert.equal(stacked([]).line(0), '');
});

test('a long stack is gone through once, not once for each line', () => {
  let asked = 0;
  const one: Block = {
    get total() {
      asked += 1;
      return 1;
    },
    line: () => 'x',
  };
  const block = stacked(Array<Block>(1_000).fill(one));
  for (let index = 0; index < 1_000; index += 1) assert.equal(block.line(index), 'x');
  assert.equal(asked, 1_000);
});
