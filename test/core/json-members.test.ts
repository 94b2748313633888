import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactUtf8Text, utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { jsonMembers, jsonMembersAt } from '../../src/core/json-members.ts';
import { locateJsonValue } from '../../src/core/json-scan.ts';

const KEYS = ['a', 'signature', ''] as const;

/** The slow way: parse, then look with the scanner that checks each token. */
function parsedMembers(body: Uint8Array): ReturnType<typeof jsonMembers> {
  const text = exactUtf8Text(body);
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const places = KEYS.map((key) => [key, locateJsonValue(body, [key])] as const);
  return Object.fromEntries(places.filter(([, place]) => place !== undefined));
}

const pieces = fc.constantFrom(
  ...'{}[],:"\\ \n'.split(''),
  ...['"a"', '"a":', '"\\u0061":1', '{"signature":{', '"":', '\\n', '\\u12G4', '\t', '\u0001', 'é'],
  ...['0', '-', '01', '1.', '1.5e+3', '2E', 'true', 'nul', 'null', '\u{feff}'],
);

test('of any text the members are found that parsing finds, and none where parsing fails', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const body = utf8Bytes(parts.join(''));
      assert.deepEqual(jsonMembers(body, KEYS), parsedMembers(body));
    }),
    { numRuns: 2_000 },
  );
});

test('of any object the members are found, blanks or not, and also when a byte of it is another', () => {
  const keys = fc.oneof(fc.constantFrom(...KEYS), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(
      fc.dictionary(keys, fc.jsonValue()),
      fc.constantFrom(undefined, 2, '\t'),
      fc.option(fc.tuple(fc.nat(), fc.nat(255))),
      (value, indent, change) => {
        const body = utf8Bytes(JSON.stringify(value, null, indent));
        if (change !== null) body[change[0] % body.length] = change[1];
        assert.deepEqual(jsonMembers(body, KEYS), parsedMembers(body));
      },
    ),
    { numRuns: 300 },
  );
});

test('of equal keys the last one counts, also when one is written with an escape', () => {
  const body = utf8Bytes(' {"a": 1, "b" : [{"a":2},"]}"], "\\u0061": {"c":3} }');
  const range = jsonMembers(body, ['a'])?.a;
  assert.equal(utf8Text(body.subarray(range?.start, range?.end)), '{"c":3}');
  const inner = jsonMembersAt(body, range?.start ?? 0, ['c', 'd']);
  assert.deepEqual(Object.keys(inner ?? {}), ['c']);
});

test('an object nested a hundred thousand deep is gone through', () => {
  const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
  const body = utf8Bytes(`{"b":${deep},"a":1}`);
  assert.deepEqual(jsonMembers(body, ['a'])?.a, { start: body.length - 2, end: body.length - 1 });
});

test('what is no object has no members', () => {
  for (const text of ['[1]', '"a"', '7', '', '{"a":1}}']) {
    assert.equal(jsonMembers(utf8Bytes(text), ['a']), undefined);
  }
});
