import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { reindentJson } from '../../src/core/json-format.ts';

test('layout is that of JSON.stringify with the same indentation', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 4 }), (value, indent) => {
      const expected = JSON.stringify(value, null, indent);
      assert.equal(reindentJson(utf8Bytes(JSON.stringify(value)), { indent }), expected);
      assert.equal(reindentJson(utf8Bytes(expected), { indent }), expected);
    }),
  );
});

test('at any depth the text means the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat({ max: 4 }), (value, maxDepth) => {
      const text = JSON.stringify(value);
      const laidOut = reindentJson(utf8Bytes(text), { maxDepth });
      assert.deepEqual(JSON.parse(laidOut ?? ''), JSON.parse(text));
    }),
  );
});

test('numbers and strings stay exactly as written', () => {
  const body = utf8Bytes('{"n":12345678901234567890.10,"s":"\\u003c\\/é","e":1E5}');
  assert.equal(
    reindentJson(body),
    '{\n  "n": 12345678901234567890.10,\n  "s": "\\u003c\\/é",\n  "e": 1E5\n}',
  );
});

test('empty containers stay on one line, whatever blanks they hold', () => {
  assert.equal(reindentJson(utf8Bytes('{"a":{ },"b":[\n]}')), '{\n  "a": {},\n  "b": []\n}');
});

test('content below the depth limit stays compact', () => {
  const body = utf8Bytes('{"a": {"b": [1, {"c": 2}], "d": {}}, "e": 3}');
  assert.equal(
    reindentJson(body, { maxDepth: 1 }),
    '{\n  "a": {"b":[1,{"c":2}],"d":{}},\n  "e": 3\n}',
  );
  const levels = 100_000;
  const deep = reindentJson(utf8Bytes('['.repeat(levels) + ']'.repeat(levels)));
  assert.equal(deep?.split('\n').length, 129);
});

test('what is not JSON is undefined', () => {
  assert.equal(reindentJson(utf8Bytes('{"a":}')), undefined);
  assert.equal(reindentJson(utf8Bytes('')), undefined);
});
