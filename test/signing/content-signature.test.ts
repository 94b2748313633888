import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { hexText, utf8Bytes } from '../../src/core/bytes.ts';
import { SecretError } from '../../src/core/errors.ts';
import {
  asymmetricKey,
  fitsContent,
  hashBytes,
  signContent,
} from '../../src/signing/content-signature.ts';
import {
  ed25519FromPem,
  ed25519PrivateKey,
  ed25519PublicKey,
  ed25519SecretBytes,
  publicBytes,
} from '../../src/signing/ed25519-keys.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';

const CONTENT = utf8Bytes('{"hello":"world"}');

/** RFC 8032 7.1, test 2: one byte under a seed. */
const RFC = {
  seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
};

function bytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

describe('a signature over bytes', () => {
  it('of HMAC and of a plain hash is what node:crypto makes', () => {
    const key = { scheme: 'hmac', hash: 'sha384', bytes: utf8Bytes('key') } as const;
    const expected = createHmac('sha384', 'key').update(CONTENT).digest('hex');
    assert.equal(hexText(signContent(key, CONTENT)), expected);
    // printf abc | sha1sum
    assert.equal(
      hexText(signContent({ scheme: 'hash', hash: 'sha1' }, utf8Bytes('abc'))),
      'a9993e364706816aba3e25717850c26c9cd0d89d',
    );
    assert.equal(hexText(hashBytes('md5', 'a', 'bc')), '900150983cd24fb0d6963f7d28e17f72');
    assert.throws(() => signContent({ ...key, bytes: new Uint8Array(0) }, CONTENT), SecretError);
  });

  it('of Ed25519 fits the vector of RFC 8032', () => {
    const secret = ed25519SecretBytes(bytes(RFC.seed));
    assert.equal(hexText(secret), RFC.seed + RFC.publicKey);
    const privateKey = ed25519PrivateKey(secret);
    const publicKey = ed25519PublicKey(bytes(RFC.publicKey));
    assert.ok('key' in privateKey && 'key' in publicKey);
    const made = signContent({ scheme: 'ed25519', key: privateKey.key }, bytes(RFC.message));
    assert.equal(hexText(made), RFC.signature);
    const key = { scheme: 'ed25519', key: publicKey.key } as const;
    assert.equal(fitsContent(key, bytes(RFC.message), made), true);
    assert.equal(fitsContent(key, bytes('73'), made), false);
    assert.equal(fitsContent(key, bytes(RFC.message), made.subarray(1)), false);
    assert.equal(hexText(publicBytes(privateKey.key)), RFC.publicKey);
  });

  for (const [scheme, algorithm] of [
    ['rsa', 'rsa-2048'],
    ['ecdsa', 'ec-p256'],
  ] as const) {
    it(`of ${scheme} is accepted by node:crypto, and the other way round`, () => {
      const pair = generateKeyPair(algorithm);
      const own = asymmetricKey(pair.privateKeyPem, scheme, 'private');
      const other = asymmetricKey(pair.publicKeyPem, scheme, 'public');
      assert.ok('key' in own && 'key' in other);
      const made = signContent({ scheme, hash: 'sha256', key: own.key }, CONTENT);
      assert.equal(verify('sha256', CONTENT, pair.publicKeyPem, made), true);
      const key = { scheme, hash: 'sha256', key: other.key } as const;
      assert.equal(fitsContent(key, CONTENT, sign('sha256', CONTENT, pair.privateKeyPem)), true);
      assert.equal(fitsContent(key, utf8Bytes('x'), made), false);
      assert.equal(fitsContent({ ...key, hash: 'sha512' }, CONTENT, made), false);
      for (const wrong of [new Uint8Array(0), made.subarray(1), utf8Bytes('no signature')]) {
        assert.equal(fitsContent(key, CONTENT, wrong), false);
      }
    });
  }
});

describe('a key that is of no use', () => {
  it('says why, and never shows itself', () => {
    const rsa = generateKeyPair('rsa-2048');
    const ed25519 = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    assert.deepEqual(asymmetricKey(rsa.publicKeyPem, 'ecdsa', 'public'), {
      error: 'is a key of type rsa, not ec',
    });
    assert.deepEqual(asymmetricKey('no PEM', 'rsa', 'private'), {
      error: 'is no readable private key in PEM',
    });
    assert.deepEqual(ed25519FromPem(rsa.publicKeyPem, 'public'), {
      error: 'is a key of type rsa, not ed25519',
    });
    assert.deepEqual(ed25519FromPem('no PEM', 'private'), {
      error: 'is no readable private key in PEM',
    });
    assert.ok('key' in ed25519FromPem(ed25519.privateKey, 'private'));
    assert.ok('key' in ed25519FromPem(ed25519.publicKey, 'public'));
    assert.deepEqual(ed25519PrivateKey(bytes(RFC.publicKey)), {
      error: 'has 32 bytes, which is a public key: signing takes 64, seed and public key',
    });
    assert.deepEqual(ed25519PrivateKey(bytes('00')), { error: 'has 1 bytes, not 64' });
    assert.deepEqual(ed25519PublicKey(bytes('00')), { error: 'has 1 bytes, neither 32 nor 64' });
    const mixed = bytes(RFC.seed + RFC.seed);
    const flaw = { error: 'ends in a public key that does not belong to its seed' };
    assert.deepEqual(ed25519PrivateKey(mixed), flaw);
    assert.deepEqual(ed25519PublicKey(mixed), flaw);
  });
});
