import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { bodyFields, jsonBodyText } from '../../src/render/json-text.ts';

/** Just large enough that its form depends on what is in it. */
function large(text: string): Uint8Array {
  const unit = utf8Bytes(text);
  return Buffer.alloc(unit.length * Math.ceil((64 * 1024 * 1024 + 1) / unit.length), unit);
}

test('a body of text is text in JSON, whatever has to be escaped in it', () => {
  assert.deepEqual(bodyFields(Buffer.alloc(3)), { body: '\0\0\0' });
  assert.deepEqual(bodyFields(utf8Bytes('"\\"')), { body: '"\\"' });
  assert.deepEqual(bodyFields(Uint8Array.of(0xff)), { body_base64: '/w==' });
});

test('a large body is base64 where that is shorter than the escaped text', () => {
  assert.equal(jsonBodyText(large('\0')), undefined);
  assert.equal(jsonBodyText(large('"')), undefined);
  assert.equal(jsonBodyText(large('\n')), undefined);
  assert.notEqual(jsonBodyText(large('{"name": "value"}')), undefined);
});

test('text beyond ASCII is longer where all of it is escaped', () => {
  const body = large('é');
  assert.notEqual(jsonBodyText(body), undefined);
  assert.equal(jsonBodyText(body, 'beyond-ascii'), undefined);
});
