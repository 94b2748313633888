import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import {
  digestHeader,
  digestMatches,
  parseDigestHeader,
  sha256Base64,
  sha256Hex,
} from '../../src/signing/digest.ts';

const HELLO = utf8Bytes('{"hello": "world"}');

// printf '{"hello": "world"}' | openssl dgst -md5 -binary | base64, likewise -sha1 and -sha512
const MD5 = 'Sd/dVLAcvNLSq16eXua5uQ==';
const SHA = '07CavjDP4u3/TungoUHJO/Wzr4c=';
const SHA_512 =
  'WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==';
const SHA_256 = 'X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE='; // draft-cavage-http-signatures-10, C

const PUBLISHED: readonly (readonly [
  title: string,
  body: string,
  digest: string,
  bytes: number,
])[] = [
  ['body of the draft', '{"hello": "world"}', SHA_256, 18],
  [
    'failure event',
    'id=k3v9qz7m2xw4ht8b&type=failure&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&recipient=jane%40example.net&action=failed&state=rcptto&code=550&extended=5.1.1&description=550+5.1.1+%3Cjane%40example.net%3E%3A+user+unknown&tags%5B%5D=welcome&tags%5B%5D=batch-42',
    'Elqvjnko+l2RYPKTAZ2WZpZfn/MzQmnyGuiTp2iBvWs=',
    264,
  ],
  [
    'profile update',
    'type=update&parameters%5BEmail%5D=jane%40example.net&timestamp=2025-03-14+09%3A26%3A53&time=1741944413&profile=123456&database=17&created=2024-11-02+08%3A00%3A00&modified=2025-03-14+09%3A26%3A53&fields%5BName%5D=Jane+Roe&fields%5BEmail%5D=jane%40example.net&interests%5B%5D=newsletter&interests%5B%5D=offers',
    'i/XXO9j6mlWBenPnmwpVWkQ0P480dxYZ0sU76YmnVhk=',
    307,
  ],
];

for (const [title, text, digest, length] of PUBLISHED) {
  test(`digest: the ${title} has its published SHA-256, in both spellings of the token`, () => {
    const body = utf8Bytes(text);
    assert.equal(body.length, length);
    assert.equal(sha256Base64(body), digest);
    assert.equal(digestHeader(body, 'sha-256'), `sha-256=${digest}`);
    assert.equal(digestHeader(body, 'SHA-256'), `SHA-256=${digest}`);
    assert.equal(digestMatches(`sha-256=${digest}`, body), 'match');
    assert.equal(digestMatches(`SHA-256=${digest}`, body), 'match');
  });
}

test('digest: the hexadecimal form is lower case (FIPS 180-2 B.1)', () => {
  assert.equal(
    sha256Hex(utf8Bytes('abc')),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('digest: md5, sha and sha-512 are checked as openssl computes them', () => {
  for (const value of [`MD5=${MD5}`, `SHA=${SHA}`, `sha-512=${SHA_512}`]) {
    assert.equal(digestMatches(value, HELLO), 'match', value);
    assert.equal(digestMatches(value, utf8Bytes('{"hello":"world"}')), 'mismatch', value);
  }
});

test('digest: of several digests every known one has to match', () => {
  assert.equal(digestMatches(`sha-256=${SHA_256}, adler32=03da0195`, HELLO), 'match');
  assert.equal(digestMatches(`adler32=03da0195 ,md5=${MD5},SHA-256=${SHA_256}`, HELLO), 'match');
  assert.equal(digestMatches(`sha-256=${SHA_256},md5=AAAAAAAAAAAAAAAAAAAAAA==`, HELLO), 'mismatch');
});

test('digest: with unknown algorithms alone nothing is known', () => {
  assert.equal(digestMatches('adler32=03da0195', HELLO), 'unsupported');
  assert.equal(digestMatches('unixsum=30637, crc32c=abc', HELLO), 'unsupported');
});

test('digest: what is no list of digests, or no base64 of the right length, is malformed', () => {
  const hexadecimal = '5f8f04f6a3a892aaabbddb6cf273894493773960d4a325b105fee46eef4304f1';
  const values = [
    '',
    'sha-256',
    'sha-256=',
    `${SHA_256}`,
    `sha-256=${SHA_256},`,
    `sha-256 = ${SHA_256}`,
    `sha-256=${hexadecimal}`,
    `sha-256=${SHA_256.slice(0, -1)}`,
    `sha-256=:${SHA_256}:`,
    `sha-256=${MD5}`,
  ];
  for (const value of values) assert.equal(digestMatches(value, HELLO), 'malformed', value);
});

test('digest: a header is read into lower-case algorithms and values as sent', () => {
  assert.deepEqual(parseDigestHeader(`SHA-256=${SHA_256}, UNIXsum=30637`), [
    { algorithm: 'sha-256', value: SHA_256 },
    { algorithm: 'unixsum', value: '30637' },
  ]);
  assert.deepEqual(parseDigestHeader('SHA-256=ok, nonsense'), []);
});

test('digest: stray bits behind the last byte are a mismatch, though they decode to the same digest', () => {
  assert.equal(digestMatches(`sha-256=${SHA_256.replace('PE=', 'PF=')}`, HELLO), 'mismatch');
});

test('digest: a header made for a body matches it, and not the body with one flipped bit', () => {
  const token = fc.constantFrom('sha-256' as const, 'SHA-256' as const);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), token, fc.nat(), (body, spelled, at) => {
      const header = digestHeader(body, spelled);
      assert.equal(digestMatches(header, body), 'match');
      const bit = at % (body.length * 8);
      const flipped = body.map((byte, index) =>
        index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      assert.equal(digestMatches(header, flipped), 'mismatch');
    }),
  );
});
