import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import {
  type CaptureHead,
  headDifferences,
  headWith,
  readHead,
  writtenHead,
} from '../../src/store/capture-head.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udfff', '\0', '"', '\\', 'é') }),
  fc.constantFrom('', 'POST'), // often the same
);

const pairs = fc.array(fc.tuple(text, text) as fc.Arbitrary<HeaderPair>, { maxLength: 4 });

const heads: fc.Arbitrary<CaptureHead> = fc.record(
  {
    method: text,
    path: text,
    url: text,
    httpVersion: text,
    remoteAddress: fc.option(text),
    headers: pairs,
    trailers: pairs,
  },
  {
    noNullPrototype: true,
    requiredKeys: ['method', 'path', 'url', 'httpVersion', 'remoteAddress', 'headers'],
  },
);

function throughJson(value: unknown): unknown {
  const json = JSON.stringify(value);
  assert.ok(!/[\0\ud800-\udfff]/u.test(json), 'SQLite could not keep this as text');
  return JSON.parse(json);
}

test('a head reads back as it was written, whatever its strings hold', () => {
  fc.assert(
    fc.property(heads, (head) => {
      assert.deepEqual(readHead(throughJson(writtenHead(head))), head);
    }),
  );
});

test('a head is its base and the differences from it', () => {
  fc.assert(
    fc.property(heads, heads, (head, base) => {
      const differences = headDifferences(head, base);
      const isLike = head.headers.length === base.headers.length;
      if (!isLike || head.trailers !== undefined || base.trailers !== undefined) {
        return assert.equal(differences, undefined);
      }
      return assert.deepEqual(headWith(base, throughJson(differences)), head);
    }),
  );
});

test('only what differs is in the differences', () => {
  const base: CaptureHead = {
    method: 'POST',
    path: '/a',
    url: 'http://localhost/a',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    headers: [
      ['Host', 'localhost'],
      ['Content-Length', '7'],
    ],
  };
  const head: CaptureHead = {
    ...base,
    remoteAddress: null,
    headers: [
      ['host', 'localhost'],
      ['Content-Length', '8'],
    ],
  };
  assert.deepEqual(headDifferences(base, base), []);
  assert.deepEqual(headDifferences(head, base), [4, null, 5, 'host', 8, '8']);
});

test('what is not a head is not read as one', () => {
  const list = ['POST', '/', 'u', '1.1', null];
  for (const wrong of [
    undefined,
    'nonsense',
    {},
    [],
    list,
    [...list, [], 1],
    [...list, ['a', 1]],
  ]) {
    assert.equal(readHead(wrong), undefined);
  }
  assert.equal(readHead(['POST', '/', 'u', '1.1', 7, []]), undefined);
});

test('what are no differences gives no head', () => {
  const base = readHead(['POST', '/', 'u', '1.1', null, ['a', 'b']]) ?? assert.fail();
  for (const wrong of [undefined, {}, ['0', 'x'], [0, 7], [0], [1, null], [7, 'x'], [5, 1], [6]]) {
    assert.equal(headWith(base, wrong), undefined, JSON.stringify(wrong));
  }
});
