import assert from 'node:assert/strict';
import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { SecretError } from '../../src/core/errors.ts';
import {
  fitsV1,
  fitsV1a,
  formatSignatureItems,
  parseSignatureItems,
  type SignedMessage,
  signV1,
  signV1a,
} from '../../src/signing/standard-webhooks.ts';
import {
  type KeyReading,
  readPrivateKey,
  readSharedKey,
  readVerifyingKey,
} from '../../src/signing/standard-webhooks-keys.ts';

/** Tests of the reference libraries and of the Svix server. */
const PUBLIC: SignedMessage = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: utf8Bytes('{"test": 2432232314}'),
};
const PUBLIC_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PUBLIC_V1 = 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const PUBLIC_PRIVATE_KEY =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC_PUBLIC_KEY = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const PUBLIC_V1A =
  'hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==';

/** Rotation and both versions at once. */
const ROTATION: SignedMessage = {
  id: 'msg_2tQoK9mZx3uTfB6vWjR5nGpYs8D',
  timestamp: '1773482401',
  body: utf8Bytes(
    '{"type":"invoice.paid","timestamp":"2026-03-14T10:00:00.000000Z","data":{"id":"inv_9f2c7b1e","customer_id":"cus_4471","amount_due":4900,"currency":"usd","paid_at":"2026-03-14T09:59:58Z","lines":[{"description":"Pro plan","amount":4900,"quantity":1}]}}',
  ),
};
const ROTATION_KEYS = [
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  'whsec_YW4gb2xkZXIgc2VjcmV0LCAzMiBieXRlcyBsb25nISE=',
];
const ROTATION_PRIVATE_KEY =
  'whsk_IvzDB8UMX+/hBrNNiroq7HHodrVpta0Abdv35p3Ezq2W2bRwrpASrhQAD05eTKVRKh14l0km6J1UiW+Rjddf/g==';
const ROTATION_PUBLIC_KEY = 'whpk_ltm0cK6QEq4UAA9OXkylUSodeJdJJuidVIlvkY3XX/4=';
const ROTATION_HEADER =
  'v1,fox7Y/SdRD2vwAZ1rqmkAmtnDjPUbworZglERL4+9vc= v1,ZOSFuaMjKFxLREaaOYEVCYXelfdF/VLVKMiAZ2e4tFc= v1a,mRGf0FcApCpBiMXsRwgT9DEX6lg3bW7NhZGeE2vLzIJd4QITCl7WugWAqlTmSVbPHyo+S1cv6TEN47n0H8FHCg==';

function keyOf<Key>(reading: KeyReading<Key>): Key {
  assert.ok('key' in reading, 'error' in reading ? reading.error : '');
  return reading.key;
}

function errorOf(reading: KeyReading<unknown>): string {
  assert.ok('error' in reading);
  return reading.error;
}

function sharedKey(secret: string): Uint8Array {
  return keyOf(readSharedKey(secret));
}

describe('standard webhooks v1', () => {
  it('the vector of the reference libraries: HMAC-SHA256 over id, timestamp and body with full stops between', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const content = 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}';
    assert.equal(createHmac('sha256', key).update(content).digest('base64'), PUBLIC_V1);
    assert.deepEqual(sharedKey(PUBLIC_SECRET), key);
    assert.equal(signV1(key, PUBLIC), PUBLIC_V1);
    assert.equal(fitsV1(key, PUBLIC, PUBLIC_V1), true);
  });

  it('the two signatures of the vector for rotation', () => {
    const [first, second] = parseSignatureItems(ROTATION_HEADER);
    assert.deepEqual(
      ROTATION_KEYS.map((secret) => signV1(sharedKey(secret), ROTATION)),
      [first?.signature, second?.signature],
    );
  });

  it('an empty body is signed too: the content ends with the second full stop', () => {
    const key = sharedKey(PUBLIC_SECRET);
    const empty = { ...PUBLIC, body: new Uint8Array() };
    const content = `${PUBLIC.id}.${PUBLIC.timestamp}.`;
    assert.equal(signV1(key, empty), createHmac('sha256', key).update(content).digest('base64'));
  });

  it('header values are signed as the bytes of the wire, which latin1 text stands for', () => {
    const key = sharedKey(PUBLIC_SECRET);
    const content = Buffer.from('caf\u00e9.1.', 'latin1');
    assert.equal(
      signV1(key, { id: 'caf\u00e9', timestamp: '1', body: new Uint8Array() }),
      createHmac('sha256', key).update(content).digest('base64'),
    );
  });

  it('the prefix of a secret may be missing; 0, 16, 24, 32 and 64 bytes are read, none are not', () => {
    assert.deepEqual(sharedKey(PUBLIC_SECRET.slice(6)), sharedKey(PUBLIC_SECRET));
    for (const length of [1, 16, 24, 32, 64]) {
      const bytes = Buffer.alloc(length, 7);
      assert.deepEqual(sharedKey(`whsec_${bytes.toString('base64')}`), bytes);
    }
    assert.equal(errorOf(readSharedKey('whsec_')), 'is empty');
    assert.equal(errorOf(readSharedKey('')), 'is empty');
    assert.throws(() => signV1(new Uint8Array(), PUBLIC), SecretError);
  });

  it('what is no standard base64 is refused by name, and never repeated', () => {
    for (const [text, reason] of [
      ['whsec_a-b_c-d_', /URL-safe/],
      ['whsec_abc', /not base64/],
      ['polar_whs_aGVsbG8', /URL-safe|not base64/],
      ['whsec_häßlich', /not base64/],
      [PUBLIC_PRIVATE_KEY, /Ed25519/],
      [PUBLIC_PUBLIC_KEY, /Ed25519/],
    ] as const) {
      const error = errorOf(readSharedKey(text));
      assert.match(error, reason);
      assert.ok(!error.includes(text));
    }
  });
});

describe('standard webhooks v1a', () => {
  for (const [title, message, secret, publicKey, signature] of [
    ['of the Svix server', PUBLIC, PUBLIC_PRIVATE_KEY, PUBLIC_PUBLIC_KEY, PUBLIC_V1A],
    [
      'with rotation',
      ROTATION,
      ROTATION_PRIVATE_KEY,
      ROTATION_PUBLIC_KEY,
      parseSignatureItems(ROTATION_HEADER)[2]?.signature ?? '',
    ],
  ] as const) {
    it(`the vector ${title}: Ed25519 over the same bytes`, () => {
      const raw = Buffer.from(publicKey.slice(5), 'base64').toString('base64url');
      const jwk = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
      const content = Buffer.concat([
        Buffer.from(`${message.id}.${message.timestamp}.`),
        message.body,
      ]);
      assert.equal(verify(null, content, jwk, Buffer.from(signature, 'base64')), true);
      assert.equal(signV1a(keyOf(readPrivateKey(secret)), message), signature);
      assert.equal(fitsV1a(keyOf(readVerifyingKey(publicKey)), message, signature), true);
      assert.equal(fitsV1a(keyOf(readVerifyingKey(secret)), message, signature), true);
    });
  }

  it('the seed alone is the same key as the seed with its public key', () => {
    const seed = Buffer.from(PUBLIC_PRIVATE_KEY.slice(5), 'base64').subarray(0, 32);
    const key = keyOf(readPrivateKey(`whsk_${seed.toString('base64')}`));
    assert.equal(signV1a(key, PUBLIC), PUBLIC_V1A);
  });

  it('keys of another length, kind or make are refused by name', () => {
    const bytes = Buffer.from(PUBLIC_PRIVATE_KEY.slice(5), 'base64');
    bytes[63] = (bytes[63] ?? 0) ^ 1;
    const mixed = `whsk_${bytes.toString('base64')}`;
    const short = `${Buffer.alloc(31).toString('base64')}`;
    assert.match(errorOf(readPrivateKey(mixed)), /does not belong to its seed/);
    assert.match(errorOf(readPrivateKey(`whsk_${short}`)), /31 bytes/);
    assert.match(errorOf(readPrivateKey(PUBLIC_PUBLIC_KEY)), /begin with whsk_/);
    assert.match(errorOf(readPrivateKey(PUBLIC_SECRET)), /begin with whsk_/);
    assert.match(errorOf(readPrivateKey('whsk_')), /empty/);
    assert.match(errorOf(readVerifyingKey(`whpk_${short}`)), /31 bytes/);
    assert.match(errorOf(readVerifyingKey(PUBLIC_SECRET)), /begin with whpk_/);
    assert.match(errorOf(readVerifyingKey(mixed)), /does not belong to its seed/);
  });

  it('a signature spelt otherwise, though it decodes to the same bytes, does not fit', () => {
    const key = keyOf(readVerifyingKey(PUBLIC_PUBLIC_KEY));
    const respelt = PUBLIC_V1A.replace('Ag==', 'Ah==');
    assert.deepEqual(Buffer.from(respelt, 'base64'), Buffer.from(PUBLIC_V1A, 'base64'));
    for (const text of [respelt, `${PUBLIC_V1A} `, PUBLIC_V1A.slice(4), '', 'é', PUBLIC_V1]) {
      assert.equal(fitsV1a(key, PUBLIC, text), false, text);
    }
  });
});

describe('standard webhooks laws', () => {
  const message = fc.record({
    id: fc.stringMatching(/^[\w-]{1,40}$/),
    timestamp: fc.nat().map(String),
    body: fc.uint8Array(),
  });
  const pair = generateKeyPairSync('ed25519');

  for (const [version, sign, fits] of [
    [
      'v1',
      (signed: SignedMessage) => signV1(sharedKey(PUBLIC_SECRET), signed),
      (signed: SignedMessage, text: string) => fitsV1(sharedKey(PUBLIC_SECRET), signed, text),
    ],
    [
      'v1a',
      (signed: SignedMessage) => signV1a(pair.privateKey, signed),
      (signed: SignedMessage, text: string) => fitsV1a(pair.publicKey, signed, text),
    ],
  ] as const) {
    it(`${version}: what is signed fits, and fits no longer once id, time, body or signature change`, () => {
      fc.assert(
        fc.property(message, fc.nat(), (signed, at) => {
          const signature = sign(signed);
          assert.equal(fits(signed, signature), true);
          assert.equal(fits({ ...signed, id: `${signed.id}0` }, signature), false);
          assert.equal(fits({ ...signed, timestamp: `${signed.timestamp}0` }, signature), false);
          const body = Uint8Array.from([...signed.body, 0]);
          assert.equal(fits({ ...signed, body }, signature), false);
          const index = at % signature.length;
          const other = signature.charAt(index) === 'A' ? 'B' : 'A';
          const changed = signature.slice(0, index) + other + signature.slice(index + 1);
          assert.equal(fits(signed, changed), false);
        }),
        { numRuns: 50 },
      );
    });
  }

  it('another key pair does not fit', () => {
    const other: KeyObject = generateKeyPairSync('ed25519').publicKey;
    assert.equal(fitsV1a(other, PUBLIC, signV1a(pair.privateKey, PUBLIC)), false);
  });

  it('a header is split at blanks and each item at its first comma; formatting brings it back', () => {
    assert.deepEqual(
      parseSignatureItems(ROTATION_HEADER).map(({ version }) => version),
      ['v1', 'v1', 'v1a'],
    );
    assert.equal(formatSignatureItems(parseSignatureItems(ROTATION_HEADER)), ROTATION_HEADER);
    assert.deepEqual(parseSignatureItems('v1,a,b'), [{ version: 'v1', signature: 'a,b' }]);
    assert.deepEqual(parseSignatureItems(''), []);
    assert.deepEqual(parseSignatureItems('v1=abc  v2,'), [{ version: 'v2', signature: '' }]);
  });
});
