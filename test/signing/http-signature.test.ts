import assert from 'node:assert/strict';
import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64Text, latin1Text, utf8Bytes } from '../../src/core/bytes.ts';
import { InputError, SecretError } from '../../src/core/errors.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import {
  formatSignatureHeader,
  locateSignature,
  parseSignatureHeader,
  signingString,
  signRsaSha256,
  verifyRsaSha256,
} from '../../src/signing/http-signature.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';

const pair = generateRsaKeyPair();
const stranger = generateRsaKeyPair();
const get = (headers: HeaderList) => ({ method: 'GET', path: '/', headers });

test('signature header: blanks, line folds and bare values are allowed, order and case of names are free', () => {
  const expected = {
    keyId: 'k,1',
    algorithm: 'rsa-sha256',
    headers: ['(request-target)', 'Host', 'date'],
    signature: 'YWJj+/==',
  };
  const values = [
    'keyId="k,1",algorithm="rsa-sha256",headers="(request-target) Host date",signature="YWJj+/=="',
    ' keyId = "k,1" , algorithm = "rsa-sha256" ,\r\n\theaders=" (request-target)  Host date " ,signature="YWJj+/==" ',
    'SIGNATURE="YWJj+/==",HEADERS="(request-target) Host date",created=1402170695,x_y-1="",,KEYID="k,1",ALGORITHM=rsa-sha256,',
  ];
  for (const value of values) {
    assert.deepEqual(parseSignatureHeader(value), expected, value);
    const { start, end } = locateSignature(value) ?? { start: 0, end: 0 };
    assert.equal(value.slice(start, end), 'YWJj+/==');
  }
  assert.deepEqual(locateSignature('keyId=k, signature=YWJj ,x=1'), { start: 19, end: 23 });
  assert.equal(locateSignature('keyId=k,signature="YWJj'), undefined);
});

test('signature header: without a list the date alone is signed, and the algorithm may be left out', () => {
  assert.deepEqual(parseSignatureHeader('keyId="k",signature="YWJj"'), {
    keyId: 'k',
    algorithm: '',
    headers: ['date'],
    signature: 'YWJj',
  });
});

const UNREADABLE: readonly (readonly [value: string, error: RegExp])[] = [
  ['', /no keyId/],
  ['keyId="",signature="YWJj"', /no keyId/],
  ['keyId="k"', /no signature/],
  ['keyId="k",signature=""', /no signature/],
  ['keyId="k",headers=" ",signature="YWJj"', /signed headers is empty/],
  ['keyId="k",signature="YWJj",keyid="l"', /keyid is there twice/],
  ['keyId="k",headers="date" signature="YWJj"', /from character 11 on/],
  ['keyId="k",signature="YWJj', /from character 11 on/],
  ['Signature keyId="k",signature="YWJj"', /from character 1 on/],
  ['YWJj', /from character 1 on/],
];

for (const [value, error] of UNREADABLE) {
  test(`signature header: ${value === '' ? 'an empty value' : value} says what is wrong with it`, () => {
    const parsed = parseSignatureHeader(value);
    assert.ok('error' in parsed);
    assert.match(parsed.error, error);
  });
}

test('signature header: parse after format is identity', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~()-]+$/);
  const text = fc.string({ unit: 'grapheme' });
  const base64 = fc.uint8Array({ minLength: 1 }).map((bytes) => base64Text(bytes));
  const signature = fc.record(
    {
      keyId: fc.string({ minLength: 1 }),
      algorithm: text,
      headers: fc.array(name, { minLength: 1, maxLength: 8 }),
      signature: base64,
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(signature, (sig) => {
      assert.deepEqual(parseSignatureHeader(formatSignatureHeader(sig)), sig);
    }),
  );
});

test('signature header: any text at all is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(typeof parseSignatureHeader(text), 'object');
      assert.equal(typeof parseSignatureHeader(`keyId="k",${text}`), 'object');
    }),
  );
});

test('signing string: headers of one name are joined by a comma and a blank, each value trimmed', () => {
  // Lines of draft-cavage-http-signatures-10, section 2.3.
  const request = {
    method: 'GET',
    path: '/foo',
    headers: [
      ['Host', 'example.org'],
      ['Date', 'Tue, 07 Jun 2014 20:51:35 GMT'],
      ['X-Example', 'Example header\twith some whitespace. \t'],
      ['Cache-Control', ' max-age=60'],
      ['Cache-control', 'must-revalidate '],
    ],
  } as const;
  assert.equal(
    signingString(request, ['(request-target)', 'host', 'date', 'cache-control', 'X-EXAMPLE']),
    [
      '(request-target): get /foo',
      'host: example.org',
      'date: Tue, 07 Jun 2014 20:51:35 GMT',
      'cache-control: max-age=60, must-revalidate',
      'x-example: Example header\twith some whitespace.',
    ].join('\n'),
  );
});

test('signing string: an empty header leaves its name, colon and blank', () => {
  assert.equal(signingString(get([['X-Empty', '  ']]), ['x-empty']), 'x-empty: ');
});

test('signing string: a name without a header is told in lower case', () => {
  const request = get([['Host', 'example.com']]);
  assert.deepEqual(signingString(request, ['host', 'X-Nonce']), { missing: 'x-nonce' });
  assert.deepEqual(signingString(request, ['(created)']), { missing: '(created)' });
});

test('signing string: header bytes that are UTF-8 come out as on the wire, the trailing byte A0 included', () => {
  const wire = latin1Text(utf8Bytes('voilà'));
  assert.equal(wire.endsWith('\u00a0'), true);
  assert.equal(signingString(get([['X-Name', wire]]), ['x-name']), 'x-name: voilà');
  assert.equal(signingString(get([['X-Name', 'caf\u00e9']]), ['x-name']), 'x-name: café');
});

test('rsa: a signature is what node:crypto computes on its own, and each verifies the other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const signature = signRsaSha256(pair.privateKeyPem, text);
      const independent = createSign('RSA-SHA256')
        .update(text, 'utf8')
        .sign(pair.privateKeyPem, 'base64');
      assert.equal(signature, independent); // PKCS#1 v1.5 is deterministic
      assert.equal(verifyRsaSha256(pair.publicKeyPem, text, independent), true);
      const verifier = createVerify('RSA-SHA256').update(text, 'utf8');
      assert.equal(verifier.verify(pair.publicKeyPem, signature, 'base64'), true);
    }),
    { numRuns: 25 },
  );
});

test('rsa: one flipped bit in the text, or in the signature, fails', () => {
  const text = 'date: Fri, 14 Mar 2025 09:26:54 GMT';
  const signature = signRsaSha256(pair.privateKeyPem, text);
  const flip = (from: string, at: number) => {
    const bit = at % (from.length * 7);
    const index = Math.floor(bit / 7);
    const flipped = String.fromCharCode(from.charCodeAt(index) ^ (1 << (bit % 7)));
    return from.slice(0, index) + flipped + from.slice(index + 1);
  };
  fc.assert(
    fc.property(fc.nat(), (at) => {
      assert.equal(verifyRsaSha256(pair.publicKeyPem, flip(text, at), signature), false);
      assert.equal(verifyRsaSha256(pair.publicKeyPem, text, flip(signature, at)), false);
    }),
  );
});

test('rsa: stray bits in the last base64 letter fail, though they decode to the same bytes', () => {
  const signature = signRsaSha256(pair.privateKeyPem, 'x');
  const stray = signature.replace(/[AQgw]==$/, (end) =>
    end.replace(/[AQgw]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1)),
  );
  assert.deepEqual(Buffer.from(stray, 'base64'), Buffer.from(signature, 'base64'));
  assert.notEqual(stray, signature);
  assert.equal(verifyRsaSha256(pair.publicKeyPem, 'x', stray), false);
});

test('rsa: malformed signatures and the key of another are false, not errors', () => {
  const good = signRsaSha256(pair.privateKeyPem, 'x');
  for (const signature of ['', 'AAAA', 'not base64', good.slice(0, -2), `${good} `, good + good]) {
    assert.equal(verifyRsaSha256(pair.publicKeyPem, 'x', signature), false, signature);
  }
  assert.equal(verifyRsaSha256(stranger.publicKeyPem, 'x', good), false);
});

test('rsa: an unreadable key is an error, and so is a key that is not RSA', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecPrivate = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const ecPublic = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  for (const key of ['', 'secret', ecPublic]) {
    assert.throws(() => verifyRsaSha256(key, 'x', 'AAAA'), InputError);
  }
  for (const key of ['', 'secret', ecPrivate, pair.publicKeyPem]) {
    assert.throws(() => signRsaSha256(key, 'x'), SecretError);
  }
});
