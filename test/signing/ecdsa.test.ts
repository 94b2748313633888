import assert from 'node:assert/strict';
import { createPublicKey, createVerify, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { isEcdsaSignature, signEcdsaP256, verifyEcdsaP256 } from '../../src/signing/ecdsa.ts';
import { generateRsaKeyPair, readPublicKey } from '../../src/signing/public-key.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { SIGNED_SAMPLES, type SignedSample } from '../helpers/sendgrid-samples.ts';

const PAIR = ecKeyPair();

function fits({ publicKey, signature, timestamp }: SignedSample, body: string): boolean {
  return verifyEcdsaP256(readPublicKey(publicKey), signature, timestamp, utf8Bytes(body));
}

describe('ECDSA on P-256', () => {
  for (const sample of SIGNED_SAMPLES) {
    it(`the printed vector of ${sample.timestamp} verifies, over its timestamp and then the body with CR LF`, () => {
      const { body } = sample;
      const key = Buffer.from(sample.publicKey, 'base64');
      const independent = createVerify('sha256').update(sample.timestamp + body);
      assert.ok(
        independent.verify(
          createPublicKey({ key, format: 'der', type: 'spki' }),
          Buffer.from(sample.signature, 'base64'),
        ),
      );
      assert.ok(fits(sample, body));
      assert.ok(!fits(sample, body.trimEnd()), 'without the final CR LF');
      assert.ok(!fits(sample, body.replaceAll('\r\n', '\n')), 'with LF only');
      assert.ok(!fits(sample, JSON.stringify(JSON.parse(body))), 're-serialised');
      assert.ok(!fits({ ...sample, timestamp: `${sample.timestamp} ` }, body));
    });
  }

  it('a signature of ours is one that node:crypto accepts, and another one each time', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, text) => {
        const signature = signEcdsaP256(PAIR.privateKeyPem, text, bytes);
        const der = Buffer.from(signature, 'base64');
        assert.equal(der.toString('base64'), signature);
        const state = createVerify('sha256').update(text, 'utf8').update(bytes);
        assert.ok(state.verify(PAIR.publicKeyPem, der));
        assert.ok(verifyEcdsaP256(PAIR.publicKeyPem, signature, text, bytes));
        assert.notEqual(signEcdsaP256(PAIR.privateKeyPem, text, bytes), signature);
      }),
    );
  });

  it('one flipped bit of the data or of the signature fails', () => {
    const data = utf8Bytes('1600112502[{"event":"open"}]\r\n');
    const signature = signEcdsaP256(PAIR.privateKeyPem, data);
    fc.assert(
      fc.property(fc.nat(data.length - 1), fc.nat(69), fc.nat(7), (at, place, bit) => {
        const changed = Uint8Array.from(data);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        assert.ok(!verifyEcdsaP256(PAIR.publicKeyPem, signature, changed));
        const der = Buffer.from(signature, 'base64');
        der[place] = (der[place] ?? 0) ^ (1 << bit);
        assert.ok(!verifyEcdsaP256(PAIR.publicKeyPem, der.toString('base64'), data));
      }),
    );
  });

  it('what is no plain base64 of a DER signature is told by its shape and never fits', () => {
    const signature = signEcdsaP256(PAIR.privateKeyPem, 'x');
    assert.ok(isEcdsaSignature(signature));
    const raw = sign('sha256', Buffer.from('x'), {
      key: PAIR.privateKeyPem,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64');
    const others = ['', 'x', '====', `${signature} `, `${signature}=`, raw, 'MAA=', 'MEUCIQ=='];
    for (const other of others) {
      assert.ok(!isEcdsaSignature(other), other);
      assert.ok(!verifyEcdsaP256(PAIR.publicKeyPem, other, 'x'), other);
    }
  });

  it('the shape of any text can be asked for', () => {
    const text = fc.oneof(
      fc.string(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
    );
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(typeof isEcdsaSignature(value), 'boolean');
        assert.equal(verifyEcdsaP256(PAIR.publicKeyPem, value, 'x'), false);
      }),
    );
  });

  it('a key of another kind or curve, or none, is refused on either side', () => {
    const unusable = [
      generateRsaKeyPair(1024),
      ecKeyPair('secp384r1'),
      { privateKeyPem: '', publicKeyPem: 'no key' },
    ];
    for (const pair of unusable) {
      assert.throws(() => signEcdsaP256(pair.privateKeyPem, 'x'), { code: 'WHK_SECRET' });
      const signature = signEcdsaP256(PAIR.privateKeyPem, 'x');
      assert.throws(() => verifyEcdsaP256(pair.publicKeyPem, signature, 'x'), {
        code: 'WHK_INPUT',
      });
    }
    assert.throws(() => signEcdsaP256(PAIR.publicKeyPem, 'x'), { code: 'WHK_SECRET' });
  });

  it('an EC PRIVATE KEY block (SEC 1) signs too', () => {
    const { privateKeyPem, publicKeyPem } = ecKeyPair('prime256v1', 'sec1');
    assert.match(privateKeyPem, /BEGIN EC PRIVATE KEY/);
    assert.ok(verifyEcdsaP256(publicKeyPem, signEcdsaP256(privateKeyPem, 'x'), 'x'));
  });
});
