import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { crc32 } from '../../src/core/crc32.ts';

describe('CRC-32', () => {
  // python3 -c 'import zlib; print(zlib.crc32(b"123456789"), zlib.crc32(b"{\"hello\":\"world\"}"))'
  it('gives what zlib gives', () => {
    assert.equal(crc32(utf8Bytes('123456789')), 3_421_780_262);
    assert.equal(crc32(utf8Bytes('')), 0);
    assert.equal(crc32(utf8Bytes('{"hello":"world"}')), 3_624_485_329);
  });
});
