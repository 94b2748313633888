import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import { decodeHead, encodeHead } from '../../src/store/capture-head.ts';

const anyText = fc.string({ unit: 'binary' });
const loneSurrogates = fc.string({
  unit: fc.constantFrom('\ud800', '\udfff', '\0', '"', '\\', 'é'),
});
const text = fc.oneof(anyText, loneSurrogates);

test('a head reads back as it was written, whatever its strings hold', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          method: text,
          path: text,
          url: text,
          httpVersion: text,
          remoteAddress: fc.option(text),
          headers: fc.array(fc.tuple(text, text) as fc.Arbitrary<HeaderPair>),
        },
        { noNullPrototype: true },
      ),
      (head) => {
        const written = encodeHead(head);
        assert.deepEqual(decodeHead(written), head);
        assert.ok(!/[\0\ud800-\udfff]/u.test(written), 'SQLite could not keep this as text');
      },
    ),
  );
});

test('what is not a head is not read as one', () => {
  for (const wrong of ['', 'nonsense', '{}', '[]', '["POST","/","u","1.1",null]']) {
    assert.equal(decodeHead(wrong), undefined);
  }
  assert.equal(decodeHead('["POST","/","u","1.1",7,[]]'), undefined);
  assert.equal(decodeHead('["POST","/","u","1.1",null,["a",1]]'), undefined);
});
