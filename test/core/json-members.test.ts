import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { jsonMembers } from '../../src/core/json-members.ts';

test('members of any object are found where JSON.parse finds them, blanks or not', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
      fc.constantFrom(undefined, 2, '\t'),
      (value, indent) => {
        const body = utf8Bytes(JSON.stringify(value, null, indent));
        const found = [...(jsonMembers(body) ?? [])].map(([key, { start, end }]) => [
          key,
          JSON.parse(utf8Text(body.subarray(start, end))),
        ]);
        assert.deepEqual(found, Object.entries(JSON.parse(utf8Text(body))));
      },
    ),
  );
});

test('of equal keys the last one counts, also when one is written with an escape', () => {
  const body = utf8Bytes(' {"a": 1, "b" : [{"a":2},"]}"], "\\u0061": {"c":3} }');
  const range = jsonMembers(body)?.get('a');
  assert.equal(utf8Text(body.subarray(range?.start, range?.end)), '{"c":3}');
  assert.deepEqual([...(jsonMembers(body, range?.start) ?? [])].length, 1);
});

test('what is no object has no members', () => {
  for (const text of ['[1]', '"a"', '7', '']) assert.equal(jsonMembers(utf8Bytes(text)), undefined);
});
