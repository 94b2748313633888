import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { RawNumber } from '../../src/core/json.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { losslessJson, scalarText } from '../../src/providers/lossless-json.ts';
import { listedMembers, withoutMembers } from '../../src/providers/member-list.ts';

function parsed(body: string) {
  const headers = [['Content-Type', 'application/json']] as const;
  return losslessJson(viewRequest({ method: 'POST', path: '/', headers, body: utf8Bytes(body) }));
}

describe('lossless JSON', () => {
  it('keeps the digits of numbers beyond 2^53', () => {
    const value = parsed('{"MessageID":288230402910847361}');
    assert.deepEqual(value, { MessageID: new RawNumber('288230402910847361') });
    assert.equal(scalarText(new RawNumber('1.0')), '1.0');
    assert.equal(scalarText(7), '7');
    assert.equal(scalarText('x'), 'x');
    for (const other of [null, true, [], {}, undefined]) assert.equal(scalarText(other), undefined);
  });

  it('any whole number comes back as written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), (number) => {
        assert.equal(scalarText(parsed(String(number))), String(number));
      }),
    );
  });

  it('what is no JSON, or too deep, is undefined', () => {
    assert.equal(parsed('{'), undefined);
    assert.equal(parsed(`${'['.repeat(600)}${']'.repeat(600)}`), undefined);
    assert.equal(parsed(''), undefined);
  });
});

describe('member lists', () => {
  it('give the listed members in their order, and refuse one without a value', () => {
    const value = listedMembers(' b\n  a-c ', { 'a-c': 1, b: 2, d: 3 });
    assert.deepEqual(Object.entries(value), [
      ['b', 2],
      ['a-c', 1],
    ]);
    assert.throws(() => listedMembers('x', {}), { name: 'TypeError' });
    assert.deepEqual(withoutMembers(value, new Set(['b'])), { 'a-c': 1 });
  });
});
