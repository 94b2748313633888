import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { signRsaPkcs1, verifyRsaPkcs1 } from '../../src/signing/rsa-pkcs1.ts';
import { PAGE_CERTIFICATE, SIGNED_TEXTS } from '../helpers/ses-samples.ts';

const { privateKeyPem, publicKeyPem } = generateRsaKeyPair();
const HASHES = ['sha1', 'sha256'] as const;

describe('rsa pkcs1', () => {
  for (const { vector, text, sha1, sha256, signature2 } of SIGNED_TEXTS) {
    it(`vector ${vector} of the SES page fits its certificate, with SHA-256 alone`, () => {
      assert.equal(createHash('sha256').update(text).digest('hex'), sha256);
      if (sha1 !== null) assert.equal(createHash('sha1').update(text).digest('hex'), sha1);
      assert.equal(verifyRsaPkcs1('sha256', PAGE_CERTIFICATE, text, signature2), true);
      assert.equal(verifyRsaPkcs1('sha1', PAGE_CERTIFICATE, text, signature2), false);
    });
  }

  it('signs as node:crypto does, and fits its own signature and no other text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HASHES), fc.string({ unit: 'binary' }), (hash, text) => {
        const signature = signRsaPkcs1(hash, privateKeyPem, text);
        assert.equal(signature, sign(hash, Buffer.from(text), privateKeyPem).toString('base64'));
        assert.ok(verify(hash, Buffer.from(text), publicKeyPem, Buffer.from(signature, 'base64')));
        assert.equal(verifyRsaPkcs1(hash, publicKeyPem, text, signature), true);
        assert.equal(verifyRsaPkcs1(hash, publicKeyPem, `${text}.`, signature), false);
      }),
      { numRuns: 30 },
    );
  });

  it('takes base64 in its one spelling only', () => {
    const signature = signRsaPkcs1('sha1', privateKeyPem, 'x');
    for (const odd of [
      '',
      ` ${signature}`,
      signature.slice(0, -4),
      signature.replace(/=+$/, ''),
      '*'.repeat(344),
    ]) {
      assert.equal(verifyRsaPkcs1('sha1', publicKeyPem, 'x', odd), false, odd);
    }
  });

  it('refuses keys that are unreadable or of another type', () => {
    const ec = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    for (const key of ['', 'no key', ec.privateKey]) {
      assert.throws(() => signRsaPkcs1('sha256', key, 'x'), { code: 'WHK_SECRET' });
    }
    for (const key of ['', 'no key', ec.publicKey]) {
      assert.throws(() => verifyRsaPkcs1('sha256', key, 'x', ''), { code: 'WHK_INPUT' });
    }
  });
});
